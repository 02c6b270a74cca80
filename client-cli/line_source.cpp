#include "client-cli/line_source.h"

#include <QTimer>

#include <unistd.h>

#include <array>
#include <cerrno>

namespace hubbub::cli {

LineSource::LineSource(int descriptor, LineSplitter::Separator separator, QObject* parent)
    : LineInput(parent),
      descriptor_(descriptor),
      splitter_(separator),
      readable_(descriptor, QSocketNotifier::Read)
{
    readable_.setEnabled(false);
    connect(&readable_, &QSocketNotifier::activated, this, &LineSource::readAvailable);
}

void LineSource::resume()
{
    if (!isPaused_)
        return;
    isPaused_ = false;
    // What has been read already is delivered by the event loop, not from within the call.
    QTimer::singleShot(0, this, &LineSource::deliver);
}

void LineSource::pause()
{
    isPaused_ = true;
    readable_.setEnabled(false);
}

void LineSource::readAvailable()
{
    std::array<char, 16'384> buffer{};
    const auto count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count > 0) {
        splitter_.add({buffer.data(), static_cast<std::size_t>(count)});
    } else {
        splitter_.finish();
        isAtEnd_ = true;
    }
    deliver();
}

void LineSource::deliver()
{
    if (isDelivering_)
        return;
    isDelivering_ = true;
    while (!isPaused_) {
        const auto line = splitter_.next();
        if (!line)
            break;
        Q_EMIT lineRead(*line);
    }
    isDelivering_ = false;
    readable_.setEnabled(!isPaused_ && !isAtEnd_);
    if (isAtEnd_ && splitter_.isEmpty() && !isPaused_ && !isEndTold_) {
        isEndTold_ = true;
        Q_EMIT ended();
    }
}

} // namespace hubbub::cli
