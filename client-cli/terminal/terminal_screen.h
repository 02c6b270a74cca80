// The terminal itself, in the event loop: shows frames, hands out keys. Never waits for a terminal that is
// slow: while it has not taken what was written, only the latest frame and title are kept, and one bell.
#pragma once

#include "client-cli/terminal/frame_diff.h"
#include "client-cli/terminal/key_decoder.h"
#include "client-cli/terminal/terminal_guard.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>
#include <optional>

namespace hubbub::terminal {

class TerminalScreen final : public QObject {
    Q_OBJECT

public:
    explicit TerminalScreen(QObject* parent = nullptr);
    /// Leaves the terminal as it was.
    ~TerminalScreen() override;

    /// False if standard input and output are no terminal that can show a screen; nothing has happened then.
    bool open(bool usesColors);
    /// Leaves the terminal as it was; open() may follow.
    void close();
    /// The size when it was last asked for; handleResized() asks.
    QSize size() const { return size_; }
    void handleResized();
    /// For a while the terminal is somebody else's.
    void suspend();
    void handleContinued();

    void show(const Grid& grid);
    /// Everything anew: somebody else has written on it.
    void redraw();
    void ring();
    /// Safe text. It is set anew after a suspension.
    void setTitle(const QString& title);

Q_SIGNALS:
    void keyPressed(const hubbub::terminal::Key& key);
    void resized();
    /// The terminal has gone.
    void hungUp();

private:
    void readAvailable();
    void deliverKeys();
    void write(const std::string& bytes);
    void writeWanted();
    void writeAvailable();
    void drain();
    void begin();
    void end();
    void askSize();

    int descriptor_ = -1;
    TerminalCodes codes_;
    std::optional<TerminalGuard> guard_;
    std::unique_ptr<QSocketNotifier> readable_;
    std::unique_ptr<QSocketNotifier> writable_;
    KeyDecoder keys_;
    QTimer halfKey_;
    QSize size_;
    Grid shown_;
    std::optional<Grid> wanted_;
    QString title_; ///< empty: none was set
    std::optional<QString> wantedTitle_;
    bool isBellWanted_ = false;
    std::string waiting_; ///< that the terminal has not taken yet
};

} // namespace hubbub::terminal
