// Who has confirmed a notice: everybody who was told that it is done is on the operator's list, whatever has
// happened to the server since, and nobody else is.
#pragma once

#include "tests/sim/ledger.h"

#include <functional>
#include <map>
#include <set>
#include <utility>

namespace hubbub::sim {

class ConfirmationsChecker final : public Witness {
public:
    using KeyOf = std::function<PublicKey(ActorId)>;

    ConfirmationsChecker(Court& court, const Ledger& ledger, KeyOf keyOf)
        : court_(court),
          ledger_(ledger),
          keyOf_(std::move(keyOf))
    {
    }

    void handleStored(const Stored& stored) override;
    void handleTornOff(Seq head) override;
    void handleStart(ActorId actor, unsigned) override { asked_[actor].clear(); }
    void handleConfirming(const Confirming& confirming) override;
    void handleNotice(ActorId actor, const client::Notice& notice) override;
    void handleConfirmations(Seq announcement, const Confirmations& list) override;

private:
    struct Asked {
        Seq announcement;
        unsigned tears = 0;
    };
    using Confirmed = std::pair<Seq, PublicKey>;

    void checkRemembered(Seq announcement);

    Court& court_;
    const Ledger& ledger_;
    KeyOf keyOf_;
    unsigned tears_ = 0;
    std::map<MemberId, PublicKey> keys_; ///< of all members there ever were
    std::map<MemberId, PublicKey> present_;
    std::set<Confirmed> wanted_; ///< by somebody with this key, ever
    std::set<Confirmed> done_;   ///< as they were told
    std::map<ActorId, std::map<client::SubmissionId, Asked>> asked_;
};

} // namespace hubbub::sim
