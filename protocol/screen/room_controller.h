// Between a room client and the screen: turns notices into rows, and what the person types and chooses into
// requests. Owns no widget.
#pragma once

#include "protocol/qt/kept_room.h"
#include "protocol/qt/room_client.h"
#include "protocol/screen/catch_up.h"
#include "protocol/screen/found_model.h"
#include "protocol/screen/ignore_list.h"
#include "protocol/screen/link_picture.h"
#include "protocol/screen/member_model.h"
#include "protocol/screen/message_model.h"
#include "protocol/screen/moderation_commands.h"
#include "protocol/screen/past_reader.h"

#include <QObject>
#include <QPointer>

#include <map>
#include <set>

namespace hubbub::screen {

/// What lies before the first row of the list that is shown.
enum class Before : quint8 {
    unknown,   ///< nobody can ask now
    more,      ///< loadOlder() brings it
    asked,     ///< it is on its way
    beginning, ///< nothing: the room began here
    nothing,   ///< nothing that the room keeps, or shows this person
    failed,    ///< loadOlder() tries again
};

class RoomController final : public QObject {
    Q_OBJECT

public:
    /// So many rows messages() takes at most.
    explicit RoomController(QObject* parent = nullptr, int mostRows = MessageModel::mostRows);

    /// A run begins: the room tells its history again. What was told before stays until it lets the person
    /// in. The client must outlive it, or be replaced.
    void begin(qt::RoomClient& client, const QString& name);
    /// What an earlier run of the program kept of the room that is to be entered, until it tells itself;
    /// between begin() and the client's start, which then tries for ever. True if it is shown: no other room
    /// is.
    bool showKept(const qt::KeptRoom& kept);
    /// The person has chosen another name after a refusal, for the same client.
    void enterAs(const QString& name);
    void handleNotice(const client::Notice& notice);
    /// The run is over in a way that no notice tells.
    void handleFailure(const QString& text);

    MessageModel& messages() { return messages_; }
    const MessageModel& messages() const { return messages_; }
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
    /// A command of moderation, as it is typed; true: it is under way.
    bool moderate(const client::CommandLine& command);
    /// `done` is told when it is.
    bool restrict(const chat::RestrictRequest& request, const QString& done);
    bool lift(Seq restriction);
    bool removeMessage(Seq seq, const QString& reason);
    /// What came of it is told by renamed() and renameRefused().
    bool rename(const QString& name);
    bool setTopic(const QString& topic);
    bool setLocked(bool isLocked);
    /// The newest notice that waits for it.
    bool confirm();
    bool confirm(Seq announcement);
    /// Answered by restrictionsTold() and confirmationsTold().
    bool askRestrictions();
    bool askConfirmations(Seq announcement);
    /// An answer, or a refusal, is on its way.
    bool isAskingRestrictions() const { return !askedRestrictions_.empty(); }
    bool isAskingConfirmations(Seq announcement) const;
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

    // The past. Far back it is read in a list of its own, messages of now in messages().

    /// messages(), or the stretch of the past that is read.
    MessageModel& shown() { return past_.isOpen() ? past_.messages() : messages_; }
    bool isInPast() const { return past_.isOpen(); }
    /// Further back in the list shown; olderLoaded() follows. False: there is nothing, or it is on its way.
    bool loadOlder();
    /// The same further on, in the past only; newerLoaded() or placeKept() follows.
    bool loadNewer();
    /// False too while events of the past are on their way.
    bool mayLoadOlder() const;
    Before before() const;
    /// For people, of the list shown; empty: there is nothing to say.
    QString beforeText() const;
    /// To an event, or to what was said at that time and later; placeChanged() or pastFailed() follows.
    /// False: that was told by problem().
    bool goTo(const PastReader::Place& place);
    /// Of the room, as far as it shows. False: it is loaded already, or cannot be asked for.
    bool goToBeginning();
    /// A place is being looked for.
    bool isGoing() const { return past_.isOpening(); }
    void backToNow();
    /// The newest announcement that has come while the past was read, as a line; empty: none has.
    const QString& noticeMeanwhile() const { return noticeMeanwhile_; }
    /// What has happened since this person read here last; empty: nothing, or they know by now.
    const CatchUp& catchUp() const { return catchUp_; }
    void dismissCatchUp();

