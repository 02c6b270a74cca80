// While the room is locked nobody new is let in, whatever happens to the server; who is in comes back. Nobody
// is refused for a lock that there is not.
#pragma once

#include "server/core/store_port.h"
#include "tests/sim/clock.h"
#include "tests/sim/court.h"
#include "tests/sim/witness.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace hubbub::sim {

class LockChecker final : public Witness {
public:
    using KeyOf = std::function<PublicKey(ActorId)>;

    using KeepsJournal = std::function<bool(ActorId)>;

    LockChecker(Court& court, const Clock& clock, KeyOf keyOf, KeepsJournal keepsJournal)
        : court_(court),
          clock_(clock),
          keyOf_(std::move(keyOf)),
          keepsJournal_(std::move(keepsJournal))
    {
    }

    void handleProposed(const server::StoreRequest& request) override;
    void handleAnswered(const server::StoreReply& reply) override;
    void handleServerNotice(const server::ServerNotice& notice) override;
    void handleTornOff(Seq head) override;
    void handleOpened(const server::RestoredRoom& room) override;
    void handleStart(ActorId actor, unsigned run) override;
    void handleEntering(ActorId actor, const std::string& name) override;
    void handleNotice(ActorId actor, const client::Notice& notice) override;

private:
    struct Present {
        PublicKey key;
        std::string name;
        std::string former; ///< before the last new name
    };
    struct Wish {
        Instant asked;
        std::string name;
        std::set<MemberId> places; ///< that were its own when it asked
    };

    void handleCommitted(const server::Command& command, const server::FoldEffect& effect);
    void setLock(bool isLocked);
    bool isOwn(ActorId actor, const Present& member, const std::string& name) const;

    Court& court_;
    Clock clock_;
    KeyOf keyOf_;
    KeepsJournal keepsJournal_;
    std::map<server::ProposalId, server::Command> proposed_; ///< by this server
    std::set<server::ProposalId> unanswered_;                ///< of these, what is about the lock
    std::map<Seq, bool> locks_;                              ///< as the store has answered
    bool isLocked_ = false;
    std::optional<Instant> unlocked_; ///< the last time
    std::map<MemberId, Present> present_;
    std::map<ActorId, Wish> wishes_;
};

} // namespace hubbub::sim
