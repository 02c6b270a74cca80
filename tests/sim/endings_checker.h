// Why programs end: nobody honest ever breaks the protocol, or is thought to; who wants to be in the room
// stays, or comes back.
#pragma once

#include "tests/sim/checkers.h"
#include "tests/sim/court.h"
#include "tests/sim/witness.h"

namespace hubbub::sim {

class EndingsChecker final : public Witness {
public:
    EndingsChecker(Court& court, const Expected& expected) : court_(court), expected_(expected) {}

    void handleNotice(ActorId actor, const client::Notice& notice) override
    {
        const auto* const ended = std::get_if<client::EndedNotice>(&notice);
        if (ended == nullptr || ended->reason == client::EndReason::left)
            return;
        if ((ended->reason == client::EndReason::takenOver && expected_.takeovers)
            || (ended->reason == client::EndReason::removed && expected_.removals)
            || (isBanned(ended->reason) && expected_.bans)
            || (ended->reason == client::EndReason::notAdmitted && expected_.locks))
            return;
        court_.complain("client " + std::to_string(actor.value) + " ended: " + ended->text);
    }

private:
    static bool isBanned(client::EndReason reason)
    {
        return reason == client::EndReason::banned || reason == client::EndReason::notAdmitted;
    }

    Court& court_;
    Expected expected_;
};

} // namespace hubbub::sim
