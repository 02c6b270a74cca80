// Reasons for leaving: what somebody said on the way out is told with the leave, once, in that person's name;
// and whose leave the server has confirmed has left with those words.
#pragma once

#include "tests/sim/clock.h"
#include "tests/sim/ledger.h"

#include <functional>
#include <map>
#include <string>

namespace hubbub::sim {

class FarewellChecker final : public Witness {
public:
    using KeyOf = std::function<PublicKey(ActorId)>;

    /// `mayBeSilenced`: bans and mutes take the last word.
    FarewellChecker(Court& court, const Ledger& ledger, Clock clock, KeyOf keyOf, bool mayBeSilenced)
        : court_(court),
          ledger_(ledger),
          clock_(std::move(clock)),
          keyOf_(std::move(keyOf)),
          mayBeSilenced_(mayBeSilenced)
    {
    }

    void handleStart(ActorId actor, unsigned run) override;
    void handleLeaving(const Leaving& leaving) override;
    void handleNotice(ActorId actor, const client::Notice& notice) override;
    void handleStored(const Stored& stored) override;
    void handleTornOff(Seq head) override;

private:
    struct Run {
        MemberId member;
        bool isLinked = false;
        bool wasTorn = false;
        std::size_t times = 0; ///< that it was told to leave
        Leaving last;
    };
    struct Words {
        ActorId actor;
        Seq seq; ///< 0: not in the log
    };

    void handleEnded(ActorId actor, const Run& run);
    const chat::Event* leaveOf(MemberId member) const;

    Court& court_;
    const Ledger& ledger_;
    Clock clock_;
    KeyOf keyOf_;
    bool mayBeSilenced_;
    std::map<ActorId, Run> runs_;
    std::map<std::string, Words, std::less<>> given_; ///< reasons, all there ever were
    std::map<MemberId, PublicKey> keys_;
};

} // namespace hubbub::sim
