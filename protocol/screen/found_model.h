// What a search in the whole room has found, the newest last, and page by page further back.
#pragma once

#include "protocol/client/notice.h"

#include <QAbstractListModel>
#include <QString>
#include <QStringList>

#include <deque>
#include <functional>
#include <optional>

namespace hubbub::screen {

class FoundModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role : int {
        SeqRole = Qt::UserRole + 1, ///< quint64
        TimeRole,                   ///< milliseconds since 1970 UTC
        NameRole,                   ///< for people
        TextRole,                   ///< without the name
    };
    /// Nobody reads more; whoever needs it searches for less.
    static constexpr int mostRows = 5'000;

    struct Row {
        Seq seq;
        WallTime time;
        QString name; ///< as it is shown; empty: an announcement's
        QString text; ///< without the name
        QString line; ///< as the room shows it
    };

    explicit FoundModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    void begin(const QString& query);
    /// In front of what is here. A page that is not further back is left out.
    void add(const chat::PageReply& page, const std::function<bool(const chat::Event&)>& isShown = {});
    /// Its text is gone from the room.
    void remove(Seq seq);

    const QString& query() const { return query_; }
    /// What is to be marked in what was found, folded.
    QStringList words() const;
    /// There is more further back.
    bool hasMore() const { return hasMore_ && rowCount() < mostRows; }
    /// Where the next page ends; nothing: nothing was found yet.
    std::optional<Seq> before() const { return before_; }
    const Row& row(int at) const { return rows_[static_cast<std::size_t>(at)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString query_;
    std::deque<Row> rows_;
    std::optional<Seq> before_;
    bool hasMore_ = false;
};

} // namespace hubbub::screen
