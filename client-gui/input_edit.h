// Where a person writes: grows with the text, sends with Enter but never what an input method is still
// composing, recalls with the arrows, completes, asks before a large paste.
#pragma once

#include "client-gui/input_completion.h"
#include "protocol/screen/input_history.h"

#include <QPlainTextEdit>

#include <functional>

namespace hubbub::gui {

class InputEdit final : public QPlainTextEdit {
    Q_OBJECT

public:
    /// Pastes with more lines, or with more than a message holds, are asked about.
    static constexpr int pasteLinesUnasked = 3;
    /// What is larger is not even looked at: nobody would shorten it by hand, and laying it out takes
    /// seconds.
    static constexpr qsizetype mostPasted = qsizetype{64} * 1024;

    explicit InputEdit(QWidget* parent = nullptr);

    InputCompletion& completion() { return completion_; }
    /// Whether to paste this at once; asked for large texts only. Without it they are pasted.
    void setPasteGuard(std::function<bool(const QString&)> guard) { pasteGuard_ = std::move(guard); }
    /// It scrolls beyond this.
    void setMostHeight(int height);

    /// What was sent is done with: it can be recalled from here on.
    void clearSent();
    /// One step of the undo history, which setPlainText() would throw away; the cursor is behind it then.
    void replaceAll(const QString& text);
    void insertName(const QString& name);
    /// As if it were typed: it can be undone.
    void insertText(const QString& text);
    /// As the server counts them.
    qsizetype bytes() const;
    void submit();

Q_SIGNALS:
    /// Not blank. It stays in the input until clearSent().
    void submitted(const QString& text);
    void pasteTooLarge(qsizetype characters);
    /// Down, or up if negative: the keys are the list's, which is read while the person writes.
    void pagesTurned(int pages);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool isNext) override;
    void insertFromMimeData(const QMimeData* source) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool isComposing() const;
    bool recall(int key);
    void fitHeight();
    void fitPlaceholder();

    std::function<bool(const QString&)> pasteGuard_;
    screen::InputHistory history_;
    InputCompletion completion_;
    int mostHeight_ = 200;
};

} // namespace hubbub::gui
