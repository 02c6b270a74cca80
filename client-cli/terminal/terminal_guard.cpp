#include "client-cli/terminal/terminal_guard.h"

#include "protocol/base/check.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>

namespace hubbub::terminal {

namespace {

constexpr std::array crashSignals = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

/// A handler can reach nothing but globals.
struct Guarded {
    int descriptor = -1;
    termios modes{};
    std::array<char, 512> leave{};
    std::size_t leaveBytes = 0;
};
Guarded guarded;

void onCrash(int signal)
{
    [[maybe_unused]] const auto ignored =
        ::write(guarded.descriptor, guarded.leave.data(), guarded.leaveBytes);
    ::tcsetattr(guarded.descriptor, TCSANOW, &guarded.modes);
    // The handler has gone with its first use; now it happens as it would have.
    ::raise(signal);
}

void setHandlers(void (*handler)(int))
{
    for (const int signal : crashSignals) {
        struct sigaction action {};
        action.sa_handler = handler;
        action.sa_flags = handler == SIG_DFL ? 0 : static_cast<int>(SA_RESETHAND);
        ::sigaction(signal, &action, nullptr);
    }
}

} // namespace

TerminalGuard::TerminalGuard(int descriptor, const std::string& leave)
{
    CHECK(guarded.descriptor < 0 && leave.size() <= guarded.leave.size());
    guarded.descriptor = descriptor;
    ::tcgetattr(descriptor, &guarded.modes);
    std::ranges::copy(leave, guarded.leave.begin());
    guarded.leaveBytes = leave.size();
    termios raw = guarded.modes;
    ::cfmakeraw(&raw);
    ::tcsetattr(descriptor, TCSADRAIN, &raw);
    setHandlers(onCrash);
}

TerminalGuard::~TerminalGuard()
{
    setHandlers(SIG_DFL);
    ::tcsetattr(guarded.descriptor, TCSADRAIN, &guarded.modes);
    guarded.descriptor = -1;
}

} // namespace hubbub::terminal
