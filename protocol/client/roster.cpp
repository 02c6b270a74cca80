#include "protocol/client/roster.h"

#include <utility>

namespace hubbub::client {

void Roster::begin(Seq asOf, std::uint32_t entries)
{
    asOf_ = asOf;
    expected_ = entries;
    isFolding_ = false;
    members_.clear();
    early_.clear();
}

bool Roster::add(const std::vector<chat::RosterEntry>& entries)
{
    for (const chat::RosterEntry& entry : entries) {
        if (isComplete() || !members_.emplace(entry.member, entry).second)
            return false;
        if (const auto early = early_.extract(entry.member))
            members_.at(entry.member).flags = early.mapped();
    }
    return true;
}

void Roster::fold(Seq seq, const chat::Event& event)
{
    if (seq <= asOf_)
        return;
    isFolding_ = true;
    if (const auto* joined = std::get_if<chat::Joined>(&event.what)) {
        if (members_.size() >= mostMembers)
            return;
        const auto early = early_.extract(event.member);
        members_[event.member] = {event.member, event.name, joined->fingerprint,
                                  early ? early.mapped() : chat::MemberFlags{}};
    } else if (const auto* renamed = std::get_if<chat::Renamed>(&event.what)) {
        if (const auto found = members_.find(event.member); found != members_.end())
            found->second.name = renamed->name;
    } else if (std::holds_alternative<chat::Left>(event.what)) {
        members_.erase(event.member);
        early_.erase(event.member);
    }
}

void Roster::change(const std::vector<chat::PresenceChange>& changes)
{
    for (const chat::PresenceChange& change : changes) {
        const auto found = members_.find(change.member);
        if (found != members_.end())
            found->second.flags = change.flags;
        else if (early_.size() < mostEarly)
            early_[change.member] = change.flags;
    }
}

std::vector<chat::PresenceChange> Roster::forgetAway()
{
    std::vector<chat::PresenceChange> changes;
    for (auto& [member, entry] : members_) {
        if (!std::exchange(entry.flags.away, false))
            continue;
        changes.push_back({member, entry.flags, std::nullopt});
    }
    for (auto& [member, flags] : early_)
        flags.away = false;
    return changes;
}

const chat::RosterEntry* Roster::find(MemberId member) const
{
    const auto found = members_.find(member);
    return found == members_.end() ? nullptr : &found->second;
}

std::vector<chat::RosterEntry> Roster::entries() const
{
    std::vector<chat::RosterEntry> entries;
    entries.reserve(members_.size());
    for (const auto& [member, entry] : members_)
        entries.push_back(entry);
    return entries;
}

} // namespace hubbub::client
