#include "client-cli/terminal_input.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace hubbub::cli {

namespace {

using terminal::Key;

/// The bytes of one key come together; over a slow line they may take as long as this.
constexpr int halfKeyMilliseconds = 50;
constexpr QSize usualSize(80, 24);
/// Of what Tab may choose from.
constexpr int choiceRows = 3;

/// What is pasted is told from what is typed, so that no newline in it sends anything.
constexpr const char* reportPastes = "\x1b[?2004h";
constexpr const char* reportNoPastes = "\x1b[?2004l";
constexpr const char* clearAll = "\x1b[H\x1b[2J";

QSize screenSize()
{
    winsize size{};
    const bool isKnown = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
    return isKnown ? QSize(size.ws_col, size.ws_row) : usualSize;
}

void writeOut(const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

/// xterm, GNU screen and the console of Linux leave every row as it was when their width changes; the others
/// break lines anew. Which one it is cannot be known for sure: an xterm at the other end of an ssh
/// connection does not tell, and is taken for one of the others; made narrower than a draft is long, it loses
/// some of the rows above.
bool breaksAnew()
{
    const std::string_view terminal = std::getenv("TERM");
    const bool isInTmux = std::getenv("TMUX") != nullptr;
    const bool isScreen = std::getenv("STY") != nullptr && terminal.starts_with("screen");
    const bool isXterm = std::getenv("XTERM_VERSION") != nullptr && terminal.starts_with("xterm");
    return terminal != "linux" && (isInTmux || (!isScreen && !isXterm));
}

bool isControl(const Key& key, char letter)
{
    return key.kind == Key::Kind::control && !key.isAlt && key.text == QLatin1Char(letter);
}

} // namespace

bool TerminalInput::isUsable()
{
    const char* const terminal = std::getenv("TERM");
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0 && terminal != nullptr
        && *terminal != '\0' && std::string_view(terminal) != "dumb";
}

TerminalInput::TerminalInput(QObject* parent)
    : LineInput(parent),
      readable_(STDIN_FILENO, QSocketNotifier::Read),
      typing_([this] { return words_ ? words_() : screen::CompletionWords(); })
{
    readable_.setEnabled(false);
    connect(&readable_, &QSocketNotifier::activated, this, &TerminalInput::readAvailable);
    halfKey_.setSingleShot(true);
    halfKey_.setInterval(halfKeyMilliseconds);
    connect(&halfKey_, &QTimer::timeout, this, [this] {
        if (const auto key = keys_.flush())
            deliver(*key);
        showTyped();
    });
}

TerminalInput::~TerminalInput()
{
    pause();
    close();
}

void TerminalInput::resume()
{
    isResumed_ = true;
    begin();
    if (!waiting_.isEmpty())
        QTimer::singleShot(0, this, &TerminalInput::showTyped);
}

void TerminalInput::pause()
{
    isResumed_ = false;
    end();
}

void TerminalInput::open()
{
    if (guard_)
        return;
    guard_.emplace(STDOUT_FILENO, reportNoPastes);
    writeOut(reportPastes);
    readable_.setEnabled(true);
}

void TerminalInput::close()
{
    readable_.setEnabled(false);
    if (guard_)
        writeOut(reportNoPastes);
    guard_.reset();
}

void TerminalInput::begin()
{
    if (isEditing_ || !isResumed_)
        return;
    isEditing_ = true;
    open();
    writeOut(drawing());
}

void TerminalInput::end()
{
    if (std::exchange(isEditing_, false))
        writeOut(erasing());
}

void TerminalInput::print(const QString& text)
{
    // The terminal is spoken to as it is: nobody adds the return to the newline.
    const std::string lines =
        QString(text).replace(QLatin1String("\n"), QLatin1String("\r\n")).toStdString() + "\r\n";
    if (isEditing_)
        redraw(lines);
    else
        writeOut(lines);
}

void TerminalInput::redraw(const std::string& above)
{
    std::string out = erasing() + above;
    out += drawing();
    writeOut(out);
}

std::string TerminalInput::erasing()
{
    return prompt_.erase(breaksAnew() ? screenSize().width() : drawnFor_.width());
}

std::string TerminalInput::drawing()
{
    drawnFor_ = screenSize();
    terminal::TypedInput input;
    input.prompt =
        typing_.isRecalling() ? tr("Said before (%1): ").arg(typing_.recallWords()) : QStringLiteral("> ");
    input.text = typing_.editor().text() + QChar::Space;
    input.cursor = typing_.editor().cursor();
    return prompt_.draw(input, drawnFor_);
}

void TerminalInput::handleResized()
{
    if (isEditing_ && drawnFor_ != screenSize())
        redraw({});
}

void TerminalInput::suspend()
{
    if (isEditing_)
        writeOut(erasing());
    close();
}

void TerminalInput::handleContinued()
{
    close(); // after a SIGSTOP, which nobody can foresee, modes are the shell's
    if (!isEditing_)
        return;
    open();
    prompt_.forget();
    redraw({});
}

bool TerminalInput::clearLine()
{
    if (!isEditing_ || typing_.editor().isEmpty())
        return false;
    typing_.take();
    redraw({});
    return true;
}

void TerminalInput::readAvailable()
{
    std::array<char, 4096> buffer{};
    const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0) {
        readable_.setEnabled(false);
        pause();
        Q_EMIT ended();
        return;
    }
    keys_.add(QByteArray(buffer.data(), static_cast<qsizetype>(count)));
    deliverKeys();
}

