#include "client-cli/terminal_input.h"

#include "client-cli/completion.h"
#include "protocol/base/check.h"

#include <histedit.h>
#include <langinfo.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace hubbub::cli {

namespace {

constexpr int rememberedLines = 500;
/// The bytes of one key come together; over a slow line they may take as long as this.
constexpr int halfKeyMilliseconds = 100;
/// Ctrl-D in an empty line, as libedit hands it on.
constexpr char endOfInput = '\x04';

ScreenSize screenSize()
{
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {};
    return {size.ws_col, size.ws_row};
}

bool isUtf8Locale()
{
    return std::string_view(::nl_langinfo(CODESET)) == "UTF-8";
}

/// libedit goes by the C locale, and the person's may not be installed here.
bool speaksUtf8()
{
    std::setlocale(LC_CTYPE, "");
    return isUtf8Locale() || (std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr && isUtf8Locale());
}

void writeOut(const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

/// xterm, GNU screen and the console of Linux leave every row as it was when their width changes; the others
/// wrap long lines anew.
bool wrapsAnew()
{
    const std::string_view terminal = std::getenv("TERM");
    const bool isInTmux = std::getenv("TMUX") != nullptr;
    const bool isScreen = std::getenv("STY") != nullptr && terminal.starts_with("screen");
    const bool isXterm = std::getenv("XTERM_VERSION") != nullptr && terminal.starts_with("xterm");
    return terminal != "linux" && (isInTmux || (!isScreen && !isXterm));
}

std::string rowsUp(int rows)
{
    return rows > 0 ? "\x1b[" + std::to_string(rows) + "A" : std::string();
}

std::string columnsRight(int columns)
{
    return columns > 0 ? "\x1b[" + std::to_string(columns) + "C" : std::string();
}

/// From the first column on. Whoever clears tmux's whole screen at once has it kept in the history, so this
/// leaves the first cell for the end.
constexpr const char* clearBelow = "\r \x1b[J\r\x1b[2K";
constexpr const char* clearScreen = "\x1b[H\x1b[2J";

} // namespace

/// libedit's own handles. Its functions are C, so what they call finds the way back through the client data.
/// It edits the line, and what it would draw goes nowhere: only one who has drawn everything knows where it
/// all is when the terminal has another width.
struct TerminalInput::Editor {
    explicit Editor(TerminalInput* owner);
    ~Editor();
    Editor(const Editor&) = delete;
    Editor& operator=(const Editor&) = delete;

    static TerminalInput* ownerOf(EditLine* line);
    static char* prompt(EditLine* line) { return ownerOf(line)->prompt_.data(); }
    static int nextCharacter(EditLine* line, wchar_t* character);
    static unsigned char completeWord(EditLine* line, int /*key*/) { return ownerOf(line)->completeWord(); }
    static unsigned char clearAll(EditLine* line, int /*key*/) { return ownerOf(line)->clearAll(); }

    void remember(const std::string& text) const;
    /// Prompt and typed text.
    ScreenText wholeText() const;

