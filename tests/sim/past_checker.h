// What people are told of the past is what the log holds: pages without a gap, searches with nothing missing
// and nothing extra.
#pragma once

#include "tests/sim/ledger.h"

#include <map>
#include <set>

namespace hubbub::sim {

class PastChecker final : public Witness {
public:
    PastChecker(Court& court, const Ledger& ledger) : court_(court), ledger_(ledger) {}

    void handleStart(ActorId actor, unsigned run) override;
    void handleLookedBack(const LookedBack& lookedBack) override;
    void handleTornOff(Seq head) override;
    void handleProposed(const server::StoreRequest& request) override;
    void handleNotice(ActorId actor, const client::Notice& notice) override;

private:
    struct Asked {
        std::optional<std::string> query; ///< nothing: a page
        chat::HistoryAnchor anchor;
        std::optional<Seq> before;
        Seq told;      ///< what the person had been told by then, the server had published
        Seq firstKept; ///< by then; more may have gone until it was answered
    };
    struct View {
        Seq told;
        std::map<client::SubmissionId, Asked> asked;
    };
    void handle(ActorId actor, const client::PageNotice& notice);
    void handle(ActorId actor, const client::FoundNotice& notice);
    /// It begins or ends where it was asked for, and there is more if there is.
    void checkPlace(ActorId actor, const chat::PageReply& page, const Asked& asked);
    /// Each is in the log as it was told, was not gone when it was asked for, and has no text of which this
    /// person was told that it is removed.
    bool areInLog(ActorId actor, const std::vector<chat::PageEntry>& events, Seq firstKept);
    void complain(ActorId actor, const std::string& what)
    {
        court_.complain("client " + std::to_string(actor.value) + ' ' + what);
    }

    Court& court_;
    const Ledger& ledger_;
    std::map<ActorId, View> views_;
    std::set<Seq>
        removing_; ///< what the store was asked to remove; a search may see it gone before anybody is told
    /// What a power cut takes is told until everybody has noticed.
    bool isTorn_ = false;
};

} // namespace hubbub::sim
