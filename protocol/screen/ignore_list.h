// Whom this person does not want to read. Goes by key, so that another name does not help; the room is not
// told.
#pragma once

#include "protocol/chat/event.h"
#include "protocol/chat/roster_entry.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace hubbub::screen {

class IgnoreList {
public:
    /// Among what is kept in a profile.
    static constexpr QLatin1String file{"ignored"};
    /// Nobody ignores more by hand; the oldest is forgotten then.
    static constexpr std::size_t mostPeople = 500;

    void add(const chat::RosterEntry& member);
    /// False if nobody is ignored under this name.
    bool remove(const QString& name);
    /// Under which they were ignored.
    QStringList names() const;

    /// Who has entered, or was here before: those who are ignored are known by their number from here on.
    void learn(MemberId member, const Fingerprint& fingerprint);
    /// Numbers belong to one log: another may begin.
    void forgetMembers() { members_.clear(); }
    /// Something that one of them says.
    bool hides(const chat::Event& event) const;

    /// To be kept in a file; parse() reads it back, but for lines that are damaged.
    QByteArray text() const;
    static IgnoreList parse(const QByteArray& text);

private:
    struct Person {
        Fingerprint fingerprint;
        std::string name;
    };
    std::vector<Person> people_;              ///< the oldest first
    std::map<MemberId, Fingerprint> members_; ///< theirs, as far as known
};

} // namespace hubbub::screen
