// What each person is told of the room, held against the log: every event from the own join on, once, in
// order, as it stands in the log; nothing skipped in silence; a fork noticed when there was one, and only
// then.
#pragma once

#include "tests/sim/ledger.h"

#include <map>

namespace hubbub::sim {

class TimelineChecker final : public Witness {
public:
    TimelineChecker(Court& court, const Ledger& ledger) : court_(court), ledger_(ledger) {}

    void handleStart(ActorId actor, unsigned) override
    {
        views_[actor] = View{};
        views_[actor].startHead = ledger_.head();
    }
    void handleNotice(ActorId actor, const client::Notice& notice) override;
    void handleGone(ActorId actor) override { views_.erase(actor); }
    void handleTornOff(Seq head) override;
    std::optional<std::string> findUnmet() override;

private:
    struct View {
        bool isWelcome = false;
        Seq told; ///< the last event or gap; 0: none of this log
        /// What must be told begins here; known from the welcome on.
        Seq owedFrom;
        Seq welcomeHead; ///< of the last welcome
        /// Of the log, when the program began: what came ahead may be kept over the loss of a link.
        Seq startHead;
        bool mustFork = false; ///< what was told is no longer in the log
        bool mayFork = false;
        bool hasEnded = false;
    };

    void handle(ActorId actor, View& view, const client::WelcomeNotice& welcome);
    void handle(ActorId actor, View& view, const client::EventNotice& event);
    void handle(ActorId actor, View& view, const client::GapNotice& gap);
    void handle(ActorId actor, View& view, const client::LinkNotice& link);
    void complain(ActorId actor, const std::string& what);
    /// True if there is a visible event in [from, to).
    bool isAnythingBetween(Seq from, Seq to) const;
    std::string topicAt(Seq head) const;

    Court& court_;
    const Ledger& ledger_;
    std::map<ActorId, View> views_; ///< of running clients
};

} // namespace hubbub::sim
