#include "server/console_input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>

namespace hubbub::server {

namespace {

using namespace std::chrono_literals;

/// How soon a server brought to the foreground listens to its terminal.
constexpr auto foregroundCheckInterval = 500ms;
/// No line of ours is longer; the rest of a longer one is cut off, so that a stream without newlines costs no
/// memory.
constexpr std::size_t lineBytes = std::size_t{64} * 1024;

bool isBackgroundOfTerminal()
{
    return ::isatty(STDIN_FILENO) != 0 && ::tcgetpgrp(STDIN_FILENO) != ::getpgrp();
}

/// The console is a terminal or a pipe; a server started by a service manager has neither.
bool isConsole()
{
    struct stat status {};
    if (::fstat(STDIN_FILENO, &status) != 0)
        return false;
    return ::isatty(STDIN_FILENO) != 0 || S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode)
        || S_ISREG(status.st_mode);
}

} // namespace

ConsoleInput::ConsoleInput(QObject* parent) : QObject(parent), readable_(QSocketNotifier::Read)
{
    foregroundCheck_.setInterval(foregroundCheckInterval);
    connect(&foregroundCheck_, &QTimer::timeout, this, [this] {
        if (isBackgroundOfTerminal())
            return;
        foregroundCheck_.stop();
        readable_.setEnabled(true);
    });
    connect(&readable_, &QSocketNotifier::activated, this, &ConsoleInput::readAvailable);
    if (!isConsole())
        return;
    // A read that loses the race with the terminal's foreground then fails and does not stop the server.
    std::signal(SIGTTIN, SIG_IGN);
    std::signal(SIGTTOU, SIG_IGN);
    readable_.setSocket(STDIN_FILENO);
    readable_.setEnabled(true);
}

void ConsoleInput::readAvailable()
{
    if (isBackgroundOfTerminal()) {
        readable_.setEnabled(false);
        foregroundCheck_.start();
        return;
    }
    std::array<char, 4096> buffer{};
    const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN || errno == EIO))
        return;
    if (count <= 0)
        return close();
    for (const char character : std::string_view(buffer.data(), static_cast<std::size_t>(count))) {
        if (character != '\n') {
            if (partial_.size() < lineBytes)
                partial_ += character;
            continue;
        }
        Q_EMIT lineRead(partial_);
        partial_.clear();
    }
}

void ConsoleInput::close()
{
    readable_.setEnabled(false);
    if (!partial_.empty())
        Q_EMIT lineRead(partial_);
    partial_.clear();
}

} // namespace hubbub::server
