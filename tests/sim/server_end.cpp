#include "tests/sim/server_end.h"

#include <algorithm>

namespace hubbub::sim {

namespace {

/// As server/room_server.cpp does.
constexpr std::size_t datagramsPerTurn = 1024;
constexpr std::size_t sendsPerTurn = 3000;
constexpr Duration blockedRetry = 1ms;
/// As server/store/store_thread.cpp does.
constexpr Duration storeIdleAfter = 1s;

} // namespace

class ServerEnd::Sink final : public DatagramSink {
public:
    explicit Sink(ServerEnd& server) : server_(server), room_(server.pace.socketRoom) {}
    bool ready() override { return room_ > 0; }
    MutableBytes buffer() override { return buffer_; }
    void commit(const Path& path, std::size_t bytes) override
    {
        if (room_ > 0)
            --room_;
        if (server_.doom_.survives())
            server_.world_.send(path.remote, ByteView(buffer_).first(bytes));
    }

private:
    ServerEnd& server_;
    std::size_t room_;
    ByteArray<limits::datagramBytes> buffer_{};
};

ServerEnd::ServerEnd(std::uint64_t seed, server::CoreSettings settings, std::unique_ptr<StoreEnd> store,
                     World world)
    : dice_(seed, 4),
      entropy_(seed * 31 + 4),
      identity_(crypto::KeyPair::draw(entropy_)),
      settings_(std::move(settings)),
      store_(std::move(store)),
      world_(std::move(world))
{
}

void ServerEnd::start(Instant now)
{
    CHECK(!isUp());
    doom_.lift();
    auto opened = store_->open(doom_);
    if (!opened) {
        // A room that lost everything has to be made anew, for which there is no room on a full disk. It is
        // started again in calm weather.
        const bool isFull = opened.error().context.find("disk is full") != std::string::npos;
        if (!store_->isCramped() || !isFull)
            world_.failed(opened.error().context);
        return;
    }
    server::RestoredRoom restored = std::move(*opened);
    world_.opened(restored, std::exchange(mayForget_, false));
    core_ = std::make_unique<server::ServerCore>(settings_, identity_, std::move(restored), now,
                                                 world_.wall(), entropy_);
    turnAt_ = now;
    storeAt_ = now + storeIdleAfter;
}

void ServerEnd::kill(Ending ending)
{
    if (!isUp())
        return;
    core_.reset();
    inbox_.clear();
    turnAt_.reset();
    timerAt_.reset();
    requests_.clear();
    replies_.clear();
    storeAt_.reset();
    doom_.lift();
    mayForget_ = mayForget_ || (ending == Ending::powerCut && store_->mayForget());
    store_->close(ending);
    world_.gone();
}

void ServerEnd::killAfter(std::uint64_t effects, Ending ending)
{
    if (!isUp())
        return;
    ending_ = ending;
    doom_.set(effects);
}

bool ServerEnd::stop(Instant now)
{
    if (!isUp())
        return true;
    if (!core_->isSettled() || !requests_.empty() || !replies_.empty())
        return false;
    turn(now);
    if (!isUp() || !core_->isSettled())
        return !isUp();
    Sink sink(*this);
    core_->stop("maintenance", std::vector<DatagramSink*>(core_->shards(), &sink));
    kill(Ending::clean);
    return true;
}

void ServerEnd::receive(Instant now, Datagram datagram)
{
    if (!isUp())
        return;
    inbox_.push_back(std::move(datagram));
    bringTurnForward(now + pace.turn);
}

std::optional<Instant> ServerEnd::deadline() const
{
    if (!isUp())
        return std::nullopt;
    std::optional<Instant> earliest = turnAt_;
    const auto consider = [&](std::optional<Instant> at) {
        if (at && (!earliest || *at < *earliest))
            earliest = at;
    };
    consider(storeAt_);
    if (!replies_.empty())
        consider(replies_.front().at);
    consider(timerAt_);
    return earliest;
}

void ServerEnd::act(Instant now)
{
    if (!isUp())
        return;
    if (storeAt_ && *storeAt_ <= now)
        work(now);
    buryIfDead();
    if (isUp())
        turn(now);
    buryIfDead();
}

bool ServerEnd::settle(Instant now)
{
    constexpr int turnsMost = 3;
    for (int i = 0; isUp() && i < turnsMost; ++i) {
        turn(now);
        buryIfDead();
        const auto due = isUp() ? core_->deadline() : std::nullopt;
        if (isUp() && !core_->wantsFlush() && inbox_.empty() && (!due || *due > now))
            return true;
    }
    return false;
}

void ServerEnd::command(Instant now,
                        const std::function<void(server::ServerCore&, server::ServerOutbox&)>& action)
{
    if (!isUp())
        return;
    server::ServerOutbox out;
    action(*core_, out);
    take(now, std::move(out));
    bringTurnForward(now);
    buryIfDead();
}

void ServerEnd::turn(Instant now)
{
    turnAt_.reset();
    Sink sink(*this);
    server::ServerOutbox out;
    if (const auto due = core_->deadline(); due && *due <= now)
        core_->handleDeadline(now, out);
    std::vector<Datagram> deferred;
    for (std::size_t i = 0; i < datagramsPerTurn && !inbox_.empty() && doom_.survives(); ++i) {
        Datagram datagram = std::move(inbox_.front());
        inbox_.pop_front();
        // A socket for each thread, and the kernel looks at the index as a rule; one thread has no such
        // detour.
        const Path from{{}, datagram.from, 0};
        const std::size_t shard = core_->shards() > 1 && dice_.below(8) > 0 && datagram.bytes.size() > 4
                                    ? datagram.bytes[4] % 64U % core_->shards()
                                    : dice_.below(core_->shards());
        if (core_->shards() == 1)
            core_->handleDatagram(now, from, datagram.bytes, sink, out);
        else if (!core_->receive(now, shard, from, datagram.bytes))
            deferred.push_back(std::move(datagram));
    }
    core_->handleReceived(now, sink, out);
    for (const Datagram& each : deferred) {
        if (doom_.survives())
            core_->handleDatagram(now, {{}, each.from, 0}, each.bytes, sink, out);
    }
    while (!replies_.empty() && replies_.front().at <= now && doom_.survives()) {
        core_->handleStoreReply(now, std::move(replies_.front().reply), out);
        replies_.pop_front();
    }
    server::SerialRunner runner;
    core_->finishTurn(now, world_.wall(), std::vector<DatagramSink*>(core_->shards(), &sink), sendsPerTurn,
                      runner, out);
    take(now, std::move(out));
    if (core_->wantsFlush() || !inbox_.empty())
        bringTurnForward(now + blockedRetry);
    timerAt_ = core_->deadline();
    if (timerAt_)
        timerAt_ = std::max(*timerAt_, now + 1ms); // hubbubd's timer counts milliseconds
}

/// The store's thread: done with one request, it begins the next.
void ServerEnd::work(Instant now)
{
    storeAt_.reset();
    if (!doom_.survives())
        return;
    std::optional<server::StoreReply> reply;
    if (requests_.empty()) {
        reply = store_->doIdleWork();
    } else {
        reply = store_->answer(requests_.front());
        requests_.pop_front();
    }
    if (doom_.hasStruck())
        return; // What became of it is seen when it is opened again.
    if (reply) {
        world_.answered(*reply);
        if (doom_.survives())
            replies_.push_back({now, std::move(*reply)});
    }
    storeAt_ =
        requests_.empty() ? now + storeIdleAfter : now + dice_.between(pace.leastStoring, pace.mostStoring);
}

void ServerEnd::take(Instant now, server::ServerOutbox out)
{
    for (server::StoreRequest& request : out.store) {
        if (!doom_.survives())
            return;
        world_.proposed(request);
        if (requests_.empty())
            storeAt_ = now + dice_.between(pace.leastStoring, pace.mostStoring);
        requests_.push_back(std::move(request));
    }
    for (const server::ServerNotice& notice : out.notices)
        world_.notice(notice);
}

void ServerEnd::buryIfDead()
{
    if (isUp() && doom_.hasStruck())
        kill(ending_);
}

void ServerEnd::bringTurnForward(Instant at)
{
    if (!turnAt_ || at < *turnAt_)
        turnAt_ = at;
}

} // namespace hubbub::sim
