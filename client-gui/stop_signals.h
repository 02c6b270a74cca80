// SIGINT and SIGTERM as a Qt signal, so that the room is left politely.
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace hubbub::gui {

/// At most one at a time.
class StopSignals final : public QObject {
    Q_OBJECT

public:
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void stopRequested();

private:
    QSocketNotifier readable_;
};

} // namespace hubbub::gui
