// From when the store has answered until it is lifted or over, and whatever happens to the server: nothing is
// done for who is banned or muted that was not under way before; who is banned and in the room has to leave
// it. And nobody is refused for that who is not.
#pragma once

#include "server/core/store_port.h"
#include "tests/sim/court.h"
#include "tests/sim/restriction_book.h"
#include "tests/sim/witness.h"

#include <map>
#include <set>

namespace hubbub::sim {

class RestrictionsChecker final : public Witness {
public:
    using KeyOf = std::function<PublicKey(ActorId)>;

    RestrictionsChecker(Court& court, const Clock& clock, KeyOf keyOf)
        : court_(court),
          clock_(clock),
          keyOf_(std::move(keyOf)),
          book_(clock)
    {
    }

    // What may be done

    void handleProposed(const server::StoreRequest& request) override;
    void handleAnswered(const server::StoreReply& reply) override;
    void handleServerNotice(const server::ServerNotice& notice) override;
    void handleTornOff(Seq head) override;
    void handleOpened(const server::RestoredRoom& room) override;
    void handleWallJump(WallTime before, WallTime after) override { book_.handleWallJump(before, after); }
    std::optional<std::string> findUnmet() override;

    // What may be refused

    void handleAddress(ActorId actor, const PeerAddress& address) override;
    void handleStart(ActorId actor, unsigned run) override;
    void handleEntering(ActorId actor, const std::string& name) override;
    void handleSaid(const Said& said) override;
    void handleNotice(ActorId actor, const client::Notice& notice) override;

private:
    using Kind = chat::RestrictionKind;
    struct Person {
        std::set<IpAddress> addresses; ///< all it ever had
        Instant started;
        Instant asked; ///< to come in
        std::map<client::SubmissionId, Instant> said;
    };
    struct Present {
        PublicKey key;
        Seq joined;
    };

    void check(const server::Command& command);
    void checkEntry(const server::JoinCommand& join);
    void checkSpeech(const server::SayCommand& say);
    void handleCommitted(const server::Command& command, const server::FoldEffect& effect);
    void restricted(const server::RestrictCommand& command, Seq seq);
    bool isSilenced(const PublicKey& key) const;
    /// Who was never anywhere else, and asked after it was there: the server may know of another address than
    /// the last.
    bool isRestrictedByAddress(Kind kind, const PublicKey& key, std::optional<Instant> asked) const;
    const Person* onlyOneWith(const PublicKey& key) const;
    void checkReason(ActorId actor, chat::RefusalCode code, Instant from);

    Court& court_;
    Clock clock_;
    KeyOf keyOf_;
    RestrictionBook book_;
    std::map<server::ProposalId, server::Command> proposed_; ///< by this server
    std::set<Seq> committed_;                                ///< bans, mutes and what lifts them
    std::set<Seq> liftAsked_;             ///< of these: it may be done without anybody having heard of it
    std::map<Seq, Seq> lifted_;           ///< and the number of the lift
    std::map<MemberId, Present> present_; ///< as the log has it
    std::set<MemberId> leaving_;          ///< of which this server has proposed it
    std::set<MemberId> mustLeave_;        ///< banned, and no leave was proposed
    std::map<ActorId, Person> people_;
    std::map<std::string, Instant, std::less<>> said_; ///< all there ever was
};

} // namespace hubbub::sim
