// SIGINT, SIGTERM and SIGHUP as Qt signals, so that what they ask for happens between two turns and not in
// the middle of one.
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace hubbub::server {

/// At most one at a time.
class SignalWatch final : public QObject {
    Q_OBJECT

public:
    explicit SignalWatch(QObject* parent = nullptr);
    ~SignalWatch() override;

Q_SIGNALS:
    /// SIGINT, SIGTERM, or the SIGHUP that says that the terminal we were started on is gone.
    void stopRequested();
    /// Any other SIGHUP, unless we were started with it ignored (nohup(1)).
    void reloadRequested();

private:
    void readPipe();

    QSocketNotifier readable_;
    bool hasTerminal_;
};

} // namespace hubbub::server
