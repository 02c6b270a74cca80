#include "protocol/screen/ignore_list.h"

#include "protocol/base/bytes.h"
#include "protocol/chat/text.h"
#include "protocol/qt/utf8.h"

#include <QList>

#include <algorithm>
#include <set>

namespace hubbub::screen {

void IgnoreList::add(const chat::RosterEntry& member)
{
    std::erase_if(people_, [&](const Person& person) { return person.fingerprint == member.fingerprint; });
    if (people_.size() >= mostPeople) {
        std::erase_if(members_, [&](const auto& one) { return one.second == people_.front().fingerprint; });
        people_.erase(people_.begin());
    }
    people_.push_back({member.fingerprint, member.name});
    members_.emplace(member.member, member.fingerprint);
}

bool IgnoreList::remove(const QString& name)
{
    std::set<Fingerprint> freed;
    std::erase_if(people_, [&](const Person& person) {
        const bool isMeant = qt::fromUtf8(person.name) == name;
        if (isMeant)
            freed.insert(person.fingerprint);
        return isMeant;
    });
    std::erase_if(members_, [&](const auto& member) { return freed.contains(member.second); });
    return !freed.empty();
}

QStringList IgnoreList::names() const
{
    QStringList names;
    for (const Person& person : people_)
        names += qt::fromUtf8(person.name);
    return names;
}

void IgnoreList::learn(MemberId member, const Fingerprint& fingerprint)
{
    if (std::ranges::find(people_, fingerprint, &Person::fingerprint) != people_.end())
        members_.emplace(member, fingerprint);
}

bool IgnoreList::hides(const chat::Event& event) const
{
    return std::holds_alternative<chat::Message>(event.what) && members_.contains(event.member);
}

QByteArray IgnoreList::text() const
{
    QByteArray text;
    for (const auto& [fingerprint, name] : people_)
        text += QByteArray::fromStdString(toHex(fingerprint.view()) + ' ' + name + '\n');
    return text;
}

IgnoreList IgnoreList::parse(const QByteArray& text)
{
    IgnoreList list;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray& line : lines) {
        const auto space = line.indexOf(' ');
        const auto bytes = fromHex(line.left(space).toStdString());
        const auto fingerprint = bytes ? Fingerprint::from(*bytes) : std::nullopt;
        const std::string name = line.mid(space + 1).toStdString();
        if (space >= 0 && fingerprint && !name.empty() && chat::isValidUtf8(name))
            list.add({{}, name, *fingerprint, {}});
    }
    list.forgetMembers();
    return list;
}

} // namespace hubbub::screen