void TerminalInput::deliverKeys()
{
    while (const auto key = keys_.take())
        deliver(*key);
    showTyped();
    if (keys_.isHalf())
        halfKey_.start();
    else
        halfKey_.stop();
}

void TerminalInput::deliver(const Key& key)
{
    const bool isSearching = isEditing_ && typing_.isRecalling();
    if (isControl(key, 'c') && !isSearching)
        return Q_EMIT interrupted();
    if (isControl(key, 'z'))
        return Q_EMIT suspendRequested();
    waiting_.enqueue(key);
    handleWaiting();
}

void TerminalInput::handleWaiting()
{
    while (isEditing_ && !waiting_.isEmpty())
        handleKey(waiting_.dequeue());
}

void TerminalInput::showTyped()
{
    handleWaiting();
    if (isEditing_)
        redraw({});
}

void TerminalInput::handleKey(const Key& key)
{
    if (isControl(key, 'd') && typing_.editor().isEmpty()) {
        end();
        Q_EMIT ended();
        return begin();
    }
    if (isControl(key, 'l'))
        return clearScreen();
    if (typing_.handleKey(key)) {
        if (key.kind == Key::Kind::tab)
            showChoices();
        return;
    }
    if (key.kind == Key::Kind::enter)
        handleLine();
    else if (key.kind == Key::Kind::pasted)
        typing_.insert(key.text);
    else if (key.kind == Key::Kind::tab)
        writeOut("\a");
}

/// Above the line, when the first of them has been put into it; what Tab goes on to then shows there.
void TerminalInput::showChoices()
{
    const terminal::Choices choices = typing_.choices();
    if (choices.chosen != 0)
        return;
    QStringList rows;
    for (const auto& line :
         candidateLines(choices, {screenSize().width(), choiceRows}, terminal::Glyphs::unicode))
        rows += line.text();
    if (!rows.isEmpty())
        print(rows.join(QLatin1Char('\n')));
}

/// The typed line gives way to its answer.
void TerminalInput::handleLine()
{
    end();
    const QString text = typing_.take();
    if (!text.trimmed().isEmpty())
        typing_.remember(text);
    Q_EMIT lineRead({++lines_, text.toStdString(), false});
    begin();
}

void TerminalInput::clearScreen()
{
    writeOut(clearAll);
    prompt_.forget();
}

} // namespace hubbub::cli
