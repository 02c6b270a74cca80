// What each person is told of the own texts: one result each, in the end; nothing shown as sent that is not
// in the log, nothing refused that is; sent before the own event; and a number given to one text only.
#pragma once

#include "tests/sim/checkers.h"
#include "tests/sim/ledger.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace hubbub::sim {

class ResultsChecker final : public Witness {
public:
    /// Who is removed has no say any more.
    ResultsChecker(Court& court, const Ledger& ledger, const Expected& expected)
        : court_(court),
          ledger_(ledger),
          expected_(expected)
    {
    }

    void handleStart(ActorId actor, unsigned run) override;
    void handleSaid(const Said& said) override;
    void handleJournal(ActorId actor, const client::JournalEntry& entry) override;
    void handleJournalTorn(ActorId actor) override;
    void handleNotice(ActorId actor, const client::Notice& notice) override;
    void handleGone(ActorId actor) override;
    void handleStored(const Stored& stored) override;
    void handleTornOff(Seq head) override;
    std::optional<std::string> findUnmet() override;

private:
    struct Text {
        std::string text;
        Seq sent; ///< as this event
        bool isRefused = false;
    };
    struct Run {
        bool isUp = false;
        std::map<client::SubmissionId, Text> texts;
        // The journal, over all runs.
        std::map<SubmissionNumber, std::string> unsettled;
        std::map<SubmissionNumber, std::string> numbered; ///< ever, under this outbox
        /// Left by earlier runs.
        std::vector<std::string> inherited;
        std::size_t inheritedRefusals = 0;
    };

    void handle(ActorId actor, Run& run, const client::SentNotice& sent);
    void handle(ActorId actor, Run& run, const client::RefusedNotice& refused);
    void handle(ActorId actor, Run& run, const client::EventNotice& event);
    void complain(ActorId actor, const std::string& what);

    Court& court_;
    const Ledger& ledger_;
    Expected expected_;
    std::map<ActorId, Run> runs_;
    std::map<std::string, Seq, std::less<>> stored_;
    std::set<std::string, std::less<>> refused_;
};

} // namespace hubbub::sim
