#include "server/room_server.h"

#include "server/process_memory.h"

#include <QMetaObject>

#include <algorithm>
#include <chrono>

namespace hubbub::server {

namespace {

/// Datagrams taken in one turn: enough to gather a burst, few enough that answers do not wait (DESIGN:
/// 1,024).
constexpr std::size_t datagramsPerTurn = 1024;
/// Datagrams sent before the sockets are looked at again: about 5 ms at 1.6 µs each.
constexpr std::size_t sendsPerTurn = 3000;
/// Datagrams of one turn that are worth waking other threads for: some tens of microseconds of work.
constexpr std::size_t busyTurn = 64;
/// Large rooms wait a millisecond for so many members before they look at their sockets again: ten thousand,
/// whom a round of fan-out takes twenty, send a keep-alive each four seconds, and waking up for each takes
/// longer than answering it.
constexpr std::size_t membersPerPause = 2'500;
/// When the kernel is out of buffers the socket stays writable; trying at once would only spin.
constexpr auto blockedRetry = std::chrono::milliseconds{1};
/// How long a clean stop waits for the store, and for room in the sockets to tell everyone.
constexpr auto stopPatience = std::chrono::seconds{5};

Instant readClock()
{
    return Instant{std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch())};
}

WallTime readWallClock()
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

/// Each thread also sends what it has put together.
class SendingRunner final : public ShardRunner {
public:
    SendingRunner(Workers& workers, std::function<void(std::size_t)> send)
        : workers_(workers),
          send_(std::move(send))
    {
    }

    void run(std::size_t shards, const std::function<void(std::size_t)>& work) override
    {
        workers_.run(shards, [&](std::size_t shard) {
            work(shard);
            send_(shard);
        });
    }

private:
    Workers& workers_;
    std::function<void(std::size_t shard)> send_;
};

} // namespace

Result<RoomServer::Ports, Failure> RoomServer::bindAll(const std::vector<PeerAddress>& listen,
                                                       std::size_t threads)
{
    Ports ports;
    for (std::size_t i = 0; i < listen.size(); ++i) {
        auto group = UdpPort::bindGroup(listen[i], static_cast<std::uint8_t>(i), threads);
        if (!group)
            return Unexpected(group.error());
        ports.resize(group->size());
        for (std::size_t thread = 0; thread < group->size(); ++thread)
            ports[thread].push_back(std::move((*group)[thread]));
    }
    return ports;
}

std::vector<RoomServer::Lane> RoomServer::lanesOf(Ports ports)
{
    std::vector<Lane> lanes(ports.size());
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        lanes[i].ports = std::move(ports[i]);
        lanes[i].sink = std::make_unique<BatchSink>(lanes[i].ports);
    }
    return lanes;
}

RoomServer::RoomServer(CoreSettings settings, const crypto::KeyPair& identity, Ports ports,
                       SqliteStore::Opened opened, Entropy& entropy)
    : entropy_(entropy),
      lanes_(lanesOf(std::move(ports))),
      core_((settings.threads = lanes_.size(), std::move(settings)), identity, std::move(opened.restored),
            readClock(), readWallClock(), entropy_),
      workers_(lanes_.size())
{
    for (const Lane& lane : lanes_) {
        sinks_.push_back(lane.sink.get());
        for (const auto& port : lane.ports) {
            auto readable = std::make_unique<QSocketNotifier>(port->descriptor(), QSocketNotifier::Read);
            connect(readable.get(), &QSocketNotifier::activated, this, &RoomServer::takeDatagrams);
            readable_.push_back(std::move(readable));
            auto writable = std::make_unique<QSocketNotifier>(port->descriptor(), QSocketNotifier::Write);
            writable->setEnabled(false);
            connect(writable.get(), &QSocketNotifier::activated, this, [this] { finishTurn(readClock()); });
            writable_.push_back(std::move(writable));
        }
    }
    core_.setMoreFigures([this](Figures& figures) {
        figures.emplace_back("handshakes.waiting", handshakes_.size());
        figures.emplace_back("memory.resident", residentBytes());
    });
    deadline_.setSingleShot(true);
    deadline_.setTimerType(Qt::PreciseTimer);
    connect(&deadline_, &QTimer::timeout, this, [this] {
        const Instant now = readClock();
        core_.handleDeadline(now, outbox_);
        finishTurn(now);
    });
    anotherTurn_.setSingleShot(true);
    connect(&anotherTurn_, &QTimer::timeout, this, &RoomServer::takeDatagrams);
    store_ = std::make_unique<StoreThread>(std::move(opened.store), [this] {
        QMetaObject::invokeMethod(this, &RoomServer::takeReplies, Qt::QueuedConnection);
    });
    armTimers(readClock());
}

