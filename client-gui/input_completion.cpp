#include "client-gui/input_completion.h"

#include "client-gui/completion_popup.h"

#include <QKeyEvent>
#include <QTextBlock>

#include <algorithm>

namespace hubbub::gui {

using screen::Candidates;

namespace {

constexpr int page = 8;

} // namespace

InputCompletion::InputCompletion(QPlainTextEdit& edit) : QObject(&edit), edit_(edit)
{
    connect(&edit, &QPlainTextEdit::cursorPositionChanged, this, [this] { refresh(false); });
}

screen::CompletedText InputCompletion::typed() const
{
    return {edit_.toPlainText(), edit_.textCursor().position()};
}

bool InputCompletion::isOpen() const
{
    return popup_ && popup_->isVisible();
}

bool InputCompletion::handleKey(const QKeyEvent& event)
{
    const bool isPlain = (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (isPlain && event.key() == Qt::Key_Tab && !isOpen()) {
        goOn();
        return true;
    }
    if (!isPlain || !isOpen())
        return false;
    switch (event.key()) {
    case Qt::Key_Up:
        popup_->chooseNext(-1);
        break;
    case Qt::Key_Down:
        popup_->chooseNext(1);
        break;
    case Qt::Key_PageUp:
        popup_->choose(std::max(popup_->chosenRow() - page, 0));
        break;
    case Qt::Key_PageDown:
        popup_->choose(std::min(popup_->chosenRow() + page, static_cast<int>(offered_.list.size()) - 1));
        break;
    case Qt::Key_Escape:
        dismissedAt_ = offered_.from;
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        // What stands there as a whole is meant: /who is sent by the first Enter.
        const QString word = typed().text.mid(offered_.from, typed().cursor - offered_.from);
        if (std::ranges::find(offered_.list, word, &screen::Candidate::shown) != offered_.list.end()) {
            close();
            return false;
        }
        [[fallthrough]];
    }
    case Qt::Key_Tab:
        take(popup_->chosenRow());
        return true;
    default:
        return false;
    }
    speakChoice();
    return true;
}

void InputCompletion::handleWritten(const QString& written)
{
    if (written.endsWith(QLatin1Char(':'))) {
        if (const auto closed = screen::withEmojiClosed(typed()))
            replaceBy(*closed);
    }
    refresh(true);
}

void InputCompletion::close()
{
    if (!isOpen())
        return;
    popup_->hide();
    edit_.setAccessibleDescription({});
}

void InputCompletion::goOn()
{
    if (const auto completed = byTab_.complete(typed(), {names_ ? names_() : QStringList(), commands_}))
        replaceBy(*completed);
}

void InputCompletion::refresh(bool mayOpen)
{
    if (!mayOpen && !isOpen() && dismissedAt_ < 0)
        return;
    // Names are Tab's alone: there may be thousands, and this is done for every key.
    offered_ = candidatesFor(typed(), {{}, commands_});
    const bool isListed = (offered_.kind == Candidates::Kind::command && offered_.from == 0)
                       || offered_.kind == Candidates::Kind::emoji;
    if (!isListed || offered_.list.isEmpty()) {
        dismissedAt_ = -1;
        close();
    } else if (offered_.from != dismissedAt_ && (mayOpen || isOpen())) {
        offer();
    }
}

void InputCompletion::offer()
{
    if (!popup_) {
        popup_ = new CompletionPopup(edit_.window());
        connect(popup_, &CompletionPopup::rowClicked, this, &InputCompletion::take);
    }
    QTextCursor start = edit_.textCursor();
    start.setPosition(static_cast<int>(offered_.from));
    QRect word = edit_.cursorRect(start);
    word.moveTopLeft(edit_.viewport()->mapTo(edit_.window(), word.topLeft()));
    popup_->offer(offered_, word);
    speakChoice();
}

void InputCompletion::take(int row)
{
    const screen::CompletedText completed = withCandidate(typed(), offered_, offered_.list[row]);
    close();
    replaceBy(completed);
}

/// Only what differs, and as one step of the undo history.
void InputCompletion::replaceBy(const screen::CompletedText& text)
{
    const QString before = edit_.toPlainText();
    auto kept = std::ranges::mismatch(before, text.text).in1 - before.begin();
    if (kept > 0 && before[kept - 1].isHighSurrogate())
        --kept; // no half of a character
    const qsizetype keptBehind = text.text.size() - text.cursor;

    QTextCursor cursor = edit_.textCursor();
    cursor.beginEditBlock();
    cursor.setPosition(static_cast<int>(kept));
    cursor.setPosition(static_cast<int>(before.size() - keptBehind), QTextCursor::KeepAnchor);
    cursor.insertText(text.text.mid(kept, text.text.size() - kept - keptBehind));
    cursor.setPosition(static_cast<int>(text.cursor));
    cursor.endEditBlock();
    edit_.setTextCursor(cursor);
}

/// The focus stays in the input, so that screen readers hear of the list only there.
void InputCompletion::speakChoice()
{
    edit_.setAccessibleDescription(popup_->spokenChoice());
}

} // namespace hubbub::gui
