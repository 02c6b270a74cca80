#include "client-cli/terminal/line_editor.h"

#include "client-cli/terminal/cluster.h"

#include <algorithm>
#include <utility>

namespace hubbub::terminal {

namespace {

constexpr QLatin1Char newline('\n');

/// Whether a word goes on here. Chinese has no spaces; its words end at punctuation.
bool isWord(QStringView cluster)
{
    return cluster.front().isLetterOrNumber() || cluster.front().isSurrogate()
        || cluster.front() == QLatin1Char('_');
}

} // namespace

void LineEditor::setText(const QString& text, qsizetype cursor)
{
    text_ = text;
    cursor_ = cursor < 0 ? text_.size() : std::min(cursor, text_.size());
}

QString LineEditor::take()
{
    cursor_ = 0;
    return std::exchange(text_, {});
}

void LineEditor::insert(const QString& text)
{
    text_.insert(cursor_, text);
    cursor_ += text.size();
}

void LineEditor::left()
{
    cursor_ = clusterBefore(text_, cursor_);
}

void LineEditor::right()
{
    cursor_ = clusterAfter(text_, cursor_);
}

void LineEditor::home()
{
    cursor_ = lineStart(cursor_);
}

void LineEditor::end()
{
    cursor_ = lineEnd(cursor_);
}

bool LineEditor::up()
{
    const qsizetype start = lineStart(cursor_);
    if (start == 0)
        return false;
    const qsizetype above = lineStart(start - 1);
    cursor_ = std::min(above + (cursor_ - start), start - 1);
    cursor_ = clusterBefore(text_, clusterAfter(text_, cursor_));
    return true;
}

bool LineEditor::down()
{
    const qsizetype end = lineEnd(cursor_);
    if (end == text_.size())
        return false;
    cursor_ = std::min(end + 1 + (cursor_ - lineStart(cursor_)), lineEnd(end + 1));
    if (cursor_ < text_.size())
        cursor_ = clusterBefore(text_, clusterAfter(text_, cursor_));
    return true;
}

void LineEditor::eraseBefore()
{
    const qsizetype from = clusterBefore(text_, cursor_);
    text_.remove(from, cursor_ - from);
    cursor_ = from;
}

void LineEditor::eraseAfter()
{
    text_.remove(cursor_, clusterAfter(text_, cursor_) - cursor_);
}

void LineEditor::killToEnd()
{
    const qsizetype end = lineEnd(cursor_);
    // At the end of a line, the next one moves up.
    kill(cursor_, end == cursor_ && end < text_.size() ? end + 1 : end);
}

void LineEditor::killToStart()
{
    kill(lineStart(cursor_), cursor_);
}

void LineEditor::killWordBefore()
{
    qsizetype from = cursor_;
    while (from > 0 && text_[from - 1].isSpace())
        --from;
    while (from > 0 && !text_[from - 1].isSpace())
        --from;
    kill(from, cursor_);
}

void LineEditor::killWordAfter()
{
    kill(cursor_, wordEnd());
}

void LineEditor::killShortWordBefore()
{
    kill(wordStart(), cursor_);
}

void LineEditor::transpose()
{
    const qsizetype right = cursor_ == text_.size() ? clusterBefore(text_, cursor_) : cursor_;
    const qsizetype left = clusterBefore(text_, right);
    const qsizetype end = clusterAfter(text_, right);
    if (left == right || text_.mid(left, end - left).contains(newline))
        return;
    text_ = text_.left(left) + text_.mid(right, end - right) + text_.mid(left, right - left) + text_.mid(end);
    cursor_ = end;
}

qsizetype LineEditor::wordStart() const
{
    qsizetype at = cursor_;
    bool isInWord = false;
    while (at > 0) {
        const qsizetype before = clusterBefore(text_, at);
        const bool goesOn = isWord(QStringView(text_).sliced(before, at - before));
        if (isInWord && !goesOn)
            break;
        isInWord = isInWord || goesOn;
        at = before;
    }
    return at;
}

qsizetype LineEditor::wordEnd() const
{
    qsizetype at = cursor_;
    bool isInWord = false;
    while (at < text_.size()) {
        const qsizetype after = clusterAfter(text_, at);
        const bool goesOn = isWord(QStringView(text_).sliced(at, after - at));
        if (isInWord && !goesOn)
            break;
        isInWord = isInWord || goesOn;
        at = after;
    }
    return at;
}

qsizetype LineEditor::lineStart(qsizetype at) const
{
    return at == 0 ? 0 : text_.lastIndexOf(newline, at - 1) + 1;
}

qsizetype LineEditor::lineEnd(qsizetype at) const
{
    const qsizetype end = text_.indexOf(newline, at);
    return end < 0 ? text_.size() : end;
}

void LineEditor::kill(qsizetype from, qsizetype to)
{
    if (from == to)
        return;
    killed_ = text_.mid(from, to - from);
    text_.remove(from, to - from);
    cursor_ = from;
}

} // namespace hubbub::terminal
