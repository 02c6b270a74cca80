// What the core knows of members besides the fold: their sessions, when they were last heard, what they may
// still say. Nothing of it is in the log.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/roster_entry.h"
#include "server/core/session_id.h"
#include "server/core/token_bucket.h"

#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace hubbub::server {

struct PresentMember {
    MemberId id;
    Fingerprint fingerprint;
    OutboxId instance; ///< of the join accepted last
    SessionId session; ///< 0: none

    Instant heardBefore; ///< while there is no session
    /// From the log, and not heard since the server started.
    bool isRestored = false;
    /// Not heard for limits::awayAfter.
    bool isSilent = false;
    std::optional<std::string> awayText;

    // A ghost being asked whether it is one.
    std::optional<Instant> probeEnds;
    Instant probeAllowed{};
    bool failedProbe = false; ///< and not heard since

    TokenBucket messages;
    TokenBucket fanOut;
    Instant typingAllowed{};

    bool isAway() const { return isSilent || awayText.has_value(); }
};

class MemberTable {
public:
    PresentMember& add(MemberId id)
    {
        PresentMember& member = members_[id];
        member.id = id;
        return member;
    }
    void remove(MemberId id)
    {
        members_.erase(id);
        away_.erase(id);
    }
    PresentMember* find(MemberId id)
    {
        const auto found = members_.find(id);
        return found == members_.end() ? nullptr : &found->second;
    }
    const PresentMember* find(MemberId id) const { return const_cast<MemberTable*>(this)->find(id); }
    std::size_t size() const { return members_.size(); }
    /// Those who are away, as of when noteAway() was last called for them: whenever that may have changed.
    const std::set<MemberId>& away() const { return away_; }
    void noteAway(const PresentMember& member)
    {
        if (member.isAway())
            away_.insert(member.id);
        else
            away_.erase(member.id);
    }

private:
    std::unordered_map<MemberId, PresentMember> members_;
    std::set<MemberId> away_;
};

} // namespace hubbub::server
