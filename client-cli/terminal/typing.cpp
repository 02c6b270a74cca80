#include "client-cli/terminal/typing.h"

#include "client-cli/terminal/cluster.h"
#include "client-cli/terminal/edit_keys.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <utility>

namespace hubbub::terminal {

namespace {

using Kind = Key::Kind;

bool isControl(const Key& key, char letter)
{
    return key.kind == Kind::control && !key.isAlt && key.text == QLatin1Char(letter);
}

} // namespace

void Typing::setText(const QString& text)
{
    isRecalling_ = false;
    recallWords_.clear();
    editor_.setText(text);
}

bool Typing::handleKey(const Key& key)
{
    if (isRecalling_ && handleRecallKey(key))
        return true;
    if (isControl(key, 'r')) {
        beginRecall();
        return true;
    }
    if (key.kind == Kind::tab)
        return complete();
    if (key.kind == Kind::up || isControl(key, 'p'))
        return editor_.up() || older();
    if (key.kind == Kind::down || isControl(key, 'n'))
        return editor_.down() || younger();
    if (key.kind == Kind::enter && key.isAlt) {
        editor_.insert(QStringLiteral("\n"));
        return true;
    }
    if (!editWith(editor_, key))
        return false;
    if (key.kind == Kind::text && key.text == QLatin1String(":")) {
        if (const auto closed = screen::withEmojiClosed({editor_.text(), editor_.cursor()}))
            editor_.setText(closed->text, closed->cursor);
    }
    return true;
}

bool Typing::complete()
{
    const auto completed = completion_.complete({editor_.text(), editor_.cursor()}, words_());
    completed_ = completed ? completed->text : QString();
    if (completed)
        editor_.setText(completed->text, completed->cursor);
    return completed.has_value();
}

Choices Typing::choices() const
{
    Choices choices;
    if (completed_.isEmpty() || completed_ != editor_.text())
        return choices;
    for (const screen::Candidate& candidate : completion_.candidates())
        choices.list += qt::shownLine(qt::toUtf8(candidate.shown));
    choices.chosen = completion_.chosen();
    return choices;
}

bool Typing::older()
{
    const bool isOwn = !history_.recalled() || *history_.recalled() != editor_.text();
    if (isOwn) {
        history_.reset();
        stashed_ = editor_.text();
    }
    const auto line = history_.older();
    if (line)
        editor_.setText(*line);
    return line.has_value();
}

bool Typing::younger()
{
    const auto line = history_.younger();
    if (!line)
        return false;
    editor_.setText(history_.recalled() ? *line : std::exchange(stashed_, {}));
    return true;
}

void Typing::beginRecall()
{
    isRecalling_ = true;
    recallWords_.clear();
    recallSkips_ = 0;
    beforeRecall_ = editor_.text();
}

bool Typing::handleRecallKey(const Key& key)
{
    if (key.kind == Kind::escape || isControl(key, 'g') || isControl(key, 'c')) {
        endRecall(false);
    } else if (isControl(key, 'r')) {
        ++recallSkips_;
        recall();
    } else if (key.kind == Kind::text && !key.isAlt) {
        recallWords_ += key.text;
        recallSkips_ = 0;
        recall();
    } else if (key.kind == Kind::backspace && !recallWords_.isEmpty()) {
        recallWords_.truncate(clusterBefore(recallWords_, recallWords_.size()));
        recallSkips_ = 0;
        recall();
    } else {
        // Whatever else is pressed is meant for what was found; the return key only takes it.
        endRecall(true);
        return key.kind == Kind::enter && !key.isAlt;
    }
    return true;
}

void Typing::recall()
{
    const QStringList found = recallWords_.isEmpty() ? QStringList() : history_.matching(recallWords_);
    if (found.isEmpty())
        return editor_.setText(beforeRecall_);
    recallSkips_ = std::min(recallSkips_, found.size() - 1);
    editor_.setText(found[recallSkips_]);
}

void Typing::endRecall(bool isTaken)
{
    isRecalling_ = false;
    if (!isTaken)
        editor_.setText(beforeRecall_);
}

} // namespace hubbub::terminal
