// Why programs end: nobody honest ever breaks the protocol, or is thought to; who wants to be in the room
// stays, or comes back.
#pragma once

#include "tests/sim/court.h"
#include "tests/sim/witness.h"

namespace hubbub::sim {

class EndingsChecker final : public Witness {
public:
    /// Whether there are people with two programs, and an operator who removes people.
    EndingsChecker(Court& court, bool mayTakeOver, bool mayRemove)
        : court_(court),
          mayTakeOver_(mayTakeOver),
          mayRemove_(mayRemove)
    {
    }

    void handleNotice(ActorId actor, const client::Notice& notice) override
    {
        const auto* const ended = std::get_if<client::EndedNotice>(&notice);
        if (ended == nullptr || ended->reason == client::EndReason::left)
            return;
        if ((ended->reason == client::EndReason::takenOver && mayTakeOver_)
            || (ended->reason == client::EndReason::removed && mayRemove_))
            return;
        court_.complain("client " + std::to_string(actor.value) + " ended: " + ended->text);
    }

private:
    Court& court_;
    bool mayTakeOver_;
    bool mayRemove_;
};

} // namespace hubbub::sim
