// Who is present: a snapshot as of some event, and every later event folded into it.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/roster_entry.h"

#include <map>
#include <vector>

namespace hubbub::client {

class Roster {
public:
    /// Ten times what a room is meant to hold: a server that claims more only wants to fill our memory.
    static constexpr std::uint32_t mostMembers = 1'000'000;

    /// A snapshot of so many entries follows, as of this event; at most mostMembers.
    void begin(Seq asOf, std::uint32_t entries);
    /// False if there are more than were told, or one member twice.
    bool add(const std::vector<chat::RosterEntry>& entries);
    bool isComplete() const { return members_.size() == expected_ || isFolding_; }

    /// Events up to the snapshot change nothing. Only when complete.
    void fold(Seq seq, const chat::Event& event);
    /// News may overtake the snapshot and events: flags of members not known yet are kept for them.
    void change(const std::vector<chat::PresenceChange>& changes);

    /// Nobody is away until the server says so again. Those that were, as they are now.
    std::vector<chat::PresenceChange> forgetAway();

    /// Nothing if that member is not present.
    const chat::RosterEntry* find(MemberId member) const;
    /// In order of member numbers.
    std::vector<chat::RosterEntry> entries() const;
    std::size_t size() const { return members_.size(); }

private:
    /// What has overtaken so much is of no use; a server cannot fill our memory with it.
    static constexpr std::size_t mostEarly = 1024;

    Seq asOf_;
    std::size_t expected_ = 0;
    bool isFolding_ = false;
    std::map<MemberId, chat::RosterEntry> members_;
    std::map<MemberId, chat::MemberFlags> early_;
};

} // namespace hubbub::client
