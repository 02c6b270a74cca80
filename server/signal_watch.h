// SIGINT and SIGTERM as a Qt signal, so that a stop happens between two turns and not in the middle of one.
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
    void stopRequested();

private:
    void readPipe();

    QSocketNotifier readable_;
};

} // namespace hubbub::server
