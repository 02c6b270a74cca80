// From when the operator is told until it is lifted, and whatever happens to the server: nothing is done for
// who is banned or muted that was not under way before.
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
    void handleTornOff(Seq head) override;
    void handleOpened(const server::RestoredRoom& room) override;

private:
    using Against = std::pair<chat::RestrictionKind, PublicKey>;

    void check(const server::Command& command);
    bool isTold(chat::RestrictionKind kind, const PublicKey& key) const
    {
        return told_.contains({kind, key});
    }

    Court& court_;
    std::map<Against, Seq> told_;           ///< in force, as far as the operator knows
    std::set<server::ProposalId> proposed_; ///< by this server
    std::set<Seq> liftAsked_;               ///< of these: it may be done without anybody having heard of it
};

} // namespace hubbub::sim
