// The door to Qt: one ClientEngine driven by a QUdpSocket, a QTimer and a host look-up, with its journal in a
// profile. Owns no screen.
#pragma once

#include "protocol/chat/invite_link.h"
#include "protocol/client/client_engine.h"
#include "protocol/qt/profile.h"

#include <QObject>

#include <memory>
#include <optional>

namespace hubbub::qt {

struct RoomClientOptions {
    chat::ServerAddress server; ///< its key, if any, is the only one to talk to
    bool acceptNewKey = false;
    bool askAboutNewKeys = false;
    std::optional<Duration> timeout = 10s;
    std::optional<Duration> giveUp = 60s;
    /// Instead of the profile's identity.
    std::optional<crypto::KeyPair> identity;
    /// False for tools (ping, admin): nothing restored, nothing journalled.
    bool entersRoom = true;
};

class RoomClient final : public QObject {
    Q_OBJECT

public:
    /// `profile` and `entropy` must outlive it. Records the server's key in the profile when it is trusted.
    RoomClient(RoomClientOptions options, Profile& profile, Entropy& entropy, QObject* parent = nullptr);
    ~RoomClient() override;

    /// Looks the host up and begins. Notices follow, never from within a call.
    void start();
    void trustServerKey(bool trusted);
    void join(const QString& name, bool takeOver = false);
    Result<client::SubmissionId, chat::Refusal> say(const QString& text,
                                                    chat::MessageStyle style = chat::MessageStyle::plain);
    Result<client::SubmissionId, chat::Refusal> announce(const QString& text);
    client::SubmissionId kick(MemberId member, const Fingerprint& fingerprint, const QString& reason);
    client::SubmissionId away(std::optional<QString> text);
    client::SubmissionId askMembers();
    client::SubmissionId askStats();
    client::SubmissionId askInfo();
    void leave(const QString& reason, bool drain);
    void tryNow();

    /// For questions only.
    const client::ClientEngine& engine() const;
    /// Until the next attempt while the link is lost.
    std::optional<Duration> untilNextAttempt() const;
    /// Since the last authentic packet.
    std::optional<Duration> sinceLastHeard() const;
    chat::ServerAddress server() const;

Q_SIGNALS:
    void noticed(const hubbub::client::Notice& notice);
    /// The machine failed us (no socket, no journal, unknown host): a sentence for the person. Fatal ones are
    /// followed by nothing more.
    void failed(const QString& text, bool fatal);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hubbub::qt
