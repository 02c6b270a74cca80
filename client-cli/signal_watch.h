// SIGINT, SIGTERM and SIGHUP, and what happens to the terminal (SIGWINCH, SIGTSTP, SIGCONT), as Qt signals.
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace hubbub::cli {

/// At most one at a time. While it lives, writing into a closed pipe is an error and not the end.
class SignalWatch final : public QObject {
    Q_OBJECT

public:
    explicit SignalWatch(QObject* parent = nullptr);
    ~SignalWatch() override;

    /// From here on SIGINT is an interruption, and the others below are told too.
    void watchTerminal();

Q_SIGNALS:
    void stopRequested();
    void interrupted();
    void resized();
    /// The process stops when this has been heard.
    void suspending();
    /// After a stop, of whatever kind.
    void continued();

private:
    void readPipe();
    void suspend();

    QSocketNotifier readable_;
    bool isAtTerminal_ = false;
};

} // namespace hubbub::cli
