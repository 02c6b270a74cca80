#include "server/signal_watch.h"

#include "protocol/base/check.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace hubbub::server {

namespace {

constexpr std::array signals = {SIGINT, SIGTERM, SIGHUP};

/// A handler can reach nothing but globals: it writes the signal's number here, and the event loop reads it
/// at the other end.
std::array<int, 2> signalPipe = {-1, -1};

void onSignal(int signal)
{
    const int saved = errno;
    const char byte = static_cast<char>(signal);
    [[maybe_unused]] const auto ignored = ::write(signalPipe[1], &byte, 1);
    errno = saved;
}

} // namespace

SignalWatch::SignalWatch(QObject* parent)
    : QObject(parent),
      readable_(QSocketNotifier::Read),
      hasTerminal_(::isatty(STDIN_FILENO) == 1)
{
    CHECK(signalPipe[0] < 0 && ::pipe2(signalPipe.data(), O_CLOEXEC | O_NONBLOCK) == 0);
    readable_.setSocket(signalPipe[0]);
    readable_.setEnabled(true);
    connect(&readable_, &QSocketNotifier::activated, this, &SignalWatch::readPipe);
    for (const int signal : signals)
        if (std::signal(signal, onSignal) == SIG_IGN && signal == SIGHUP)
            std::signal(signal, SIG_IGN);
    // A console or log reader that goes away must not take the server with it.
    std::signal(SIGPIPE, SIG_IGN);
}

SignalWatch::~SignalWatch()
{
    for (const int signal : signals)
        std::signal(signal, SIG_DFL);
    readable_.setEnabled(false);
    for (int& end : signalPipe) {
        ::close(end);
        end = -1;
    }
}

void SignalWatch::readPipe()
{
    bool stops = false;
    bool reloads = false;
    // A terminal that has hung up is none any more.
    const bool isTerminalGone = hasTerminal_ && ::isatty(STDIN_FILENO) != 1;
    for (char byte = 0; ::read(signalPipe[0], &byte, 1) > 0;)
        (byte == SIGHUP && !isTerminalGone ? reloads : stops) = true;
    if (stops)
        Q_EMIT stopRequested();
    else if (reloads)
        Q_EMIT reloadRequested();
}

} // namespace hubbub::server
