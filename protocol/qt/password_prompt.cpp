// The terminal is in a mode of its own while a password is typed: nothing is echoed, and keys that would end
// or suspend the program are ours to read. Signals that end it wait until the terminal is as it was.
#include "protocol/qt/room_password.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>

namespace hubbub::qt {

namespace {

struct PromptText {
    Q_DECLARE_TR_FUNCTIONS(PromptText)
};

/// How often signals are looked for.
constexpr int lookMilliseconds = 100;

constexpr char endOfInput = 4;
constexpr char interrupt = 3;
constexpr char clearLine = 21;
constexpr char backspace = 8;
constexpr char deleteKey = 127;

class SilentTerminal {
public:
    SilentTerminal() : descriptor_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        isOpen_ = descriptor_ >= 0 && ::tcgetattr(descriptor_, &before_) == 0;
        if (!isOpen_)
            return;
        sigset_t ending;
        sigemptyset(&ending);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
            sigaddset(&ending, signal);
        ::sigprocmask(SIG_BLOCK, &ending, &maskBefore_);
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON | ISIG);
        ::tcsetattr(descriptor_, TCSAFLUSH, &silent);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;
    ~SilentTerminal()
    {
        if (isOpen_) {
            ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
            ::sigprocmask(SIG_SETMASK, &maskBefore_, nullptr);
        }
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }

    bool isOpen() const { return isOpen_; }
    void write(std::string_view text) const
    {
        [[maybe_unused]] const auto written = ::write(descriptor_, text.data(), text.size());
    }
    /// Nothing: it is over.
    std::optional<char> read() const
    {
        for (;;) {
            pollfd wait{descriptor_, POLLIN, 0};
            const int ready = ::poll(&wait, 1, lookMilliseconds);
            sigset_t pending;
            ::sigpending(&pending);
            for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
                if (sigismember(&pending, signal) == 1 && sigismember(&maskBefore_, signal) == 0)
                    return std::nullopt;
            if (ready == 0 || (ready < 0 && errno == EINTR))
                continue;
            char byte = 0;
            if (ready < 0 || ::read(descriptor_, &byte, 1) != 1)
                return std::nullopt;
            return byte;
        }
    }

private:
    int descriptor_;
    bool isOpen_ = false;
    termios before_{};
    sigset_t maskBefore_{};
};

void wipe(std::string& text)
{
    crypto::wipe({reinterpret_cast<Byte*>(text.data()), text.size()});
    text.clear();
}

/// Whole characters of UTF-8.
void removeLast(std::string& text)
{
    constexpr unsigned continuationMask = 0xc0;
    constexpr unsigned continuation = 0x80;
    while (!text.empty()) {
        const bool isContinuation =
            (static_cast<unsigned char>(text.back()) & continuationMask) == continuation;
        text.pop_back();
        if (!isContinuation)
            return;
    }
}

} // namespace

bool canAskForPassword()
{
    const int descriptor = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return false;
    ::close(descriptor);
    return ::isatty(STDIN_FILENO) == 1;
}

Result<SharedPassword, Failure> askForPassword(const QString& prompt)
{
    const Unexpected none(Failure{PromptText::tr("No password was given.").toStdString()});
    std::string typed;
    typed.reserve(limits::passwordBytes + 1); // it must not leave copies behind as it grows
    bool isGiven = false;
    {
        const SilentTerminal terminal;
        if (!terminal.isOpen())
            return none;
        terminal.write(prompt.toStdString());
        while (const auto key = terminal.read()) {
            isGiven = *key == '\n' || *key == '\r';
            if (isGiven || *key == interrupt || *key == endOfInput)
                break;
            if (*key == backspace || *key == deleteKey)
                removeLast(typed);
            else if (*key == clearLine)
                wipe(typed);
            else if (typed.size() <= limits::passwordBytes)
                typed += *key;
        }
        terminal.write("\n");
    }
    if (!isGiven) {
        wipe(typed);
        return none;
    }
    auto password = passwordOfLine(typed);
    wipe(typed);
    return password;
}

} // namespace hubbub::qt
