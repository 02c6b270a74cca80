#include "client-cli/signal_watch.h"

#include "protocol/base/check.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>

namespace hubbub::cli {

namespace {

constexpr std::array stopSignals = {SIGINT, SIGTERM, SIGHUP};
constexpr std::array terminalSignals = {SIGWINCH, SIGCONT, SIGTSTP};

constexpr char stopByte = 's';
constexpr char interruptByte = 'i';
constexpr char resizeByte = 'r';
constexpr char suspendByte = 'z';
constexpr char continueByte = 'c';

/// A handler can reach nothing but globals: it writes a byte here, and the event loop reads it at the other
/// end.
std::array<int, 2> signalPipe = {-1, -1};

/// The SIGCONT that ends our own suspension needs no telling. It may come a little after the main thread goes
/// on, if another thread gets it.
volatile std::sig_atomic_t isOwnContinueExpected = 0;

char byteOf(int signal)
{
    switch (signal) {
    case SIGINT:
        return interruptByte;
    case SIGWINCH:
        return resizeByte;
    case SIGTSTP:
        return suspendByte;
    case SIGCONT:
        return continueByte;
    default:
        return stopByte;
    }
}

void onSignal(int signal)
{
    if (signal == SIGCONT && isOwnContinueExpected != 0) {
        isOwnContinueExpected = 0;
        return;
    }
    const int saved = errno;
    const char byte = byteOf(signal);
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
    handle(SIGPIPE, SIG_IGN);
}

void SignalWatch::watchTerminal()
{
    isAtTerminal_ = true;
    for (const int signal : terminalSignals)
        handle(signal, onSignal);
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
    std::string told;
    for (ssize_t count = 0; (count = ::read(signalPipe[0], bytes.data(), bytes.size())) > 0;)
        told.append(bytes.data(), static_cast<std::size_t>(count));
    const auto has = [&told](char byte) { return told.find(byte) != std::string::npos; };
    if (has(suspendByte))
        suspend();
    if (has(continueByte))
        Q_EMIT continued();
    if (has(resizeByte))
        Q_EMIT resized();
    if (has(interruptByte) && isAtTerminal_)
        Q_EMIT interrupted();
    if (has(stopByte) || (has(interruptByte) && !isAtTerminal_))
        Q_EMIT stopRequested();
}

void SignalWatch::suspend()
{
    Q_EMIT suspending();
    isOwnContinueExpected = 1;
    handle(SIGTSTP, SIG_DFL);
    std::raise(SIGTSTP);
    handle(SIGTSTP, onSignal);
    Q_EMIT continued();
}

} // namespace hubbub::cli
