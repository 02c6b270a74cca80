#include "tests/sim/world.h"

#include "tests/sim/describe.h"
#include "tests/sim/memory_store_end.h"

#include <algorithm>
#include <utility>

namespace hubbub::sim {

namespace {

constexpr std::uint32_t restoredTail = 16'384;
/// More than ever happen at one instant.
constexpr std::uint64_t mostStepsAtOnce = 100'000;

std::unique_ptr<StoreEnd> storeOf(WorldSettings& settings)
{
    if (settings.store)
        return std::move(settings.store);
    return std::make_unique<MemoryStoreEnd>(settings.seed, StoreVices{}, restoredTail);
}

} // namespace

World::World(WorldSettings settings)
    : seed_(settings.seed),
      weather_(settings.weather),
      trace_(settings.traceLines),
      ledger_(
          court_, settings.core.keepEvents > 0 ? std::optional(settings.core.keptAlways) : std::nullopt,
          [this](const Stored& stored) {
              if (trace_.isOn())
                  note("log: " + std::to_string(stored.seq.value) + " " + describe(stored.record));
              tellAll([&](Witness& each) { each.handleStored(stored); });
          },
          [this](Seq head) {
              note("log: torn off behind " + std::to_string(head.value));
              tellAll([&](Witness& each) { each.handleTornOff(head); });
          }),
      network_(settings.seed)
{
    auto store = storeOf(settings);
    server_ = std::make_unique<ServerEnd>(seed_, std::move(settings.core), std::move(store), serverWorld());
    server_->pace = settings.pace;
    server_->start(now_);
}

World::~World() = default;

ServerEnd::World World::serverWorld()
{
    ServerEnd::World world;
    world.send = [this](const PeerAddress& to, ByteView bytes) { sendFromServer(to, bytes); };
    world.proposed = [this](const server::StoreRequest& request) {
        ++effects_;
        if (trace_.isOn())
            note("store: " + describe(request));
        ledger_.handleProposed(request);
        tellAll([&](Witness& each) { each.handleProposed(request); });
    };
    world.answered = [this](const server::StoreReply& reply) {
        if (trace_.isOn())
            note("store: " + describe(reply));
        ledger_.handleAnswered(reply);
        tellAll([&](Witness& each) { each.handleAnswered(reply); });
    };
    world.opened = [this](const server::RestoredRoom& room, bool mayForget) {
        seenByServer_.forget();
        note("server: started at " + std::to_string(room.state.head.value));
        ledger_.handleOpened(server_->store().contents(), room, mayForget);
        tellAll([&](Witness& each) { each.handleOpened(room); });
        tellAll([](Witness& each) { each.handleServerStart(); });
    };
    world.notice = [this](const server::ServerNotice& notice) {
        if (const auto* log = std::get_if<server::LogNotice>(&notice))
            note("server: " + log->text);
        tellAll([&](Witness& each) { each.handleServerNotice(notice); });
    };
    world.gone = [this] {
        note("server: gone");
        tellAll([](Witness& each) { each.handleServerGone(); });
    };
    world.failed = [this](const std::string& why) { court_.complain("the server does not start: " + why); };
    world.wall = [this] { return wall(); };
    return world;
}

ClientEnd::World World::clientWorld(ActorId id)
{
    ClientEnd::World world;
    const auto noteOf = [this, id](const std::string& text) {
        note("client " + std::to_string(id.value) + ": " + text);
    };
    world.send = [this, id](const PeerAddress& to, ByteView bytes) {
        sendFromClient(*clients_[id.value], to, bytes);
    };
    world.journaled = [this, id, noteOf](const client::JournalEntry& entry) {
        ++effects_;
        if (trace_.isOn())
            noteOf("journal: " + describe(entry));
        tellAll([&](Witness& each) { each.handleJournal(id, entry); });
    };
    world.journalTorn = [this, id, noteOf] {
        noteOf("power cut");
        tellAll([&](Witness& each) { each.handleJournalTorn(id); });
    };
    world.notice = [this, id, noteOf](const client::Notice& notice) {
        ++effects_;
        if (trace_.isOn())
            noteOf(describe(notice));
        tellAll([&](Witness& each) { each.handleNotice(id, notice); });
    };
    world.said = [this, noteOf](const Said& said) {
        if (trace_.isOn())
            noteOf("says " + std::to_string(said.submission.value) + " " + shortened(said.text));
        tellAll([&](Witness& each) { each.handleSaid(said); });
    };
    world.lookedBack = [this, noteOf](const LookedBack& asked) {
        if (trace_.isOn())
            noteOf("looks back " + std::to_string(asked.submission.value) + ' ' + asked.query.value_or(""));
        tellAll([&](Witness& each) { each.handleLookedBack(asked); });
    };
    world.leaving = [this, noteOf](const Leaving& leaving) {
        noteOf("leaves " + leaving.reason);
        tellAll([&](Witness& each) { each.handleLeaving(leaving); });
    };
    world.away = [this, noteOf](const SaidAway& away) {
        noteOf(away.isAway ? "is away" : "is back");
        tellAll([&](Witness& each) { each.handleAway(away); });
    };
    world.confirming = [this, noteOf](const Confirming& confirming) {
        noteOf("confirms " + std::to_string(confirming.announcement.value));
        tellAll([&](Witness& each) { each.handleConfirming(confirming); });
    };
    world.entering = [this, id](const std::string& name) {
        tellAll([&](Witness& each) { each.handleEntering(id, name); });
    };
    world.started = [this, id, noteOf] {
        seenByClients_[id].forget();
        noteOf("started");
        tellAll([&](Witness& each) { each.handleStart(id, clients_[id.value]->run()); });
    };
    world.gone = [this, id, noteOf] {
        noteOf("gone");
        tellAll([&](Witness& each) { each.handleGone(id); });
    };
    return world;
}

ClientEnd& World::addClient(ClientTraits traits)
{
    const ActorId id{static_cast<std::uint32_t>(clients_.size())};
    clients_.push_back(
        std::make_unique<ClientEnd>(id, seed_, std::move(traits), server_->key(), clientWorld(id)));
    ClientEnd& client = *clients_.back();
    client.address = drawAddress();
    tellAll([&](Witness& each) { each.handleAddress(id, client.address); });
    client.up.weather = client.down.weather = weather_;
    return client;
}

ClientEnd& World::enter(const std::string& name)
{
    ClientEnd& client = addClient({name, static_cast<std::uint32_t>(clients_.size() + 1), true, false});
    start(client);
    return client;
}

void World::start(ClientEnd& client)
{
    client.start(now_, ServerEnd::address());
}

void World::announce(const std::string& text, bool asksToConfirm)
{
    constexpr ActorId console{0xffff'ffff};
    note("console: announces " + text);
    tellAll([&](Witness& each) { each.handleSaid(Said{console, 0, {}, text, true}); });
    server_->command(now_, [&](server::ServerCore& core, server::ServerOutbox& out) {
        (void)core.announce(now_, text, asksToConfirm, out);
    });
}

void World::listConfirmations()
{
    server_->command(now_, [&](server::ServerCore& core, server::ServerOutbox&) {
        for (Seq seq{1}; seq <= ledger_.head(); seq = next(seq)) {
            const chat::Event* const event = ledger_.event(seq);
            const auto* const asks =
                event != nullptr ? std::get_if<chat::Announcement>(&event->what) : nullptr;
            if (asks != nullptr && asks->asksToConfirm)
                tellAll([&](Witness& each) { each.handleConfirmations(seq, core.confirmations(seq)); });
        }
    });
}

void World::setWeather(const Weather& weather)
{
    weather_ = weather;
    for (const auto& client : clients_) {
        client->up = Way{weather};
        client->down = Way{weather};
    }
}

void World::moveTo(ClientEnd& client, const PeerAddress& address)
{
    note("client " + std::to_string(client.id.value) + ": moves to " + address.text());
    wasClients_.insert(client.address);
    client.address = address;
    tellAll([&](Witness& each) { each.handleAddress(client.id, address); });
}

PeerAddress World::drawAddress()
{
    return {IpAddress::v4(0x0a000001U + addressesDrawn_++), 40'000};
}

std::optional<std::string> World::findUnmet()
{
    for (const auto& witness : witnesses_) {
        if (auto unmet = witness->findUnmet())
            return unmet;
    }
    return std::nullopt;
}

void World::end()
{
    for (const auto& client : clients_) {
        if (client->isUp())
            tellAll([&](Witness& each) { each.handleScreen(client->id, client->members()); });
    }
}

WallTime World::wall() const
{
    return {wallOffset_
            + std::chrono::duration_cast<std::chrono::milliseconds>(now_.time_since_epoch()).count()};
}

void World::jumpWall(std::int64_t milliseconds)
{
    const WallTime before = wall();
    wallOffset_ += milliseconds;
    tellAll([&](Witness& each) { each.handleWallJump(before, wall()); });
}

void World::run(Duration duration)
{
    const Instant end = now_ + duration;
    while (!court_.complaint() && step(end)) {
    }
}

bool World::step(Instant end)
{
    // Of what happens at the same instant: the script, what arrives, the clients in their order, the server.
    std::optional<Instant> at = network_.nextArrival();
    const auto consider = [&](std::optional<Instant> instant) {
        if (instant && (!at || *instant < *at))
            at = instant;
    };
    if (!script_.empty())
        consider(script_.begin()->first);
    ClientEnd* due = nullptr;
    std::optional<Instant> dueAt;
    for (const auto& client : clients_) {
        const auto deadline = client->deadline();
        if (deadline && (!dueAt || *deadline < *dueAt)) {
            dueAt = deadline;
            due = client.get();
        }
    }
    consider(dueAt);
    consider(server_->deadline());
    if (!at || *at > end) {
        now_ = std::max(now_, end);
        return false;
    }
    if (*at > now_) {
        now_ = *at;
        stepsSince_ = 0;
    }
    ++steps_;
    if (++stepsSince_ > mostStepsAtOnce)
        court_.complain("time stands still: somebody's deadline is over and stays so");
    if (!script_.empty() && script_.begin()->first <= now_) {
        const auto action = std::move(script_.begin()->second);
        script_.erase(script_.begin());
        action();
    } else if (const auto arrival = network_.nextArrival(); arrival && *arrival <= now_) {
        deliver(network_.take());
    } else if (dueAt && *dueAt <= now_) {
        due->act(now_);
    } else {
        server_->act(now_);
    }
    return true;
}

} // namespace hubbub::sim
