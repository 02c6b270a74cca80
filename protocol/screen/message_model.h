// The room's log as rows, in its order, with what is on its way at the end; made of the engine's notices.
// Knows what a screen needs beside the rows: who goes on speaking, which joins and leaves are folded, what
// has not been read. Bounded: the oldest rows go first.
#pragma once

#include "protocol/screen/earlier_run.h"
#include "protocol/screen/message_row.h"
#include "protocol/screen/presence_run.h"

#include <QAbstractListModel>
#include <QSet>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace hubbub::screen {

class MessageModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role : int {
        KindRole = Qt::UserRole + 1, ///< RowKind as an int
        StateRole,                   ///< SendState as an int
        TimeRole,                    ///< milliseconds since 1970 UTC
        NameRole,
        ReasonRole,
        KeyRole, ///< another one whenever the row changes
    };
    /// Some 300 bytes each, and a short text: a busy room's month, in less memory than a browser's tab.
    static constexpr int mostRows = 200'000;
    /// Who goes on within this time need not be named again.
    static constexpr Duration longestGroupPause = std::chrono::minutes(5);

    explicit MessageModel(QObject* parent = nullptr, int most = mostRows);

    // The room speaks.

    void handleEvent(const client::EventNotice& notice);
    void handleSent(const client::SentNotice& notice);
    /// False if no row waits under this id.
    bool handleRefused(client::SubmissionId id, const QString& reason);
    void handleGap(const client::GapNotice& notice, WallTime now);
    /// Contiguous events in order, of which those before oldest() come in front of what is here. Without
    /// `isShown` an event is left out, but known. A warning stands between the two. False if the list is
    /// full: then nothing is taken.
    bool prepend(const std::vector<chat::PageEntry>& events,
                 const std::function<bool(const chat::Event&)>& isShown, const QString& warning = {});
    /// For so many more of them.
    bool hasRoomFor(std::size_t events) const
    {
        return rows_.size() + events <= static_cast<std::size_t>(most_);
    }
    /// Of the log, the first event that is here, or was told and is not shown; 0: none yet.
    Seq oldest() const { return oldest_; }
    /// The last one.
    Seq newest() const { return told_; }
    /// An empty list that only pages fill: nothing in it is news.
    void beginPast();
    /// The same as prepend() behind what is here, for such a list.
    void append(const std::vector<chat::PageEntry>& events,
                const std::function<bool(const chat::Event&)>& isShown, const QString& warning);
    /// Takes out what stands before this event, or from it on.
    void dropBefore(Seq seq);
    void dropFrom(Seq seq);
    /// Its text is gone from the room; the row tells why.
    void handleRemoved(Seq seq, std::string_view why);
    void handleFork(const QString& text, WallTime now);
    /// The run is over: whether these are in the room will show only when it is entered again.
    void handleEnd(const QString& reason);
    /// A run of the same room begins, which tells its log again up to `head`, and on: what is here already
    /// stays as it is, as far as it is still told so.
    void beginRun(Seq head);
    /// What is here was kept by an earlier run of the program; `text` stands below it until a run begins.
    void markKept(const QString& text, WallTime now);
    /// The run tells the log from here on: without what was said in between, what stands here goes. It can be
    /// loaded again.
    void goOnFrom(Seq first);
    /// After a fork the run tells the log again up to here, from wherever the two part.
    void beginFork(Seq head);
    /// Asked no more: it is done, or cannot be.
    void handleConfirmed(Seq announcement);
    /// By which others may mention this person.
    void setOwnName(const QString& name) { ownName_ = name; }
    const QString& ownName() const { return ownName_; }

    // The person acts.

    void addPending(client::SubmissionId id, const Draft& draft, const QString& ownName, WallTime now);
    /// Rows that are on their way, without a result.
    std::size_t pending() const;
    /// What a refused row, or one that may not have been sent, was meant to say. Nothing on any other row.
    std::optional<Draft> unsentDraft(const QModelIndex& index) const;
    /// It has been said again.
    void removeUnsent(const QModelIndex& index);
    void addRemark(const QString& text, WallTime now);
    /// But for what is on its way, and what was not sent.
    void clear();
    /// The same before the first event of another room.
    void beginElsewhere();

    // What the screen shows.

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    /// Valid until the next change.
    const MessageRow& row(int row) const { return rows_[static_cast<Position>(row)]; }
    /// The line, or what a folded run of joins and leaves comes to.
    QString shownText(int row) const;
    /// Why a text of one's own was not sent; empty on other rows.
    QString reason(int row) const;
    /// In a folded run, behind its first row.
    bool isHidden(int row) const;
    /// The first row of a run that can be folded.
    bool isFoldHead(int row) const;
    bool isFoldOpen(int row) const;
    void toggleFold(int row);

    // Where something stands.

    /// The row of this event, or the first behind it that is shown; -1: none is.
    int rowOf(Seq seq) const;
    /// The first event shown that is of this time or later, as long as an earlier one is here too.
    std::optional<Seq> firstSince(WallTime time) const;
    /// Whether all that is here was earlier.
    bool isBefore(WallTime time) const;

    // What is to be confirmed.

    /// The newest announcement that this person has been asked to confirm; nothing: there is none left.
    std::optional<Seq> toConfirm() const;
    /// Its line.
    QString lineToConfirm() const { return toConfirm_.empty() ? QString() : toConfirm_.rbegin()->second; }
    /// The newest that asked anybody; 0: none.
    Seq lastAsking() const { return lastAsking_; }
    /// The newest message of somebody that can be removed.
    std::optional<Seq> lastOf(const QString& name) const;

    // What has been read.

    /// Whether the person sees what comes: the screen is in front, the list at its end. While they do not,
    /// what others say counts as unread, and the first of it gets the unread line above it; the line of
    /// before goes only then.
    void setWatched(bool isWatched);
    int unread() const { return unread_; }
    /// The row under the unread line; -1: there is none.
    int unreadRow() const;
    /// What an earlier run of the program had shown, told before a run begins. Without it, what the room
    /// tells of the past counts as read.
    void setReadUpTo(Seq seq);
    Seq readUpTo() const;

