// Where a person writes: grows with the text, sends with Enter but never what an input method is still
// composing, completes with Tab, recalls with the arrows, asks before a large paste.
#pragma once

#include "protocol/screen/input_history.h"
#include "protocol/screen/name_completion.h"

#include <QPlainTextEdit>

#include <functional>

namespace hubbub::gui {

class InputEdit final : public QPlainTextEdit {
    Q_OBJECT

public:
    /// Pastes with more lines are asked about.
    static constexpr int pasteLinesUnasked = 3;

    explicit InputEdit(QWidget* parent = nullptr);

    /// Names with the likeliest first, asked for when they are needed.
    void setNames(std::function<QStringList()> names) { names_ = std::move(names); }
    void setCommands(const QStringList& commands) { commands_ = commands; }
    /// Whether to paste this; asked for large texts only. Without it they are pasted.
    void setPasteGuard(std::function<bool(const QString&)> guard) { pasteGuard_ = std::move(guard); }

    /// What was sent is done with: it can be recalled from here on.
    void clearSent();
    void insertName(const QString& name);
    qsizetype bytes() const;
    void submit();

Q_SIGNALS:
    /// Not blank. It stays in the input until clearSent().
    void submitted(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool isNext) override;
    void insertFromMimeData(const QMimeData* source) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool isComposing() const;
    void completeName();
    bool recall(int key);
    void fitHeight();

    std::function<QStringList()> names_;
    QStringList commands_;
    std::function<bool(const QString&)> pasteGuard_;
    screen::InputHistory history_;
    screen::NameCompletion completion_;
};

} // namespace hubbub::gui
