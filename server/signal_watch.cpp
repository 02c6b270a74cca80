#include "server/signal_watch.h"

#include "protocol/base/check.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace hubbub::server {

namespace {

constexpr std::array stopSignals = {SIGINT, SIGTERM};

/// A handler can reach nothing but globals: it writes a byte here, and the event loop reads it at the other
/// end.
std::array<int, 2> stopPipe = {-1, -1};

void onStopSignal(int /*signal*/)
{
    const int saved = errno;
    const char byte = 0;
    [[maybe_unused]] const auto ignored = ::write(stopPipe[1], &byte, 1);
    errno = saved;
}

} // namespace

SignalWatch::SignalWatch(QObject* parent) : QObject(parent), readable_(QSocketNotifier::Read)
{
    CHECK(stopPipe[0] < 0 && ::pipe2(stopPipe.data(), O_CLOEXEC | O_NONBLOCK) == 0);
    readable_.setSocket(stopPipe[0]);
    readable_.setEnabled(true);
    connect(&readable_, &QSocketNotifier::activated, this, &SignalWatch::readPipe);
    for (const int signal : stopSignals)
        std::signal(signal, onStopSignal);
    // A console or log reader that goes away must not take the server with it.
    std::signal(SIGPIPE, SIG_IGN);
}

SignalWatch::~SignalWatch()
{
    for (const int signal : stopSignals)
        std::signal(signal, SIG_DFL);
    readable_.setEnabled(false);
    for (int& end : stopPipe) {
        ::close(end);
        end = -1;
    }
}

void SignalWatch::readPipe()
{
    std::array<char, 16> bytes{};
    while (::read(stopPipe[0], bytes.data(), bytes.size()) > 0) {
    }
    Q_EMIT stopRequested();
}

} // namespace hubbub::server