RoomServer::~RoomServer() = default;

std::vector<PeerAddress> RoomServer::addresses() const
{
    std::vector<PeerAddress> addresses;
    for (const auto& port : lanes_.front().ports)
        addresses.push_back(port->localAddress());
    return addresses;
}

Figures RoomServer::figures() const
{
    return core_.stats(readClock());
}

void RoomServer::act(const std::function<void(Instant, ServerOutbox&)>& action)
{
    const Instant now = readClock();
    action(now, outbox_);
    finishTurn(now);
}

void RoomServer::takeDatagrams()
{
    if (std::exchange(isResting_, false) && !stopping_)
        setReading(true);
    const Instant now = readClock();
    handshakes_.beginTurn(now);
    while (const auto waiting = handshakes_.take())
        handleHandshake(now, waiting->from, waiting->datagram);
    if (!stopping_ && lanes_.size() == 1)
        receiveAlone(now);
    else if (!stopping_)
        receiveShared(now);
    finishTurn(now);
    rest();
}

/// Leaves the sockets alone for a moment, so that what comes meanwhile is in one turn.
void RoomServer::rest()
{
    const auto pause = std::chrono::milliseconds{core_.memberCount() / membersPerPause};
    if (stopping_ || pause == pause.zero() || anotherTurn_.isActive())
        return;
    isResting_ = true;
    setReading(false);
    anotherTurn_.start(pause);
}

void RoomServer::setReading(bool isOn)
{
    for (const auto& notifier : readable_)
        notifier->setEnabled(isOn);
}

void RoomServer::receiveAlone(Instant now)
{
    for (const auto& port : lanes_.front().ports)
        port->receive(datagramsPerTurn,
                      [&](const Path& from, ByteView datagram) { handle(now, from, datagram); });
}

/// Each thread opens what has come for it, if that is so much that waking them takes no longer.
void RoomServer::receiveShared(Instant now)
{
    SerialRunner alone;
    ShardRunner& runner = isBusy_ ? static_cast<ShardRunner&>(workers_) : alone;
    runner.run(lanes_.size(),
               [&](std::size_t shard) { receiveFor(now, shard, datagramsPerTurn / lanes_.size()); });
    std::size_t received = 0;
    for (const Lane& lane : lanes_)
        received += lane.received;
    isBusy_ = received >= busyTurn;
    core_.handleReceived(now, firstSink(), outbox_);
    for (Lane& lane : lanes_) {
        for (const Deferred& each : lane.deferred)
            handle(now, each.from, each.bytes);
        lane.deferred.clear();
    }
}

void RoomServer::receiveFor(Instant now, std::size_t shard, std::size_t most)
{
    Lane& lane = lanes_[shard];
    lane.received = 0;
    for (const auto& port : lane.ports)
        lane.received += port->receive(most, [&](const Path& from, ByteView datagram) {
            if (!core_.receive(now, shard, from, datagram))
                lane.deferred.push_back({from, copyOf(datagram)});
        });
}

void RoomServer::handle(Instant now, const Path& from, ByteView datagram)
{
    if (!ServerCore::mayCostCurves(datagram))
        core_.handleDatagram(now, from, datagram, firstSink(), outbox_);
    else if (handshakes_.mayGoAhead())
        handleHandshake(now, from, datagram);
    else if (!handshakes_.add(from, datagram))
        core_.countDropped(DropReason::halfOpenFull);
}

