// Lines typed at a terminal, with editing, history and Tab; what arrives meanwhile is printed above the line
// being typed, which stays whole.
#pragma once

#include "client-cli/line_input.h"
#include "client-cli/terminal/inline_prompt.h"
#include "client-cli/terminal/key_decoder.h"
#include "client-cli/terminal/terminal_guard.h"
#include "client-cli/terminal/typing.h"

#include <QQueue>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace hubbub::cli {

class TerminalInput final : public LineInput {
    Q_OBJECT

public:
    /// Both ends are a terminal that can move its cursor.
    static bool isUsable();

    explicit TerminalInput(QObject* parent = nullptr);
    /// Leaves the terminal as it was.
    ~TerminalInput() override;

    void resume() override;
    /// What is typed from here on waits, but for an interruption.
    void pause() override;

    /// Asked when something is to be completed.
    void setWords(std::function<screen::CompletionWords()> words) { words_ = std::move(words); }
    /// Safe text only; may hold newlines.
    void print(const QString& text);
    /// Throws away what was typed; false if that was nothing.
    bool clearLine();
    /// The terminal may have another size.
    void handleResized();
    /// Leaves the terminal as it was, for a while.
    void suspend();
    /// Somebody else may have had the terminal; it is ours again.
    void handleContinued();

Q_SIGNALS:
    void interrupted();
    void suspendRequested();

private:
    void open();
    void close();
    void begin();
    void end();
    void readAvailable();
    void deliverKeys();
    void deliver(const terminal::Key& key);
    void handleWaiting();
    /// Draws what keys have changed.
    void showTyped();
    void handleKey(const terminal::Key& key);
    void showChoices();
    void handleLine();
    void clearScreen();
    std::string erasing();
    std::string drawing();
    /// Draws the prompt anew, this above it.
    void redraw(const std::string& above);

    std::optional<terminal::TerminalGuard> guard_;
    QSocketNotifier readable_;
    terminal::KeyDecoder keys_;
    QTimer halfKey_;
    QQueue<terminal::Key> waiting_; ///< typed while nobody wanted a line
    std::function<screen::CompletionWords()> words_;
    terminal::Typing typing_;
    terminal::InlinePrompt prompt_;
    QSize drawnFor_;
    std::uint64_t lines_ = 0;
    bool isResumed_ = false;
    bool isEditing_ = false; ///< the prompt stands on the terminal
};

} // namespace hubbub::cli