    std::FILE* nowhere;
    EditLine* line;
    History* history;
};

TerminalInput::Editor::Editor(TerminalInput* owner)
    : nowhere(std::fopen("/dev/null", "we")),
      line(el_init_fd("hubbub", stdin, nowhere, stderr, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO)),
      history(history_init())
{
    CHECK(nowhere != nullptr && line != nullptr && history != nullptr);
    HistEvent event{};
    ::history(history, &event, H_SETSIZE, rememberedLines);
    ::history(history, &event, H_SETUNIQUE, 1);
    el_set(line, EL_CLIENTDATA, owner);
    el_set(line, EL_PROMPT, &Editor::prompt);
    el_set(line, EL_GETCFN, &Editor::nextCharacter);
    el_set(line, EL_HIST, ::history, history);
    el_set(line, EL_EDITOR, "emacs");
    // The wide form keeps these texts as they are; the other one leaks copies of them.
    el_wset(line, EL_ADDFN, L"hubbub-complete", L"Completes names and commands", &Editor::completeWord);
    el_set(line, EL_BIND, "^I", "hubbub-complete", nullptr);
    el_wset(line, EL_ADDFN, L"hubbub-clear", L"Clears the screen", &Editor::clearAll);
    el_set(line, EL_BIND, "^L", "hubbub-clear", nullptr);
    // These would read further keys in a loop of their own, and the room would stand still meanwhile.
    for (const char* const key : {"^R", "^S", "^V", "^X", "\033x", "\033X"})
        el_set(line, EL_BIND, key, "ed-unassigned", nullptr);
}

TerminalInput::Editor::~Editor()
{
    el_end(line);
    history_end(history);
    std::fclose(nowhere);
}

TerminalInput* TerminalInput::Editor::ownerOf(EditLine* line)
{
    void* owner = nullptr;
    el_get(line, EL_CLIENTDATA, &owner);
    return static_cast<TerminalInput*>(owner);
}

int TerminalInput::Editor::nextCharacter(EditLine* line, wchar_t* character)
{
    const auto next = ownerOf(line)->keys_.take();
    if (!next)
        return -1;
    *character = *next;
    return 1;
}

void TerminalInput::Editor::remember(const std::string& text) const
{
    HistEvent event{};
    ::history(history, &event, H_ENTER, text.c_str());
}

ScreenText TerminalInput::Editor::wholeText() const
{
    const LineInfoW* const typed = el_wline(line);
    ScreenText whole{QString::fromStdString(ownerOf(line)->prompt_).toStdWString(), 0};
    whole.cursor = whole.text.size() + static_cast<std::size_t>(typed->cursor - typed->buffer);
    whole.text.append(typed->buffer, typed->lastchar);
    std::ranges::replace_if(
        whole.text, [](wchar_t character) { return ::wcwidth(character) < 0; }, L'\ufffd');
    return whole;
}

bool TerminalInput::isUsable()
{
    const char* const terminal = std::getenv("TERM");
    return speaksUtf8() && ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0 && terminal != nullptr
        && *terminal != '\0' && std::strcmp(terminal, "dumb") != 0;
}

TerminalInput::TerminalInput(QObject* parent)
    : LineInput(parent),
      editor_(std::make_unique<Editor>(this)),
      readable_(STDIN_FILENO, QSocketNotifier::Read)
{
    readable_.setEnabled(false);
    connect(&readable_, &QSocketNotifier::activated, this, &TerminalInput::readAvailable);
    halfKey_.setSingleShot(true);
    halfKey_.setInterval(halfKeyMilliseconds);
    connect(&halfKey_, &QTimer::timeout, this, [this] { keys_.dropHalfKey(); });
}

TerminalInput::~TerminalInput()
{
    pause();
}

void TerminalInput::resume()
{
    readable_.setEnabled(true);
    begin();
}

void TerminalInput::pause()
{
    readable_.setEnabled(false);
    end();
}

void TerminalInput::begin()
{
    if (isEditing_ || !readable_.isEnabled())
        return;
    isEditing_ = true;
    el_set(editor_->line, EL_UNBUFFERED, 1);
    writeOut(drawing());
}

void TerminalInput::end()
{
    if (!std::exchange(isEditing_, false))
        return;
    writeOut(clearing());
    el_set(editor_->line, EL_UNBUFFERED, 0);
}

void TerminalInput::print(const QString& text)
{
    const std::string lines = text.toStdString() + '\n';
    if (isEditing_)
        redraw(lines);
    else
        writeOut(lines);
}

void TerminalInput::redraw(const std::string& above)
{
    std::string out = clearing() + above;
    out += drawing();
    writeOut(out);
}

std::string TerminalInput::clearing()
{
    const int columns = wrapsAnew() ? screenSize().columns : drawnFor_.columns;
    const int row = placeOf(drawn_.text, drawn_.cursor, columns).row;
    drawn_ = {};
    return rowsUp(row) + clearBelow;
}

std::string TerminalInput::drawing()
{
    drawnFor_ = screenSize();
    drawn_ = fitted(editor_->wholeText(), drawnFor_);
    const ScreenPlace end = placeOf(drawn_.text, drawn_.text.size(), drawnFor_.columns);
    const ScreenPlace cursor = placeOf(drawn_.text, drawn_.cursor, drawnFor_.columns);
    return QString::fromStdWString(drawn_.text).toStdString() + rowsUp(end.row - cursor.row) + '\r'
         + columnsRight(cursor.column);
}

void TerminalInput::showTyped()
{
    if (!isEditing_)
        return;
    const ScreenText old = drawn_;
    const ScreenSize oldSize = drawnFor_;
    std::string out = clearing();
    out += drawing();
    const bool isSame = oldSize == drawnFor_ && drawn_ == old;
    const bool isAppended = oldSize == drawnFor_ && old.cursor == old.text.size()
                         && drawn_.cursor == drawn_.text.size() && drawn_.text.starts_with(old.text);
    if (isAppended)
        writeOut(QString::fromStdWString(drawn_.text.substr(old.text.size())).toStdString());
    else if (!isSame)
        writeOut(out);
}

void TerminalInput::handleResized()
{
    if (isEditing_ && drawnFor_ != screenSize())
        redraw({});
}

void TerminalInput::suspend()
{
    if (!isEditing_)
        return;
    writeOut(clearing());
    el_set(editor_->line, EL_PREP_TERM, 0);
}

void TerminalInput::handleContinued()
{
    if (!isEditing_)
        return;
    // Others have set the terminal meanwhile; libedit believes it is as it left it.
    el_set(editor_->line, EL_PREP_TERM, 0);
    el_set(editor_->line, EL_PREP_TERM, 1);
    writeOut(clearBelow + drawing());
}

bool TerminalInput::clearLine()
{
    const LineInfoW* const typed = el_wline(editor_->line);
    if (!isEditing_ || typed->lastchar == typed->buffer)
        return false;
    end();
    begin();
    return true;
}

void TerminalInput::readAvailable()
{
    std::array<char, 4096> buffer{};
    const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0) {
        pause();
        Q_EMIT ended();
        return;
    }
    keys_.add({buffer.data(), static_cast<std::size_t>(count)});
    handleKeys();
}

