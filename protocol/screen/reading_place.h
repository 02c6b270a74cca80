// Remembers, from run to run, how far the person has read in each server's room, so that the unread line
// stands where they stopped.
#pragma once

#include "protocol/qt/profile.h"
#include "protocol/screen/message_model.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace hubbub::screen {

class ReadingPlace final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    ReadingPlace(qt::Profile& profile, MessageModel& messages, QObject* parent = nullptr);
    ~ReadingPlace() override;

    /// Before the room of this server begins to tell its log.
    void enter(const PublicKey& server);
    /// Writes it down, if it has changed.
    void keep();

private:
    qt::Profile& profile_;
    MessageModel& messages_;
    std::optional<PublicKey> server_;
    Seq kept_;
    QTimer timer_;
};

} // namespace hubbub::screen
