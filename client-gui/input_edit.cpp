#include "client-gui/input_edit.h"

#include "protocol/base/limits.h"
#include "protocol/screen/typed_text.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace hubbub::gui {

InputEdit::InputEdit(QWidget* parent) : QPlainTextEdit(parent), completion_(*this)
{
    setAccessibleName(tr("Message"));
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

void InputEdit::replaceAll(const QString& text)
{
    if (text == toPlainText())
        return;
    QTextCursor cursor = textCursor();
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    setTextCursor(cursor);
}

void InputEdit::insertName(const QString& name)
{
    insertText(name + QLatin1Char(' '));
    setFocus();
}

void InputEdit::insertText(const QString& text)
{
    insertPlainText(text);
    ensureCursorVisible();
}

qsizetype InputEdit::bytes() const
{
    return screen::messageLength(toPlainText());
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
        // The input method takes its keys before; an Enter or Tab that it lets through is its all the same.
        if (!isEnter && event->key() != Qt::Key_Tab)
            QPlainTextEdit::keyPressEvent(event);
        return;
    }
    if (completion_.handleKey(*event))
        return;
    if (isEnter && modifiers == Qt::ShiftModifier) {
        insertText(QStringLiteral("\n"));
    } else if (isEnter && modifiers == Qt::NoModifier) {
        submit();
    } else if (event->key() == Qt::Key_PageUp && modifiers == Qt::NoModifier) {
        Q_EMIT pagesTurned(-1);
    } else if (event->key() == Qt::Key_PageDown && modifiers == Qt::NoModifier) {
        Q_EMIT pagesTurned(1);
    } else if (modifiers != Qt::NoModifier || !recall(event->key())) {
        QPlainTextEdit::keyPressEvent(event);
        if (!event->text().isEmpty())
            completion_.handleWritten(event->text());
    }
}

void InputEdit::inputMethodEvent(QInputMethodEvent* event)
{
    QPlainTextEdit::inputMethodEvent(event);
    if (isComposing())
        completion_.close();
    else if (!event->commitString().isEmpty())
        completion_.handleWritten(event->commitString());
}

void InputEdit::focusOutEvent(QFocusEvent* event)
{
    completion_.close();
    QPlainTextEdit::focusOutEvent(event);
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
    if (wanted)
        replaceAll(*wanted);
    return true;
}

void InputEdit::insertFromMimeData(const QMimeData* source)
{
    if (!source->hasText())
        return;
    const QString whole = source->text();
    if (whole.size() > mostPasted) {
        Q_EMIT pasteTooLarge(whole.size());
        return;
    }
    const QString text = screen::pastedText(whole);
    const bool isLarge = text.count(QLatin1Char('\n')) >= pasteLinesUnasked
                      || text.toUtf8().size() > static_cast<qsizetype>(limits::textBytes);
    if (!isLarge || !pasteGuard_ || pasteGuard_(text))
        insertText(text);
}

void InputEdit::setMostHeight(int height)
{
    mostHeight_ = height;
    fitHeight();
}

void InputEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fitPlaceholder();
    fitHeight();
}

void InputEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fitPlaceholder();
        fitHeight();
    }
}

/// It would wrap, and be cut.
void InputEdit::fitPlaceholder()
{
    const QString full = tr("Write a message; Enter sends it, Shift+Enter begins a new line");
    const int room = viewport()->width() - 2 * static_cast<int>(document()->documentMargin());
    const bool fits = fontMetrics().horizontalAdvance(full) <= room;
    setPlaceholderText(fits ? full : tr("Write a message"));
}

void InputEdit::fitHeight()
{
    // A plain text document measures its height in lines.
    const int lines = static_cast<int>(document()->size().height());
    const QMargins around = contentsMargins();
    const int frame = around.top() + around.bottom() + 2 * static_cast<int>(document()->documentMargin()) + 2;
    const int lineHeight = fontMetrics().lineSpacing();
    const int mostLines = std::max((mostHeight_ - frame) / lineHeight, 1);
    setVerticalScrollBarPolicy(lines > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(std::clamp(lines, 1, mostLines) * lineHeight + frame);
}

} // namespace hubbub::gui
