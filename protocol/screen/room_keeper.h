// Keeps the last of the room that is shown, so that a start without a server has something to show. Writes at
// the end, and at most once a minute while something is said; soon when a text was removed, which must not
// stand in a file.
#pragma once

#include "protocol/qt/kept_rooms.h"
#include "protocol/qt/room_client.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <optional>

namespace hubbub::screen {

class RoomKeeper final : public QObject {
    Q_OBJECT

public:
    /// What a crash may cost: less than the server tells again when one enters.
    static constexpr std::chrono::seconds interval{60};
    static constexpr std::chrono::seconds intervalAfterRemoval{2};

    /// `profile` must outlive it. A second program on the same profile reads, and writes nothing.
    explicit RoomKeeper(qt::Profile& profile, QObject* parent = nullptr);
    ~RoomKeeper() override;

    /// The person wants no words on this disk: what is there goes, and nothing is kept from here on.
    void setWanted(bool isWanted);
    /// What an earlier run kept of the room at this address.
    std::optional<qt::KeptRoom> find(const chat::ServerAddress& server);
    /// A run begins, and tells the room's log again. The client must outlive it, or be replaced.
    void begin(qt::RoomClient& client);
    void handleNotice(const client::Notice& notice);
    /// Writes it down, if there is something that is not.
    void keep();

Q_SIGNALS:
    /// A file was damaged, or cannot be written.
    void problem(const QString& text);

private:
    void handleWelcome(const client::WelcomeNotice& notice);
    void handleEvent(const client::EventNotice& notice);
    void forgetEvents();
    void removeText(Seq seq);
    void writeWithin(std::chrono::seconds time);
    std::optional<qt::KeptRoom> read(const PublicKey& server);

    qt::Profile& profile_;
    qt::KeptRooms files_;
    QPointer<qt::RoomClient> client_;
    qt::KeptRoom room_;
    std::optional<PublicKey> replacedKey_; ///< another one is accepted in its place
    bool isWanted_ = true;
    bool wasWelcome_ = false; ///< in this run
    bool hasFailed_ = false;  ///< to write, and said so
    QTimer timer_;
};

} // namespace hubbub::screen
