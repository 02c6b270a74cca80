// Who is in the room, in order of member numbers; a proxy sorts them by name. Follows the events after the
// welcome and the news of presence.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/roster_entry.h"
#include "protocol/client/notice.h"

#include <QAbstractListModel>
#include <QCollator>

#include <optional>
#include <vector>

namespace hubbub::screen {

class MemberModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role : int {
        NameRole = Qt::UserRole + 1,
        MemberRole, ///< the member number
        AwayRole,
        AdminRole,
        OwnRole,
    };

    explicit MemberModel(QObject* parent = nullptr);

    void handleWelcome(const client::WelcomeNotice& notice);
    void handleEvent(const client::EventNotice& notice);
    void handlePresence(const client::PresenceNotice& notice);
    void clear();

    std::optional<chat::RosterEntry> find(MemberId member) const;
    /// Names are compared as they are written: the server alone knows which look alike.
    std::optional<chat::RosterEntry> find(const QString& name) const;
    QStringList names() const;
    std::vector<chat::RosterEntry> entries() const;
    int awayCount() const;
    /// By name, in the order of the person's language, and as people count.
    bool isBefore(int row, int other) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row {
        chat::RosterEntry entry;
        QString awayText;
        QCollatorSortKey place; ///< among names; comparing these costs a tenth of comparing names
    };
    Row rowFor(const chat::RosterEntry& entry) const;
    std::vector<Row>::const_iterator place(MemberId member) const;
    int rowOf(MemberId member) const; ///< -1: not there
    void add(const chat::RosterEntry& entry);
    void remove(MemberId member);
    void rename(MemberId member, const std::string& name);

    std::vector<Row> rows_;
    MemberId own_;
    QCollator order_;
};

} // namespace hubbub::screen
