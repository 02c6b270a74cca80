// No two people present share a name, nor two names that look alike: a fold of its own over the log, by both
// keys. In the end everybody must see the same people.
#pragma once

#include "protocol/chat/name.h"
#include "tests/sim/ledger.h"

#include <map>

namespace hubbub::sim {

class NamesChecker final : public Witness {
public:
    NamesChecker(Court& court, const Ledger& ledger) : court_(court), ledger_(ledger) {}

    void handleStored(const Stored& stored) override;
    void handleTornOff(Seq head) override;
    void handleNotice(ActorId actor, const client::Notice& notice) override;

    void handleScreen(ActorId actor, const std::vector<chat::RosterEntry>& members) override;

private:
    struct Present {
        std::string name;
        chat::NameKeys keys;
        PublicKey key;
    };
    void apply(Seq seq, const chat::Event& event, const server::Command& command);

    Court& court_;
    const Ledger& ledger_;
    std::map<MemberId, Present> present_;
    MemberId lastMember_;
};

} // namespace hubbub::sim
