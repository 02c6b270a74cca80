// Somebody in the demo: a client of its own with a profile of its own, and what it has been told so far.
#pragma once

#include "protocol/qt/room_client.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace hubbub::cli {

class DemoPerson final : public QObject {
    Q_OBJECT

public:
    /// Fails if the folder cannot hold a profile.
    static Result<std::unique_ptr<DemoPerson>, Failure> create(const QString& folder,
                                                               const chat::ServerAddress& server,
                                                               Entropy& entropy);

    qt::RoomClient& client() { return *client_; }
    /// What it says must come back exactly once.
    void say(const QString& text);

    // What it has been told.

    bool isWelcome() const { return isWelcome_; }
    const std::vector<client::EventNotice>& events() const { return events_; }
    const std::optional<chat::Refusal>& refusal() const { return refusal_; }
    client::LinkState link() const { return link_; }
    bool hasEnded() const { return hasEnded_; }
    /// Everything it said is in the log.
    bool isConfirmed() const { return confirmed_ == said_; }

Q_SIGNALS:
    void heard(const hubbub::client::Notice& notice);
    void failed(const QString& why);

private:
    DemoPerson() = default;
    void handle(const client::Notice& notice);

    std::unique_ptr<qt::Profile> profile_;
    std::unique_ptr<qt::RoomClient> client_;
    bool isWelcome_ = false;
    bool hasEnded_ = false;
    client::LinkState link_ = client::LinkState::connecting;
    std::optional<chat::Refusal> refusal_;
    std::vector<client::EventNotice> events_;
    std::size_t said_ = 0;
    std::size_t confirmed_ = 0;
};

} // namespace hubbub::cli
