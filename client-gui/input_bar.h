// The input with what belongs to it: why something was not sent, how much still fits, and the button to send.
#pragma once

#include "client-gui/input_edit.h"
#include "client-gui/tone_label.h"

#include <QPushButton>
#include <QWidget>

namespace hubbub::gui {

class InputBar final : public QWidget {
    Q_OBJECT

public:
    explicit InputBar(QWidget* parent = nullptr);

    InputEdit& edit() { return *edit_; }
    /// UTF-8 bytes that a message may have.
    void setMostBytes(qsizetype most);
    /// Shown until something else is written.
    void showProblem(const QString& text);

private:
    void handleTextChanged();
    void askAboutPaste(const QString& text);

    InputEdit* edit_;
    ToneLabel* problem_;
    ToneLabel* counter_;
    QPushButton* send_;
    qsizetype mostBytes_;
};

} // namespace hubbub::gui
