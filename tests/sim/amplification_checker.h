// Nobody can be hit by way of the server: what goes to an address that has not shown that it is there is no
// longer than what it answers, or, where a session may have moved to, at most three times what came from
// there.
#pragma once

#include "tests/sim/court.h"
#include "tests/sim/witness.h"

#include <functional>
#include <map>
#include <set>

namespace hubbub::sim {

class AmplificationChecker final : public Witness {
public:
    /// `isInvented`: nobody hears what is sent there.
    AmplificationChecker(Court& court, std::function<bool(const PeerAddress&)> isInvented)
        : court_(court),
          isInvented_(std::move(isInvented))
    {
    }

    void handleServerStart() override { peers_.clear(); }
    void handleToServer(Instant, const PeerAddress& from, ByteView bytes) override
    {
        Peer& peer = peers_[from];
        peer.received += bytes.size();
        peer.questions.insert(bytes.size());
        // Whoever sends after having been sent something has perhaps read it.
        peer.isThere = peer.isThere || (peer.sent > 0 && !isInvented_(from));
    }
    void handleFromServer(Instant, const PeerAddress& to, ByteView bytes) override
    {
        Peer& peer = peers_[to];
        peer.sent += bytes.size();
        if (peer.isThere)
            return;
        // Each question has one answer at most, and none that is longer.
        const auto question = peer.questions.lower_bound(bytes.size());
        if (question != peer.questions.end()) {
            peer.questions.erase(question);
            return;
        }
        constexpr Byte sealed = 4;
        constexpr std::size_t most = 3;
        const bool isChallenge = bytes[0] == sealed && peer.sent <= most * peer.received;
        if (!isChallenge) {
            court_.complain("the server sends " + std::to_string(bytes.size()) + " bytes to " + to.text()
                            + ", which has not shown that it is there");
        }
    }

private:
    struct Peer {
        std::size_t received = 0;
        std::multiset<std::size_t> questions; ///< sizes of what came and was not answered
        std::size_t sent = 0;
        bool isThere = false;
    };

    Court& court_;
    std::function<bool(const PeerAddress&)> isInvented_;
    std::map<PeerAddress, Peer> peers_;
};

} // namespace hubbub::sim
