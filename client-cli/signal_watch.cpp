#include "client-cli/signal_watch.h"

#include "protocol/base/check.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace hubbub::cli {

namespace {

constexpr std::array stopSignals = {SIGINT, SIGTERM, SIGHUP};
constexpr std::array terminalSignals = {SIGWINCH, SIGCONT};

constexpr char stopByte = 's';
constexpr char terminalByte = 't';

/// A handler can reach nothing but globals: it writes a byte here, and the event loop reads it at the other
/// end.
std::array<int, 2> signalPipe = {-1, -1};

void onSignal(int signal)
{
    const int saved = errno;
    const bool isTerminal = signal == SIGWINCH || signal == SIGCONT;
    const char byte = isTerminal ? terminalByte : stopByte;
    [[maybe_unused]] const auto ignored = ::write(signalPipe[1], &byte, 1);
    errno = saved;
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(signal, &action, nullptr);
}

} // namespace

SignalWatch::SignalWatch(QObject* parent) : QObject(parent), readable_(QSocketNotifier::Read)
{
    CHECK(signalPipe[0] < 0 && ::pipe2(signalPipe.data(), O_CLOEXEC | O_NONBLOCK) == 0);
    readable_.setSocket(signalPipe[0]);
    readable_.setEnabled(true);
    connect(&readable_, &QSocketNotifier::activated, this, &SignalWatch::readPipe);
    for (const int signal : stopSignals)
        handle(signal, onSignal);
    for (const int signal : terminalSignals)
        handle(signal, onSignal);
    handle(SIGPIPE, SIG_IGN);
}

SignalWatch::~SignalWatch()
{
    for (const int signal : stopSignals)
        handle(signal, SIG_DFL);
    for (const int signal : terminalSignals)
        handle(signal, SIG_DFL);
    readable_.setEnabled(false);
    for (int& end : signalPipe) {
        ::close(end);
        end = -1;
    }
}

void SignalWatch::readPipe()
{
    std::array<char, 16> bytes{};
    bool stop = false;
    bool terminal = false;
    for (ssize_t count = 0; (count = ::read(signalPipe[0], bytes.data(), bytes.size())) > 0;) {
        for (ssize_t i = 0; i < count; ++i)
            (bytes[static_cast<std::size_t>(i)] == stopByte ? stop : terminal) = true;
    }
    if (terminal)
        Q_EMIT terminalChanged();
    if (stop)
        Q_EMIT stopRequested();
}

} // namespace hubbub::cli
