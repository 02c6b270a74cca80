// The room's log as rows, in its order, with what is on its way at the end; made of the engine's notices.
// Bounded: the oldest rows go first.
#pragma once

#include "protocol/screen/message_row.h"

#include <QAbstractListModel>

#include <deque>
#include <map>
#include <optional>

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
    /// A view that lays out every row stays quick with these, which are a long day in a busy room.
    static constexpr int mostRows = 20'000;

    explicit MessageModel(QObject* parent = nullptr, int most = mostRows);

    // The room speaks.

    void handleEvent(const client::EventNotice& notice);
    void handleSent(const client::SentNotice& notice);
    /// False if no row waits under this id.
    bool handleRefused(client::SubmissionId id, const QString& reason);
    void handleGap(const client::GapNotice& notice, WallTime now);
    void handleFork(const QString& text, WallTime now);
    /// The run is over: whether these are in the room will show only when it is entered again.
    void handleEnd(const QString& reason);
    /// Another run in the same room will tell its log again, up to `head` and on: what is here already stays
    /// as it is, as far as it is still told so.
    void beginAgain(Seq head);

    // The person acts.

    void addPending(client::SubmissionId id, const Draft& draft, const QString& ownName, WallTime now);
    /// What a refused row, or one that may not have been sent, was meant to say. Nothing on any other row.
    std::optional<Draft> unsentDraft(const QModelIndex& index) const;
    /// It has been said again.
    void removeUnsent(const QModelIndex& index);
    void addRemark(const QString& text, WallTime now);
    /// But for what is on its way, and what was not sent.
    void clear();
    /// The same before the first event of another room.
    void beginElsewhere();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    using Position = std::deque<MessageRow>::size_type;

    std::optional<Position> findWaiting(client::SubmissionId id) const;
    void append(MessageRow row);
    void appendDayIfNew(WallTime time);
    void insert(Position at, MessageRow row);
    /// Moves a waiting row to the end of what is settled.
    void settle(Position at);
    void settleSentBefore(Seq seq);
    void removeUnsure(const QString& line);
    bool isToldAlready(const client::EventNotice& notice, const QString& line);
    void removeFrom(Seq seq);
    void removeSettled(Position at, Position count);
    void changed(Position at);
    void trim();

    int most_;
    std::deque<MessageRow> rows_;
    Position settled_ = 0; ///< rows that have their place; those behind are on their way
    qint64 lastDay_ = 0;   ///< Julian day of the last row in the log; 0: none
    int unsure_ = 0;
    quint64 lastKey_ = 0;
    Seq told_; ///< the last event that this room has told
    struct Told {
        QString line;
        WallTime time;
    };
    std::map<Seq, Told> earlier_; ///< rows of an earlier run, until the log is told beyond them
    Seq earlierEnd_;              ///< what it was told; later ones are new
};

} // namespace hubbub::screen
