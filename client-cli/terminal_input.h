// Lines typed at a terminal, with editing, history and Tab, over libedit; what arrives meanwhile is printed
// above the line being typed, which stays whole.
#pragma once

#include "client-cli/key_buffer.h"
#include "client-cli/line_input.h"
#include "client-cli/screen_rows.h"

#include <QSocketNotifier>
#include <QTimer>

#include <memory>

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
    void pause() override;

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

private:
    struct Editor;

    void readAvailable();
    void handleKeys();
    void handleLine(std::string line);
    void begin();
    void end();
    /// What takes the line that is drawn from the terminal.
    std::string clearing();
    /// What draws the line where the cursor is, on an empty row.
    std::string drawing();
    /// Draws it anew, this above it.
    void redraw(const std::string& above);
    /// Draws what keys have changed.
    void showTyped();
    unsigned char clearAll();
    unsigned char completeWord();

    std::unique_ptr<Editor> editor_;
    QSocketNotifier readable_;
    QTimer halfKey_;
    KeyBuffer keys_;
    std::string prompt_ = "> ";
    std::uint64_t lines_ = 0;
    /// What stands on the terminal, and for which size.
    ScreenText drawn_;
    ScreenSize drawnFor_;
    bool isEditing_ = false;
};

} // namespace hubbub::cli
