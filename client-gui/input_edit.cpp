#include "client-gui/input_edit.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace hubbub::gui {

namespace {

constexpr int mostLines = 8;

} // namespace

InputEdit::InputEdit(QWidget* parent) : QPlainTextEdit(parent)
{
    setAccessibleName(tr("Message"));
    setPlaceholderText(tr("Write a message; Enter sends it, Shift+Enter begins a new line"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &InputEdit::fitHeight);
    fitHeight();
}

void InputEdit::clearSent()
{
    history_.add(toPlainText());
    clear();
}

void InputEdit::insertName(const QString& name)
{
    insertPlainText(name + QLatin1Char(' '));
    setFocus();
}

qsizetype InputEdit::bytes() const
{
    return toPlainText().toUtf8().size();
}

/// Also true on platforms that hand the keys of a composition to the widget as well.
bool InputEdit::isComposing() const
{
    const QTextLayout* const layout = textCursor().block().layout();
    return layout != nullptr && !layout->preeditAreaText().isEmpty();
}

void InputEdit::keyPressEvent(QKeyEvent* event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isComposing()) {
        // The input method takes its keys before; an Enter that it lets through belongs to it all the same.
        if (!isEnter)
            QPlainTextEdit::keyPressEvent(event);
        return;
    }
    if (isEnter && modifiers == Qt::ShiftModifier) {
        insertPlainText(QStringLiteral("\n"));
        ensureCursorVisible();
    } else if (isEnter && modifiers == Qt::NoModifier) {
        submit();
    } else if (event->key() == Qt::Key_Tab && modifiers == Qt::NoModifier) {
        completeName();
    } else if (modifiers != Qt::NoModifier || !recall(event->key())) {
        QPlainTextEdit::keyPressEvent(event);
    }
}

/// Tab is for names as soon as there is something to complete; in an empty input it goes on to the next
/// control.
bool InputEdit::focusNextPrevChild(bool isNext)
{
    const bool isForUs = isNext && (isComposing() || !document()->isEmpty());
    setTabChangesFocus(!isForUs);
    return QPlainTextEdit::focusNextPrevChild(isNext);
}

void InputEdit::submit()
{
    const QString text = toPlainText();
    if (!text.trimmed().isEmpty())
        Q_EMIT submitted(text);
}

void InputEdit::completeName()
{
    const screen::CompletedText typed{toPlainText(), textCursor().position()};
    const auto completed = completion_.complete(typed, {names_ ? names_() : QStringList(), commands_});
    if (!completed)
        return;
    // As one step of the undo history, which setPlainText() would throw away.
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(completed->text);
    cursor.setPosition(static_cast<int>(completed->cursor));
    cursor.endEditBlock();
    setTextCursor(cursor);
}

/// True if the arrow was taken: in an empty input, or while what was recalled stands unchanged.
bool InputEdit::recall(int key)
{
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return false;
    const QString text = toPlainText();
    if (text.isEmpty() && key == Qt::Key_Up)
        history_.reset();
    else if (history_.recalled() != text)
        return false;
    const auto wanted = key == Qt::Key_Up ? history_.older() : history_.younger();
    if (wanted) {
        setPlainText(*wanted);
        moveCursor(QTextCursor::End);
    }
    return true;
}

void InputEdit::insertFromMimeData(const QMimeData* source)
{
    if (!source->hasText())
        return;
    const QString text = source->text();
    const auto lines = text.trimmed().count(QLatin1Char('\n')) + 1;
    if (lines > pasteLinesUnasked && pasteGuard_ && !pasteGuard_(text))
        return;
    insertPlainText(text);
    ensureCursorVisible();
}

void InputEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void InputEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

void InputEdit::fitHeight()
{
    // A plain text document measures its height in lines.
    const int lines = static_cast<int>(document()->size().height());
    setVerticalScrollBarPolicy(lines > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const QMargins around = contentsMargins();
    const int frame = around.top() + around.bottom() + 2 * static_cast<int>(document()->documentMargin());
    setFixedHeight(std::clamp(lines, 1, mostLines) * fontMetrics().lineSpacing() + frame + 2);
}

} // namespace hubbub::gui