    /// The server looks for it; `found` is told as it comes. True if it was asked.
    bool search(const QString& query);
    /// The page before what was found.
    bool searchOn();
    bool isSearching() const { return searchAsked_.has_value(); }
    const FoundModel& found() const { return found_; }
    FoundModel& found() { return found_; }
    /// `Complete from #1 to #4812.`, or where it is broken: what the chain proves of what is shown.
    QString completenessText() const;
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
    /// Rows were put in front of the list shown, or there are none.
    void olderLoaded(int rows);
    void newerLoaded();
    /// Another list is shown from here on, or the same at another place: this event; 0: its end.
    void placeChanged(hubbub::screen::MessageModel* shown, hubbub::Seq at);
    /// Messages of now are shown again: the past has grown into them. What is seen is in them too, and need
    /// not move.
    void placeKept(hubbub::screen::MessageModel* shown);
    /// What is asked for did not come, or is not there.
    void pastFailed(const QString& why);
    /// before(), isGoing(), isInPast() or noticeMeanwhile() is otherwise.
    void pastChanged();
    void catchUpChanged();
    /// Something came of the search, or why not.
    void foundChanged();
    void searchFailed(const QString& why);
    /// This person has another name from here on, by which they come back.
    void renamed(const QString& name);
    void renameRefused(const hubbub::chat::Refusal& refusal);
    void restrictionsTold(const std::vector<hubbub::chat::Restriction>& restrictions);
    void confirmationsTold(hubbub::Seq announcement,
                           const std::vector<hubbub::chat::Confirmation>& confirmations);
    /// An announcement of this person's that asks to be confirmed is in the log.
    void askedToConfirm(hubbub::Seq announcement);
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
    void handle(const client::RestrictionsNotice& notice);
    void handle(const client::ConfirmationsNotice& notice);
    void handle(const client::StatsNotice& notice);
    void handle(const client::FiguresNotice& notice);
    void handle(const client::InfoNotice& notice);
    void handle(const client::PageNotice& notice);
    void handle(const client::FoundNotice& notice);
    void handle(const client::LinkNotice& notice);
    void handle(const client::EndedNotice& notice);
    void follow(const client::EventNotice& notice);
    void handleRenamed(const QString& before, const QString& name, bool isOwn);
    void tellWelcomeText();
    bool goToLive(const PastReader::Place& place);
    void joinPast(std::optional<Seq> at);
    void leavePast();
    void closePast();
    void noteMeanwhile(const client::EventNotice& notice);
    bool isNothingOlder() const;
    void tellModerated(const Result<ModerationCommands::Answer, chat::Refusal>& answer);
    bool ask(client::SubmissionId id, const QString& done);
    /// Tells why not.
    bool canAsk();
    bool tellIgnored(const Result<QString, chat::Refusal>& answer);
    void end(const QString& why);
    /// What is told of words without a result when the run ends.
    QString unsureText() const;

    MessageModel messages_;
    MemberModel members_;
    FoundModel found_;
    PastReader past_;
    QString noticeMeanwhile_;
    CatchUp catchUp_;
    std::optional<client::SubmissionId> olderAsked_;
    std::optional<client::SubmissionId> searchAsked_;
    std::optional<Seq> beginning_; ///< the server has nothing before it
    bool hasFailed_ = false;       ///< what lies before was refused
    IgnoreList ignored_;
    QPointer<qt::RoomClient> client_;
    bool hasEnded_ = true;
    bool isAdmin_ = false;
    bool wasWelcome_ = false; ///< in this run
    bool showsKept_ = false;  ///< and nothing else so far
    Seq keptReadUpTo_;        ///< before it was shown
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
    ModerationCommands moderation_;
    std::optional<client::SubmissionId> rename_;
    std::set<client::SubmissionId> askedRestrictions_;
    std::map<client::SubmissionId, Seq> askedConfirmations_; ///< of which announcement
    std::map<client::SubmissionId, Seq> confirmed_;          ///< under way
    QString welcomeText_;                                    ///< of the operator, for those who enter
    QString toldWelcomeText_;
    Seq welcomeHead_;
};

} // namespace hubbub::screen
