// Keeping order: what has been committed takes hold. Whoever waits for it is told, and the operator's log;
// whom a ban or a mute hits goes, or is silent, also in what still waits for the store; a removed text is
// gone from memory. What may be asked for, and by whom, is judged before (moderation_requests.h).
#pragma once

#include "server/core/admission.h"
#include "server/core/departures.h"
#include "server/core/room_state.h"

namespace hubbub::server {

class Enforcement {
public:
    Enforcement(RoomState& state, Admission& admission, Departures& departures)
        : state_(state),
          admission_(admission),
          departures_(departures)
    {
    }

    /// Members who were banned when the server stopped are on their way out.
    void start(Instant now);
    /// Who was on its way in when it was banned goes out again.
    void joined(Instant now, const FoldedMember& member);
    /// Of a command that makes no member, no leave and no text.
    void settled(Instant now, const PendingProposal& proposal, const FoldEffect& effect,
                 const FoldChange& change);
    /// Who may not speak may go, and take back what they said, but has no last word, and none about what is
    /// gone: the reason of such a leave or removal is taken out.
    void silence(Instant now, PendingProposal& proposal) const;

private:
    void restricted(Instant now, const RestrictCommand& command);
    std::optional<chat::Refusal> forbidding(Instant now, const PendingProposal& proposal) const;
    const chat::Restriction* against(Instant now, chat::RestrictionKind kind, const PublicKey& key,
                                     SessionId session) const;
    void withdrawForbidden(Instant now);
    void removeBanned(Instant now, const Moderator& by, const std::string& reason);
    void renamed(const FoldChange::Renaming& renaming);

    RoomState& state_;
    Admission& admission_;
    Departures& departures_;
};

} // namespace hubbub::server