void RoomServer::handleHandshake(Instant now, const Path& from, ByteView datagram)
{
    const Instant before = readClock();
    core_.handleDatagram(now, from, datagram, firstSink(), outbox_);
    const Duration took = readClock() - before;
    curves_.add(took);
    handshakes_.spend(took);
}

void RoomServer::takeReplies()
{
    if (!store_)
        return; // a last wake-up of the thread that has ended
    const Instant now = readClock();
    for (StoreReply& reply : store_->takeReplies())
        core_.handleStoreReply(now, std::move(reply), outbox_);
    finishTurn(now);
}

void RoomServer::finishTurn(Instant now)
{
    if (!store_)
        return;
    if (isSayingGoodbye_)
        return sayGoodbye();
    for (const Lane& lane : lanes_) {
        if (lane.sink->blockedPort())
            lane.sink->flush();
    }
    if (const auto percent = curves_.percentOfLastSecond(now))
        core_.setCurveLoad(*percent);
    SendingRunner runner(workers_, [this](std::size_t shard) { lanes_[shard].sink->flush(); });
    core_.finishTurn(now, readWallClock(), sinks_, sendsPerTurn, runner, outbox_);
    flushSinks();
    dispatch();
    armTimers(now);
    if (stopping_ && core_.isSettled())
        sayGoodbye();
}

bool RoomServer::isBlocked() const
{
    return std::ranges::any_of(lanes_, [](const Lane& lane) { return lane.sink->blockedPort().has_value(); });
}

void RoomServer::flushSinks()
{
    for (const Lane& lane : lanes_)
        lane.sink->flush();
}

/// What a notice makes its receiver do may fill the outbox again; it is emptied by the next turn.
void RoomServer::dispatch()
{
    ServerOutbox outbox;
    std::swap(outbox, outbox_);
    for (StoreRequest& request : outbox.store)
        store_->submit(std::move(request));
    for (const ServerNotice& notice : outbox.notices)
        Q_EMIT noticed(notice);
}

void RoomServer::armTimers(Instant now)
{
    std::size_t notifier = 0;
    bool blocked = false;
    for (const Lane& lane : lanes_) {
        const auto port = lane.sink->blockedPort();
        blocked = blocked || port;
        for (std::size_t i = 0; i < lane.ports.size(); ++i)
            writable_[notifier++]->setEnabled(port && *port == i);
    }
    if (core_.wantsFlush() || !handshakes_.isEmpty())
        anotherTurn_.start(blocked ? blockedRetry : std::chrono::milliseconds::zero());
    const auto due = core_.deadline();
    if (!due) {
        deadline_.stop();
        return;
    }
    const auto wait = std::max(Duration::zero(), *due - now);
    deadline_.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
}

void RoomServer::stop(const std::string& reason)
{
    if (stopping_)
        return;
    stopping_ = true;
    stopReason_ = reason;
    // What arrives from here on stays with the kernel: it would never be answered.
    setReading(false);
    QTimer::singleShot(stopPatience, this, &RoomServer::finishStop);
    finishTurn(readClock());
}

/// Called again whenever a socket that was full is writable, until everyone has been told.
void RoomServer::sayGoodbye()
{
    isSayingGoodbye_ = true;
    flushSinks();
    const bool isEveryoneTold = core_.stop(stopReason_, sinks_);
    flushSinks();
    if (isEveryoneTold && !isBlocked())
        finishStop();
    else
        armTimers(readClock());
}

void RoomServer::finishStop()
{
    if (!store_)
        return;
    if (!std::exchange(isSayingGoodbye_, true)) {
        // The store took too long.
        core_.stop(stopReason_, sinks_);
        flushSinks();
    }
    // Ends the thread after what it was handed: everything proposed is on disk or known not to be.
    store_.reset();
    deadline_.stop();
    anotherTurn_.stop();
    for (auto& notifier : writable_)
        notifier->setEnabled(false);
    QMetaObject::invokeMethod(this, &RoomServer::stopped, Qt::QueuedConnection);
}

} // namespace hubbub::server
