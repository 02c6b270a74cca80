#include "client-cli/output_stream.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace hubbub::cli {

namespace {

/// A pipe that is writable takes as much without blocking (PIPE_BUF; POSIX, write()).
constexpr qsizetype pieceBytes = 4096;
/// Beyond this the reader is waited for, whatever the server thinks of it.
constexpr qsizetype mostWaiting = qsizetype{64} << 20;
/// For the last words, when the program ends.
constexpr int farewellMilliseconds = 5000;

} // namespace

OutputStream::OutputStream(int descriptor, QObject* parent)
    : QObject(parent),
      descriptor_(descriptor),
      writable_(descriptor, QSocketNotifier::Write)
{
    writable_.setEnabled(false);
    connect(&writable_, &QSocketNotifier::activated, this, &OutputStream::writeAvailable);
}

OutputStream::~OutputStream()
{
    finish();
}

int OutputStream::finish()
{
    while (!waiting_.isEmpty() && writeSome(farewellMilliseconds)) {
    }
    if (!waiting_.isEmpty())
        error_ = ETIMEDOUT;
    waiting_.clear();
    return error_;
}

void OutputStream::write(const QByteArray& bytes)
{
    if (error_ != 0)
        return;
    waiting_ += bytes;
    writeAvailable();
    while (waiting_.size() > mostWaiting && writeSome(-1)) {
    }
}

void OutputStream::writeAvailable()
{
    while (!waiting_.isEmpty() && writeSome(0)) {
    }
    writable_.setEnabled(!waiting_.isEmpty() && error_ == 0);
}

bool OutputStream::writeSome(int timeoutMilliseconds)
{
    pollfd ready{descriptor_, POLLOUT, 0};
    const int polled = ::poll(&ready, 1, timeoutMilliseconds);
    if (polled < 0 && errno == EINTR)
        return true;
    if (error_ != 0 || polled <= 0)
        return false;
    const auto piece = static_cast<std::size_t>(std::min(waiting_.size(), pieceBytes));
    const auto count = ::write(descriptor_, waiting_.constData(), piece);
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return errno == EINTR;
    if (count < 0) {
        error_ = errno;
        waiting_.clear();
        QMetaObject::invokeMethod(this, &OutputStream::broken, Qt::QueuedConnection);
        return false;
    }
    waiting_.remove(0, static_cast<qsizetype>(count));
    return true;
}

} // namespace hubbub::cli
