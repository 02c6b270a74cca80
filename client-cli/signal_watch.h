// SIGINT, SIGTERM and SIGHUP, and what happens to the terminal (SIGWINCH, SIGCONT), as Qt signals.
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

Q_SIGNALS:
    void stopRequested();
    /// It has another size, or is ours again after a stop.
    void terminalChanged();

private:
    void readPipe();

    QSocketNotifier readable_;
};

} // namespace hubbub::cli
