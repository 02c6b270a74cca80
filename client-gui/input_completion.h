// Completion in the input: Tab goes from name to name; for commands and emoji a list opens while they are
// typed, and Tab or Enter takes from it; the second colon of `:smile:` makes the emoji.
#pragma once

#include "protocol/screen/name_completion.h"

#include <QObject>
#include <QPlainTextEdit>
#include <QPointer>

#include <functional>

class QKeyEvent;

namespace hubbub::gui {

class CompletionPopup;

class InputCompletion final : public QObject {
    Q_OBJECT

public:
    explicit InputCompletion(QPlainTextEdit& edit);

    /// Names with the likeliest first, asked for when they are needed.
    void setNames(std::function<QStringList()> names) { names_ = std::move(names); }
    void setCommands(const QStringList& commands) { commands_ = commands; }

    /// A key before the input has it; true if it was taken.
    bool handleKey(const QKeyEvent& event);
    /// The person has just written this; it stands in the input.
    void handleWritten(const QString& written);
    void close();

private:
    screen::CompletedText typed() const;
    void goOn();
    void refresh(bool mayOpen);
    void offer();
    void take(int row);
    void replaceBy(const screen::CompletedText& text);
    bool isOpen() const;
    void speakChoice();

    QPlainTextEdit& edit_;
    std::function<QStringList()> names_;
    QStringList commands_;
    screen::NameCompletion byTab_;
    QPointer<CompletionPopup> popup_;
    screen::Candidates offered_;
    qsizetype dismissedAt_ = -1; ///< Escape closed the list of the word that begins here
};

} // namespace hubbub::gui
