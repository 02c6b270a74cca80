// Between a room client and the screen: turns notices into rows, and what the person types and chooses into
// requests. Owns no widget.
#pragma once

#include "protocol/qt/room_client.h"
#include "protocol/screen/ignore_list.h"
#include "protocol/screen/link_picture.h"
#include "protocol/screen/member_model.h"
#include "protocol/screen/message_model.h"

#include <QObject>
#include <QPointer>

#include <map>

namespace hubbub::screen {

class RoomController final : public QObject {
    Q_OBJECT

public:
    explicit RoomController(QObject* parent = nullptr);

    /// A run begins: the room tells its history again. What was told before stays until it lets the person
    /// in. The client must outlive it, or be replaced.
    void begin(qt::RoomClient& client, const QString& name);
    /// The person has chosen another name after a refusal, for the same client.
    void enterAs(const QString& name);
    void handleNotice(const client::Notice& notice);
    /// The run is over in a way that no notice tells.
    void handleFailure(const QString& text);

    MessageModel& messages() { return messages_; }
    MemberModel& members() { return members_; }
    bool isAdmin() const { return isAdmin_; }
    bool isInRoom() const;
    /// `小明 – Room 3b`; empty before the first welcome.
    QString title() const;
    const QString& room() const { return room_; }
    const QString& ownName() const { return name_; }
    const QString& topic() const { return topic_; }
    qsizetype textBytes() const;
    LinkPicture linkPicture() const;
    /// To complete: those who spoke last first.
    QStringList likelyNames() const;

    // The person wants. What cannot be done is told by problem(); then it is false.

    /// A line as typed: something to say, or a command.
    bool submit(const QString& line);
    bool say(const Draft& draft);
    bool kick(const chat::RosterEntry& member, const QString& reason);
    /// Nothing: back again.
    bool setAway(const std::optional<QString>& text);
    /// By name; from here on, and in later runs (`ignored` is what to keep).
    bool ignore(const QString& name);
    bool unignore(const QString& name);
    const IgnoreList& ignored() const { return ignored_; }
    void setIgnored(IgnoreList list) { ignored_ = std::move(list); }
    void retry(const QModelIndex& index);
    void tryNow();
    /// A line that only this person sees.
    void remark(const QString& text);
    void refuseLocally(const QString& why) { Q_EMIT problem(why); }
    void requestSearch(const QString& words) { Q_EMIT searchRequested(words); }
    void requestQuit(const QString& reason) { Q_EMIT quitRequested(reason); }

Q_SIGNALS:
    void problem(const QString& text);
    /// Title, topic or powers have changed.
    void roomChanged();
    void linkChanged();
    /// Another room comes in place of the one that is shown.
    void roomEnds();
    /// The room of this server is about to tell its log; what earlier runs of the program have kept of it is
    /// to be set now.
    void roomBegins(const PublicKey& server);
    void ignoredChanged();
    void searchRequested(const QString& words);
    void quitRequested(const QString& reason);

private:
    void handle(const client::ServerKeyNotice& notice);
    void handle(const client::WelcomeNotice& notice);
    void handle(const client::EventNotice& notice);
    void handle(const client::GapNotice& notice);
    void handle(const client::SentNotice& notice);
    void handle(const client::RefusedNotice& notice);
    void handle(const client::DoneNotice& notice);
    void handle(const client::JoinRefusedNotice& notice);
    void handle(const client::PresenceNotice& notice);
    void handle(const client::MembersNotice& notice);
    void handle(const client::StatsNotice& notice);
    void handle(const client::InfoNotice& notice);
    void handle(const client::LinkNotice& notice);
    void handle(const client::EndedNotice& notice);
    /// Tells why not.
    bool canAsk();
    void end(const QString& why);
    /// What is told of words without a result when the run ends.
    QString unsureText() const;

    MessageModel messages_;
    MemberModel members_;
    IgnoreList ignored_;
    QPointer<qt::RoomClient> client_;
    bool hasEnded_ = true;
    bool isAdmin_ = false;
    bool wasWelcome_ = false; ///< in this run
    bool hasForked_ = false;  ///< until the welcome that follows
    bool isRefused_ = false;  ///< not let in, until another name is chosen
    QString name_;
    QString room_;
    QString topic_;
    std::optional<PublicKey> serverKey_; ///< of the room whose messages are shown
    QString whyLink_;
    QStringList speakers_; ///< who spoke last first
    /// Commands without an event, and what to tell when they are done.
    std::map<client::SubmissionId, QString> asked_;
};

} // namespace hubbub::screen
