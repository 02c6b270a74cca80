// A whole room in one process and in virtual time: the real server core, a store, real client engines, and
// the network between them. What happens next is decided by a seed and by whoever holds the script; what is
// seen of it is told to the witnesses.
#pragma once

#include "tests/sim/client_end.h"
#include "tests/sim/court.h"
#include "tests/sim/ledger.h"
#include "tests/sim/network.h"
#include "tests/sim/replay_watch.h"
#include "tests/sim/server_end.h"
#include "tests/sim/trace.h"
#include "tests/sim/witness.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace hubbub::sim {

struct WorldSettings {
    std::uint64_t seed = 1;
    server::CoreSettings core = {};
    ServerPace pace = {};
    std::unique_ptr<StoreEnd> store = nullptr; ///< nothing: one in memory, without vices
    std::size_t traceLines = 0;
    /// Of all ways, until told otherwise.
    Weather weather = {};
};

class World {
public:
    explicit World(WorldSettings settings);
    ~World();

    // Who is there

    ServerEnd& server() { return *server_; }
    /// Not started yet.
    ClientEnd& addClient(ClientTraits traits);
    ClientEnd& client(ActorId id) { return *clients_[id.value]; }
    const std::vector<std::unique_ptr<ClientEnd>>& clients() const { return clients_; }
    /// Comes in under this name, with a profile of its own.
    ClientEnd& enter(const std::string& name);
    void start(ClientEnd& client);
    void setWeather(const Weather& weather);
    void moveTo(ClientEnd& client, const PeerAddress& address);
    /// Fresh ones, which nobody had before.
    PeerAddress drawAddress();

    /// By the operator.
    void announce(const std::string& text, bool asksToConfirm = false);
    /// So too: of each notice that asks for it.
    void listConfirmations();

    // Who has no business here

    /// Arrives after this time, whatever the weather.
    void inject(Duration after, const PeerAddress& from, const PeerAddress& to, Bytes bytes);
    /// Hears what is sent to this address, where no client is.
    void listen(const PeerAddress& address, std::function<void(ByteView)> heard)
    {
        listeners_[address] = std::move(heard);
    }
    /// The last datagrams that anybody sent.
    const std::deque<Datagram>& overheard() const { return overheard_; }
    /// Some of those before, from long ago to lately.
    const std::deque<Datagram>& archive() const { return archive_; }
    bool isInvented(const PeerAddress& address)
    {
        return clientAt(address) == nullptr && !listeners_.contains(address)
            && !wasClients_.contains(address);
    }

    // Who watches

    void add(std::unique_ptr<Witness> witness) { witnesses_.push_back(std::move(witness)); }
    Court& court() { return court_; }
    const Ledger& ledger() const { return ledger_; }
    const Trace& trace() const { return trace_; }
    std::uint64_t steps() const { return steps_; }
    std::uint64_t datagrams() const { return datagrams_; }
    /// What somebody is still owed, if anything.
    std::optional<std::string> findUnmet();
    void end();

    // Time

    Instant now() const { return now_; }
    WallTime wall() const;
    void jumpWall(std::int64_t milliseconds);
    void at(Instant when, std::function<void()> action) { script_.emplace(when, std::move(action)); }
    /// Stops early at a complaint.
    void run(Duration duration);
    template <class Condition>
    bool runUntil(Condition condition, Duration most)
    {
        const Instant end = now_ + most;
        while (!condition()) {
            if (court_.complaint() || !step(end))
                return condition();
        }
        return true;
    }
    void note(const std::string& text) { trace_.note(now_, steps_, text); }

private:
    /// The next thing that happens, if it does so by `end`; else time goes on to then, and false.
    bool step(Instant end);
    void sendFromServer(const PeerAddress& to, ByteView bytes);
    void sendFromClient(ClientEnd& client, const PeerAddress& to, ByteView bytes);
    void deliver(Datagram datagram);
    void deliverToServer(Datagram datagram);
    void deliverTo(ClientEnd& client, const Datagram& datagram);
    ClientEnd* clientAt(const PeerAddress& address);
    template <class Tell>
    void tellAll(Tell tell)
    {
        for (const auto& witness : witnesses_)
            tell(*witness);
    }
    ServerEnd::World serverWorld();
    ClientEnd::World clientWorld(ActorId id);

    std::uint64_t seed_;
    Instant now_{1h};
    std::int64_t wallOffset_ = 1'700'000'000'000;
    std::uint64_t steps_ = 0;
    std::uint64_t stepsSince_ = 0; ///< time went on
    std::uint64_t datagrams_ = 0;
    std::uint32_t addressesDrawn_ = 0;
    Weather weather_;
    Trace trace_;
    Court court_;
    std::vector<std::unique_ptr<Witness>> witnesses_;
    Ledger ledger_;
    Network network_;
    std::multimap<Instant, std::function<void()>> script_;
    std::unique_ptr<ServerEnd> server_;
    std::vector<std::unique_ptr<ClientEnd>> clients_;
    ReplayWatch seenByServer_;
    std::map<ActorId, ReplayWatch> seenByClients_;
    /// Counts what ends do to the world: a replayed datagram must not make them do anything.
    std::uint64_t effects_ = 0;
    void overhear(const PeerAddress& from, const PeerAddress& to, ByteView bytes);
    std::deque<Datagram> overheard_;
    std::deque<Datagram> archive_;
    std::map<PeerAddress, std::function<void(ByteView)>> listeners_;
    std::set<PeerAddress> wasClients_;
    Way nowhere_; ///< to addresses where nobody is
};

} // namespace hubbub::sim
