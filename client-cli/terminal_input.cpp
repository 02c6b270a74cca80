#include "client-cli/terminal_input.h"

#include "client-cli/completion.h"
#include "client-cli/screen_rows.h"
#include "protocol/base/check.h"

#include <histedit.h>
#include <langinfo.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

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
constexpr int usualColumns = 80;
/// Ctrl-D in an empty line, as libedit hands it on.
constexpr char endOfInput = '\x04';

int terminalColumns()
{
    winsize size{};
    const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : usualColumns;
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

/// To the first column, so many rows up, and all below is empty.
std::string clearFromRowAbove(int rows)
{
    return (rows > 0 ? "\r\x1b[" + std::to_string(rows) + "A" : std::string("\r")) + "\x1b[J";
}

} // namespace

/// libedit's own handles. Its functions are C, so what they call finds the way back through the client data.
struct TerminalInput::Editor {
    explicit Editor(TerminalInput* owner);
    ~Editor();
    Editor(const Editor&) = delete;
    Editor& operator=(const Editor&) = delete;

    static TerminalInput* ownerOf(EditLine* line);
    static char* prompt(EditLine* line) { return ownerOf(line)->prompt_.data(); }
    static int nextCharacter(EditLine* line, wchar_t* character);
    static unsigned char completeWord(EditLine* line, int /*key*/) { return ownerOf(line)->completeWord(); }

    void remember(const std::string& text) const;
    /// Prompt and typed text, up to the cursor or to the end.
    std::wstring shownText(bool upToCursor) const;

    EditLine* line;
    History* history;
};

TerminalInput::Editor::Editor(TerminalInput* owner)
    : line(el_init("hubbub", stdin, stdout, stderr)),
      history(history_init())
{
    CHECK(line != nullptr && history != nullptr);
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
    // These would read further keys in a loop of their own, and the room would stand still meanwhile.
    for (const char* const key : {"^R", "^S", "^V", "^X", "\033x", "\033X"})
        el_set(line, EL_BIND, key, "ed-unassigned", nullptr);
}

TerminalInput::Editor::~Editor()
{
    el_end(line);
    history_end(history);
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

std::wstring TerminalInput::Editor::shownText(bool upToCursor) const
{
    const LineInfoW* const typed = el_wline(line);
    std::wstring text = QString::fromStdString(ownerOf(line)->prompt_).toStdWString();
    text.append(typed->buffer, upToCursor ? typed->cursor : typed->lastchar);
    while (text.ends_with(L'\n'))
        text.pop_back();
    return text;
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
    if (isEditing_)
        writeOut(clearFromRowAbove(cursorRow(editor_->shownText(true), terminalColumns())));
    end();
}

void TerminalInput::begin()
{
    if (isEditing_ || !readable_.isEnabled())
        return;
    isEditing_ = true;
    el_set(editor_->line, EL_UNBUFFERED, 1);
}

void TerminalInput::end()
{
    if (std::exchange(isEditing_, false))
        el_set(editor_->line, EL_UNBUFFERED, 0);
}

void TerminalInput::setPrompt(const QString& prompt)
{
    const bool wasEditing = isEditing_;
    if (wasEditing)
        writeOut(clearFromRowAbove(cursorRow(editor_->shownText(true), terminalColumns())));
    end();
    prompt_ = prompt.toStdString();
    if (wasEditing)
        begin();
}

void TerminalInput::print(const QString& text)
{
    const std::string lines = text.toStdString() + '\n';
    if (!isEditing_)
        return writeOut(lines);
    writeOut(clearFromRowAbove(cursorRow(editor_->shownText(true), terminalColumns())) + lines);
    el_set(editor_->line, EL_REFRESH);
}

void TerminalInput::handleTerminalChanged()
{
    if (!isEditing_)
        return;
    el_set(editor_->line, EL_PREP_TERM, 1);
    el_resize(editor_->line);
    el_set(editor_->line, EL_REFRESH);
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
            writeOut(clearFromRowAbove(0));
            Q_EMIT ended();
            begin();
        }
    }
    if (keys_.hasHalfKey())
        halfKey_.start();
    else
        halfKey_.stop();
}

/// What was said comes back from the room; the typed line gives way to it.
void TerminalInput::handleLine(std::string line)
{
    const int rows = cursorRow(editor_->shownText(false), terminalColumns());
    end();
    writeOut(clearFromRowAbove(rows + 1));
    if (remembers_ && line.find_first_not_of(" \t") != std::string::npos)
        editor_->remember(line);
    Q_EMIT lineRead({++lines_, std::move(line), false});
    begin();
}

unsigned char TerminalInput::completeWord()
{
    const LineInfoW* const typed = el_wline(editor_->line);
    const QString before =
        QString::fromWCharArray(typed->buffer, static_cast<int>(typed->cursor - typed->buffer));
    const Completion completion = complete(before, names_ ? names_() : QStringList());
    if (!completion.choices.isEmpty()) {
        const QString choices = completion.choices.join(QLatin1String("  "));
        QTimer::singleShot(0, this, [this, choices] { print(choices); });
        return CC_NORM;
    }
    if (completion.text.isEmpty())
        return CC_REFRESH_BEEP;
    // libedit counts characters where Qt counts UTF-16 units.
    const auto replaced = before.right(completion.replaced).toStdWString().size();
    el_deletestr(editor_->line, static_cast<int>(replaced));
    el_insertstr(editor_->line, completion.text.toUtf8().constData());
    return CC_REFRESH;
}

} // namespace hubbub::cli
