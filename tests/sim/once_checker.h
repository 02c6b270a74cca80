// Exactly once, and each in its own order: what a person says comes into the log at most once, as said and in
// that person's name, and never before something that the same person said earlier.
#pragma once

#include "tests/sim/court.h"
#include "tests/sim/witness.h"

#include <functional>
#include <map>
#include <string>

namespace hubbub::sim {

class OnceChecker final : public Witness {
public:
    /// `isClient`: the key is that of somebody who means well.
    OnceChecker(Court& court, std::function<bool(const PublicKey&)> isClient)
        : court_(court),
          isClient_(std::move(isClient))
    {
    }

    void handleSaid(const Said& said) override;
    void handleStored(const Stored& stored) override;
    void handleTornOff(Seq head) override;

private:
    struct Text {
        ActorId actor;
        unsigned run = 0;
        std::uint64_t order = 0; ///< among all that were ever said
        bool isAnnouncement = false;
        Seq seq; ///< in the log; 0: it is not
    };

    void checkOrder(const Text& text, Seq seq);

    Court& court_;
    std::function<bool(const PublicKey&)> isClient_;
    std::uint64_t lastOrder_ = 0;
    std::map<std::string, Text, std::less<>> texts_;
    /// By actor: the texts that are in the log, in the order of the log.
    std::map<ActorId, std::map<Seq, std::uint64_t>> stored_;
};

} // namespace hubbub::sim