Q_SIGNALS:
    void unreadChanged();
    void toConfirmChanged();

private:
    using Position = std::deque<MessageRow>::size_type;

    std::optional<Position> findWaiting(client::SubmissionId id) const;
    std::optional<Position> findSettled(Seq seq) const;
    void askToConfirm(const client::EventNotice& notice, MessageRow& row);
    void forgetToConfirm(Seq seq);
    MessageRow rowOf(const client::EventNotice& notice, const QString& line);
    QString shared(const QString& name);
    void append(MessageRow row);
    void appendDayIfNew(WallTime time);
    std::vector<MessageRow> olderRows(const std::vector<chat::PageEntry>& events,
                                      const std::function<bool(const chat::Event&)>& isShown);
    void insertInFront(std::vector<MessageRow> rows);
    void insert(Position at, MessageRow row);
    /// Moves a waiting row to the end of what is settled.
    void settle(Position at);
    void settleSentBefore(Seq seq);
    void removeUnsure(const chat::Event& event, const QString& line);
    void removeFrom(Seq seq);
    void removeBefore(Seq seq);
    void removeKeptMark();
    void removeTrailingDay();
    void removeSettled(Position at, Position count);
    void changed(std::pair<Position, Position> firstAndLast);
    void regroup(Position at);
    bool goesOnAt(Position at) const;
    void trim();

    void joinPresences(MessageRow& row);
    /// Into this run, or one that begins with it (0: there is none); the run.
    quint64 countPresence(quint64 run, MessageRow& row);
    void presencesGrew(Position last);
    void recountPresences(quint64 id, Position at);
    std::pair<Position, Position> presenceRows(Position at) const;
    bool beginsPresences(Position at) const;
    const PresenceRun* foldOf(int row) const;

    bool isNews(const client::EventNotice& notice) const;
    bool isUnread(const client::EventNotice& notice, const MessageRow& row) const;
    void countUnread(MessageRow& row);
    void raiseUnreadLine(std::vector<MessageRow>& older);
    void clearUnreadLine();

    int most_;
    std::deque<MessageRow> rows_;
    Position settled_ = 0; ///< rows that have their place; those behind are on their way
    qint64 lastDay_ = 0;   ///< Julian day of the last row in the log; 0: none
    int unsure_ = 0;
    quint64 lastKey_ = 0;
    QString ownName_;
    QSet<QString> names_; ///< so that a name is kept once
    std::map<quint64, PresenceRun> presences_;

    Seq told_; ///< the last event that this room has told
    Seq oldest_;
    Seq head_;     ///< up to here a run tells of the past
    Seq runFirst_; ///< that it has told
    EarlierRun earlier_;
    std::map<Seq, QString> toConfirm_; ///< their lines
    std::set<Seq> confirmed_;          ///< a run may tell them again
    Seq lastAsking_;

    bool isWatched_ = false;
    bool isLineWanted_ = true;
    int unread_ = 0;
    std::optional<Seq> readUpTo_; ///< while it is not watched
    Seq readAtLine_;              ///< what had been read when the unread line was drawn
};

} // namespace hubbub::screen
