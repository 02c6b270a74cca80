// The door to Qt: one ClientEngine driven by a QUdpSocket, a QTimer and a host look-up, with its journal in a
// profile. Owns no screen.
#pragma once

#include "protocol/chat/invite_link.h"
#include "protocol/client/client_engine.h"
#include "protocol/qt/profile.h"
#include "protocol/qt/room_password.h"

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
    /// Of the room, if it wants one.
    SharedPassword password;
    bool remembersPassword = false; ///< in the profile, once it has let somebody in
    /// The person can be asked for another one: BAD_PASSWORD is no end then.
    bool asksForPassword = false;
    /// False for tools (ping, admin): nothing restored, nothing journalled.
    bool entersRoom = true;
};

class RoomClient final : public QObject {
    Q_OBJECT

public:
    /// `profile` and `entropy` must outlive it. Records the server's key in the profile when it is trusted.
    RoomClient(RoomClientOptions options, Profile& profile, Entropy& entropy, QObject* parent = nullptr);
    ~RoomClient() override;

    /// To get in, instead of RoomClientOptions::timeout. Before start().
    void tryForEver();
    /// Looks the host up and begins. Notices follow, never from within a call.
    void start();
    void trustServerKey(bool trusted);
    void join(const QString& name, bool takeOver = false);
    /// For the join that follows. Its key is made in a thread of its own, which may take a second.
    void usePassword(SharedPassword password);
    /// Whether the profile keeps the key, once it has let somebody in.
    void setRemembersPassword(bool remembers);
    Result<client::SubmissionId, chat::Refusal> say(const QString& text,
                                                    chat::MessageStyle style = chat::MessageStyle::plain);
    Result<client::SubmissionId, chat::Refusal> announce(const QString& text);
    client::SubmissionId kick(MemberId member, const Fingerprint& fingerprint, const QString& reason);
    Result<client::SubmissionId, chat::Refusal> askToConfirm(const QString& text);
    client::SubmissionId rename(const QString& name);
    client::SubmissionId restrict(const chat::RestrictRequest& request);
    client::SubmissionId lift(Seq restriction);
    client::SubmissionId askRestrictions();
    client::SubmissionId setTopic(const QString& topic);
    client::SubmissionId setLock(bool isLocked);
    client::SubmissionId remove(Seq seq, const QString& reason);
    client::SubmissionId acknowledge(Seq announcement);
    client::SubmissionId askConfirmations(Seq announcement);
    client::SubmissionId away(std::optional<QString> text);
    client::SubmissionId askMembers();
    client::SubmissionId askStats();
    client::SubmissionId askFigures();
    client::SubmissionId askInfo();
    client::SubmissionId history(const chat::HistoryAnchor& anchor, std::uint32_t limit);
    /// Days without a time and a zone are days here (localQuery()).
    client::SubmissionId search(const QString& query, std::optional<Seq> before, std::uint32_t limit,
                                client::EarlierSearches earlier = client::EarlierSearches::kept);
    void leave(const QString& reason, bool drain);
    /// Another client takes this one's place at the server, and goes on with the outbox: what this one said
    /// and has no result is given up, and nothing more is journalled here. To be followed by leave(), without
    /// `drain`, or by the end.
    void handOver();
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
