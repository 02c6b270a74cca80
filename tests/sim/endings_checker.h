// Why programs end: nobody honest ever breaks the protocol, or is thought to; who wants to be in the room
// stays, or comes back.
#pragma once

#include "tests/sim/court.h"
#include "tests/sim/witness.h"

#include <map>
#include <set>

namespace hubbub::sim {

class EndingsChecker final : public Witness {
public:
    explicit EndingsChecker(Court& court) : court_(court) {}

    void handleNotice(ActorId actor, const client::Notice& notice) override
    {
        const auto* const ended = std::get_if<client::EndedNotice>(&notice);
        if (ended == nullptr || ended->reason == client::EndReason::left)
            return;
        if (ended->reason == client::EndReason::takenOver && mayBeTakenOver.contains(actor))
            return;
        court_.complain("client " + std::to_string(actor.value) + " ended: " + ended->text);
    }

    /// Clients that share a profile with another one.
    std::set<ActorId> mayBeTakenOver;

private:
    Court& court_;
};

} // namespace hubbub::sim
