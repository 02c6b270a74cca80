#include "client-cli/terminal/terminal_screen.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace hubbub::terminal {

namespace {

/// The bytes of one key come together; over a slow line they may take as long as this.
constexpr int halfKeyMilliseconds = 50;
/// Who has cut the connection must not keep the program from its end.
constexpr int drainMilliseconds = 500;
constexpr QSize usualSize(80, 24);

/// With an open description of its own, whose flags nobody shares.
int openTerminal()
{
    if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDOUT_FILENO) == 0)
        return -1;
    const char* const path = ::ttyname(STDOUT_FILENO);
    return path == nullptr ? -1 : ::open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}

} // namespace

TerminalScreen::TerminalScreen(QObject* parent) : QObject(parent)
{
    halfKey_.setSingleShot(true);
    halfKey_.setInterval(halfKeyMilliseconds);
    connect(&halfKey_, &QTimer::timeout, this, [this] {
        if (const auto key = keys_.flush())
            Q_EMIT keyPressed(*key);
    });
}

TerminalScreen::~TerminalScreen()
{
    close();
}

bool TerminalScreen::open(bool usesColors)
{
    const char* const name = std::getenv("TERM");
    if (descriptor_ >= 0 || !codes_.load(name, usesColors))
        return false;
    descriptor_ = openTerminal();
    if (descriptor_ < 0)
        return false;
    readable_ = std::make_unique<QSocketNotifier>(descriptor_, QSocketNotifier::Read);
    writable_ = std::make_unique<QSocketNotifier>(descriptor_, QSocketNotifier::Write);
    writable_->setEnabled(false);
    connect(readable_.get(), &QSocketNotifier::activated, this, &TerminalScreen::readAvailable);
    connect(writable_.get(), &QSocketNotifier::activated, this, &TerminalScreen::writeAvailable);
    begin();
    return true;
}

void TerminalScreen::close()
{
    if (descriptor_ < 0)
        return;
    end();
    readable_.reset();
    writable_.reset();
    ::close(descriptor_);
    descriptor_ = -1;
    title_.clear();
}

void TerminalScreen::begin()
{
    guard_.emplace(descriptor_, codes_.leave());
    askSize();
    shown_ = Grid();
    // Whoever had the terminal meanwhile has set a title of its own.
    if (!title_.isEmpty())
        wantedTitle_ = title_;
    write(codes_.enter());
    readable_->setEnabled(true);
}

void TerminalScreen::end()
{
    if (!guard_)
        return;
    readable_->setEnabled(false);
    wanted_.reset();
    wantedTitle_.reset();
    isBellWanted_ = false;
    write(codes_.leave());
    drain();
    guard_.reset();
}

void TerminalScreen::suspend()
{
    if (descriptor_ >= 0)
        end();
}

void TerminalScreen::handleContinued()
{
    if (descriptor_ < 0)
        return;
    guard_.reset(); // after a SIGSTOP, which nobody can foresee, modes are the shell's
    begin();
    Q_EMIT resized();
}

void TerminalScreen::askSize()
{
    winsize size{};
    const bool isKnown = ::ioctl(descriptor_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
    size_ = isKnown ? QSize(size.ws_col, size.ws_row) : usualSize;
}

void TerminalScreen::handleResized()
{
    if (descriptor_ < 0)
        return;
    askSize();
    // Terminals move what they show when they are resized, each in its way.
    shown_ = Grid();
    Q_EMIT resized();
}

void TerminalScreen::show(const Grid& grid)
{
    if (!guard_)
        return;
    wanted_ = grid;
    writeWanted();
}

void TerminalScreen::redraw()
{
    const Grid grid = std::exchange(shown_, Grid());
    show(grid);
}

void TerminalScreen::ring()
{
    if (!guard_)
        return;
    isBellWanted_ = true;
    writeWanted();
}

void TerminalScreen::setTitle(const QString& title)
{
    title_ = title;
    if (!guard_)
        return;
    wantedTitle_ = title;
    writeWanted();
}

void TerminalScreen::writeWanted()
{
    if (!waiting_.empty())
        return;
    std::string bytes;
    if (wanted_) {
        bytes += frameDiff(shown_, *wanted_, codes_);
        shown_ = *std::exchange(wanted_, std::nullopt);
    }
    if (wantedTitle_)
        bytes += codes_.title(std::exchange(wantedTitle_, std::nullopt)->toStdString());
    if (std::exchange(isBellWanted_, false))
        bytes += '\a';
    if (!bytes.empty())
        write(bytes);
}

void TerminalScreen::write(const std::string& bytes)
{
    waiting_ += bytes;
    writeAvailable();
}

void TerminalScreen::writeAvailable()
{
    while (!waiting_.empty()) {
        const auto count = ::write(descriptor_, waiting_.data(), waiting_.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno != EAGAIN)
            waiting_.clear(); // it has gone; reading tells
        if (count <= 0)
            break;
        waiting_.erase(0, static_cast<std::size_t>(count));
    }
    writable_->setEnabled(!waiting_.empty());
    writeWanted();
}

void TerminalScreen::drain()
{
    pollfd wait{descriptor_, POLLOUT, 0};
    while (!waiting_.empty() && ::poll(&wait, 1, drainMilliseconds) > 0)
        writeAvailable();
    waiting_.clear();
    writable_->setEnabled(false);
}

void TerminalScreen::readAvailable()
{
    std::array<char, 4096> buffer{};
    const auto count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0) {
        readable_->setEnabled(false);
        Q_EMIT hungUp();
        return;
    }
    keys_.add(QByteArray(buffer.data(), static_cast<qsizetype>(count)));
    deliverKeys();
}

void TerminalScreen::deliverKeys()
{
    while (const auto key = keys_.take())
        Q_EMIT keyPressed(*key);
    if (keys_.isHalf())
        halfKey_.start();
    else
        halfKey_.stop();
}

} // namespace hubbub::terminal
