// From when the operator is told until it is lifted, and whatever happens to the server: nothing is done for
// who is banned or muted that was not under way before; who is banned and in the room has to leave it.
#pragma once

#include "server/core/store_port.h"
#include "tests/sim/court.h"
#include "tests/sim/witness.h"

#include <map>
#include <set>

namespace hubbub::sim {

class RestrictionsChecker final : public Witness {
public:
    explicit RestrictionsChecker(Court& court) : court_(court) {}

    void handleProposed(const server::StoreRequest& request) override;
    void handleServerNotice(const server::ServerNotice& notice) override;
    void handleStored(const Stored& stored) override;
    void handleTornOff(Seq head) override;
    void handleOpened(const server::RestoredRoom& room) override;
    std::optional<std::string> findUnmet() override;

private:
    using Against = std::pair<chat::RestrictionKind, PublicKey>;
    struct Present {
        PublicKey key;
        Seq joined;
    };

    void check(const server::Command& command);
    bool isTold(chat::RestrictionKind kind, const PublicKey& key) const
    {
        return told_.contains({kind, key});
    }
    /// Bans silence, too.
    bool isSilenced(const PublicKey& key) const
    {
        return isTold(chat::RestrictionKind::mute, key) || isTold(chat::RestrictionKind::ban, key);
    }

    Court& court_;
    std::map<Against, Seq> told_;           ///< in force, as far as the operator knows
    std::set<server::ProposalId> proposed_; ///< by this server
    std::set<Seq> liftAsked_;               ///< of these: it may be done without anybody having heard of it
    std::map<Seq, Seq> lifted_;             ///< of which it was told, and the number of the lift
    std::map<MemberId, Present> present_;   ///< as the log has it
    std::set<MemberId> leaving_;            ///< of which this server has proposed it
    std::set<MemberId> mustLeave_;          ///< banned, and no leave was proposed
};

} // namespace hubbub::sim
