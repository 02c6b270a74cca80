// Whose each event is: told as one's own exactly if it is, also after a fork, when member numbers are given
// out anew; and what this run said comes with the submission that it was.
#pragma once

#include "tests/sim/ledger.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace hubbub::sim {

class OwnChecker final : public Witness {
public:
    using KeyOf = std::function<PublicKey(ActorId)>;

    OwnChecker(Court& court, const Ledger& ledger, KeyOf keyOf)
        : court_(court),
          ledger_(ledger),
          keyOf_(std::move(keyOf))
    {
    }

    void handleStored(const Stored& stored) override;
    void handleTornOff(Seq head) override;
    void handleStart(ActorId actor, unsigned run) override;
    void handleSaid(const Said& said) override;
    void handleNotice(ActorId actor, const client::Notice& notice) override;

private:
    struct View {
        std::set<MemberId> own;       ///< that this run was welcomed as, since the last fork
        std::set<MemberId> strangers; ///< whose events it was told as another's
        /// By this run, since the last fork; and where it was told so.
        std::map<std::string, Seq, std::less<>> said;
    };
    struct Author {
        PublicKey key;
        Seq joined;
    };

    void handle(ActorId actor, View& view, const client::WelcomeNotice& welcome);
    void handle(ActorId actor, View& view, const client::EventNotice& event);
    void complain(ActorId actor, const std::string& what);

    Court& court_;
    const Ledger& ledger_;
    KeyOf keyOf_;
    std::map<MemberId, Author> authors_; ///< all there ever were, as the log has it
    std::map<ActorId, View> views_;
};

} // namespace hubbub::sim
