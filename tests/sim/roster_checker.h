// Who is away: in the end all screens show the same of everybody, and what each person has said last. Nobody
// is shown as an admin who is none, nor is it told whether somebody is muted.
#pragma once

#include "tests/sim/court.h"
#include "tests/sim/witness.h"

#include <functional>
#include <map>
#include <optional>

namespace hubbub::sim {

class RosterChecker final : public Witness {
public:
    using KeyOf = std::function<PublicKey(ActorId)>;

    /// `mayBeSilenced`: who is muted may not say why it is away, nor say it again to a server started anew.
    RosterChecker(Court& court, KeyOf keyOf, bool mayBeSilenced)
        : court_(court),
          keyOf_(std::move(keyOf)),
          mayBeSilenced_(mayBeSilenced)
    {
    }

    void handleStart(ActorId actor, unsigned) override
    {
        people_[actor] = {};
        keys_.insert_or_assign(actor, keyOf_(actor));
    }
    void handleGone(ActorId actor) override { people_.erase(actor); }
    void handleAway(const SaidAway& away) override;
    void handleNotice(ActorId actor, const client::Notice& notice) override;
    void handleScreen(ActorId actor, const std::vector<chat::RosterEntry>& members) override;

private:
    struct Person {
        MemberId member;
        std::map<client::SubmissionId, bool> asked;   ///< and not answered yet
        std::optional<client::SubmissionId> answered; ///< the last of them
        std::optional<bool> isAway; ///< as it was told that it is done; nothing: it is not known
    };

    bool hasTwin(ActorId actor) const;
    void handle(Person& person, const client::WelcomeNotice& welcome);
    void settle(Person& person, client::SubmissionId submission, bool isDone);

    Court& court_;
    KeyOf keyOf_;
    bool mayBeSilenced_;
    std::map<ActorId, PublicKey> keys_; ///< of all there ever were
    std::map<ActorId, Person> people_;  ///< whose programs run
    std::map<MemberId, bool> shown_;    ///< on the screens seen before
};

} // namespace hubbub::sim
