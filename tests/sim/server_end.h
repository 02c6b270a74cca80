// The server's machine: the real core between the simulated network and a store that takes its time. It turns
// as hubbubd does, and can be killed between any two of its effects on the world.
#pragma once

#include "protocol/crypto/identity.h"
#include "server/core/server_core.h"
#include "tests/sim/dice.h"
#include "tests/sim/doom.h"
#include "tests/sim/network.h"
#include "tests/sim/store_end.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace hubbub::sim {

/// How the machine works.
struct ServerPace {
    /// From a datagram to the turn that takes it; what comes meanwhile is in the same turn.
    Duration turn{0};
    /// Datagrams that the socket takes in a turn.
    std::size_t socketRoom = 100'000;
    Duration leastStoring{0};
    Duration mostStoring{0};
};

class ServerEnd {
public:
    /// What the machine does to the world around it.
    struct World {
        std::function<void(const PeerAddress& to, ByteView)> send;
        std::function<void(const server::StoreRequest&)> proposed;
        std::function<void(const server::StoreReply&)> answered;
        std::function<void(const server::RestoredRoom&, bool mayForget)> opened;
        std::function<void(const server::ServerNotice&)> notice;
        std::function<void()> gone;
        std::function<void(const std::string&)> failed; ///< it does not start on what it finds
        std::function<WallTime()> wall;
    };
    static constexpr PeerAddress address() { return {serverIp(), 7788}; }

    ServerEnd(std::uint64_t seed, server::CoreSettings settings, std::unique_ptr<StoreEnd> store,
              World world);

    ServerPace pace;
    StoreEnd& store() { return *store_; }
    const PublicKey& key() const { return identity_.shared; }
    server::CoreSettings& settings() { return settings_; }

    bool isUp() const { return core_ != nullptr; }
    void start(Instant now);
    using Ending = StoreEnd::Ending;
    void kill(Ending ending);
    /// The same in the middle of its work, after so many more effects.
    void killAfter(std::uint64_t effects, Ending ending);
    /// As by SIGTERM, if the store has answered everything.
    bool stop(Instant now);

    void receive(Instant now, Datagram datagram);
    std::optional<Instant> deadline() const;
    /// Whatever is due.
    void act(Instant now);
    /// Does at once what a turn would do, and says whether nothing is left to do now.
    bool settle(Instant now);
    /// For what the operator does.
    void command(Instant now, const std::function<void(server::ServerCore&, server::ServerOutbox&)>& action);
    Doom& doom() { return doom_; }
    /// What it tells its operator.
    std::vector<std::pair<std::string, std::uint64_t>> figures(Instant now) const
    {
        return isUp() ? core_->stats(now) : decltype(core_->stats(now)){};
    }

private:
    struct UnderWay {
        Instant at;
        server::StoreReply reply;
    };
    class Sink;

    static constexpr IpAddress serverIp()
    {
        IpAddress ip;
        ip.bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1};
        return ip;
    }

    void turn(Instant now);
    void work(Instant now);
    void take(Instant now, server::ServerOutbox out);
    void buryIfDead();
    void bringTurnForward(Instant at);

    Dice dice_;
    test::SeededEntropy entropy_;
    crypto::KeyPair identity_;
    server::CoreSettings settings_;
    std::unique_ptr<StoreEnd> store_;
    World world_;
    Doom doom_;
    Ending ending_ = Ending::killed; ///< when doom strikes
    bool mayForget_ = false;

    std::unique_ptr<server::ServerCore> core_;
    std::deque<Datagram> inbox_;
    std::optional<Instant> turnAt_;
    std::optional<Instant> timerAt_; ///< armed at the end of a turn
    // The store's thread: requests wait until it is done with the one before.
    std::deque<server::StoreRequest> requests_;
    std::optional<Instant> storeAt_;
    std::deque<UnderWay> replies_;
};

} // namespace hubbub::sim