void TerminalInput::handleKeys()
{
    while (isEditing_ && keys_.hasKey()) {
        int count = 0;
        const char* const typed = el_gets(editor_->line, &count);
        if (typed == nullptr || count <= 0)
            continue;
        // Nothing ends it: what stands behind is of older lines.
        const std::string_view line(typed, static_cast<std::size_t>(count));
        if (line.ends_with('\n') || line.ends_with('\r')) {
            handleLine(std::string(line.substr(0, line.size() - 1)));
        } else if (line.size() == 1 && line.front() == endOfInput) {
            end();
            Q_EMIT ended();
            begin();
        }
    }
    showTyped();
    if (keys_.hasHalfKey())
        halfKey_.start();
    else
        halfKey_.stop();
}

/// What was said comes back from the room; the typed line gives way to it.
void TerminalInput::handleLine(std::string line)
{
    end();
    if (line.find_first_not_of(" \t") != std::string::npos)
        editor_->remember(line);
    Q_EMIT lineRead({++lines_, std::move(line), false});
    begin();
}

unsigned char TerminalInput::clearAll()
{
    writeOut(clearScreen);
    drawn_ = {};
    return CC_NORM;
}

unsigned char TerminalInput::completeWord()
{
    const LineInfoW* const typed = el_wline(editor_->line);
    const QString before =
        QString::fromWCharArray(typed->buffer, static_cast<int>(typed->cursor - typed->buffer));
    const Completion completion = complete(before, {});
    if (!completion.choices.isEmpty()) {
        const QString choices = completion.choices.join(QLatin1String("  "));
        QTimer::singleShot(0, this, [this, choices] { print(choices); });
        return CC_NORM;
    }
    if (completion.text.isEmpty()) {
        writeOut("\a");
        return CC_NORM;
    }
    // libedit counts characters where Qt counts UTF-16 units.
    const auto replaced = before.right(completion.replaced).toStdWString().size();
    el_deletestr(editor_->line, static_cast<int>(replaced));
    el_insertstr(editor_->line, completion.text.toUtf8().constData());
    return CC_REFRESH;
}

} // namespace hubbub::cli
