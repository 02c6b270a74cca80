// Nothing grows without bound: what the server has handed to its store and not been answered, and the figures
// that it tells its operator.
#pragma once

#include "server/core/limits.h"
#include "tests/sim/court.h"
#include "tests/sim/server_end.h"
#include "tests/sim/witness.h"

namespace hubbub::sim {

class BoundsChecker final : public Witness {
public:
    BoundsChecker(Court& court, ServerEnd& server, std::size_t people)
        : court_(court),
          server_(server),
          people_(people)
    {
    }

    void handleServerStart() override { turns_ = queries_ = 0; }
    void handleProposed(const server::StoreRequest& request) override
    {
        if (const auto* append = std::get_if<server::AppendRequest>(&request)) {
            check("turns under way", ++turns_, limits::turnsUnderWay);
            check("proposals in a turn", append->proposals.size(), limits::proposalsPerTurn);
        } else {
            // Reads of blocks have a bound of their own.
            check("queries", ++queries_, limits::queriesUnderWay + limits::blocksUnderWay);
        }
    }
    void handleAnswered(const server::StoreReply& reply) override
    {
        const auto* const append = std::get_if<server::AppendReply>(&reply);
        if (append == nullptr)
            --queries_;
        else if (append->endsTurn)
            --turns_;
    }
    /// Now and then: making the figures takes longer than most turns.
    void handleToServer(Instant now, const PeerAddress&, ByteView) override
    {
        constexpr unsigned every = 64;
        if (++datagrams_ % every != 0)
            return;
        for (const auto& [name, value] : server_.figures(now)) {
            if (name == "sessions")
                check("sessions", value, 2 * people_ + limits::visitors);
            else if (name == "handshakes.half-open")
                check("half-open handshakes", value, halfOpenMost);
            else if (name == "store.proposals")
                check("proposals", value,
                      limits::waitingProposals + limits::turnsUnderWay * limits::proposalsPerTurn + people_);
            else if (name == "joins.waiting")
                check("joins", value, limits::joinsUnderWay);
        }
    }

private:
    static constexpr std::size_t halfOpenMost = 4096;

    void check(const char* what, std::uint64_t value, std::uint64_t most)
    {
        if (value > most)
            court_.complain(std::string("too many ") + what + ": " + std::to_string(value));
    }

    Court& court_;
    ServerEnd& server_;
    std::size_t people_;
    std::uint64_t turns_ = 0;
    std::uint64_t queries_ = 0;
    std::uint64_t datagrams_ = 0;
};

} // namespace hubbub::sim
