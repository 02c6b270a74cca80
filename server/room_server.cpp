#include "server/room_server.h"

#include <QMetaObject>

#include <chrono>

namespace hubbub::server {

namespace {

/// Datagrams taken in one turn: enough to gather a burst, few enough that answers do not wait (DESIGN:
/// 1,024).
constexpr std::size_t datagramsPerTurn = 1024;
/// Datagrams sent before the sockets are looked at again: about 5 ms at 1.6 µs each.
constexpr std::size_t sendsPerTurn = 3000;
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

} // namespace

Result<std::vector<std::unique_ptr<UdpPort>>, Failure> RoomServer::bindAll(
    const std::vector<PeerAddress>& listen)
{
    std::vector<std::unique_ptr<UdpPort>> ports;
    for (const PeerAddress& address : listen) {
        auto port = UdpPort::bind(address, static_cast<std::uint8_t>(ports.size()));
        if (!port)
            return Unexpected(port.error());
        ports.push_back(std::move(*port));
    }
    return ports;
}

RoomServer::RoomServer(CoreSettings settings, const crypto::KeyPair& identity,
                       std::vector<std::unique_ptr<UdpPort>> ports, SqliteStore::Opened opened,
                       Entropy& entropy)
    : entropy_(entropy),
      ports_(std::move(ports)),
      sink_(ports_),
      core_(std::move(settings), identity, std::move(opened.restored), readClock(), readWallClock(), entropy_)
{
    for (const auto& port : ports_) {
        auto readable = std::make_unique<QSocketNotifier>(port->descriptor(), QSocketNotifier::Read);
        connect(readable.get(), &QSocketNotifier::activated, this, &RoomServer::takeDatagrams);
        readable_.push_back(std::move(readable));
        auto writable = std::make_unique<QSocketNotifier>(port->descriptor(), QSocketNotifier::Write);
        writable->setEnabled(false);
        connect(writable.get(), &QSocketNotifier::activated, this, [this] { finishTurn(readClock()); });
        writable_.push_back(std::move(writable));
    }
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
    addresses.reserve(ports_.size());
    for (const auto& port : ports_)
        addresses.push_back(port->localAddress());
    return addresses;
}

void RoomServer::act(const std::function<void(Instant, ServerOutbox&)>& action)
{
    const Instant now = readClock();
    action(now, outbox_);
    finishTurn(now);
}

void RoomServer::takeDatagrams()
{
    const Instant now = readClock();
    handshakes_.beginTurn();
    while (const auto waiting = handshakes_.take())
        handleHandshake(now, waiting->from, waiting->datagram);
    if (!stopping_)
        for (const auto& port : ports_)
            port->receive(datagramsPerTurn, [&](const Path& from, ByteView datagram) {
                if (!ServerCore::mayCostCurves(datagram))
                    core_.handleDatagram(now, from, datagram, sink_, outbox_);
                else if (handshakes_.mayGoAhead())
                    handleHandshake(now, from, datagram);
                else if (!handshakes_.add(from, datagram))
                    core_.countDropped(DropReason::halfOpenFull);
            });
    finishTurn(now);
}

void RoomServer::handleHandshake(Instant now, const Path& from, ByteView datagram)
{
    const Instant before = readClock();
    core_.handleDatagram(now, from, datagram, sink_, outbox_);
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
    if (sink_.blockedPort())
        sink_.flush();
    if (const auto percent = curves_.percentOfLastSecond(now))
        core_.setCurveLoad(*percent);
    core_.finishTurn(now, readWallClock(), sink_, sendsPerTurn, outbox_);
    sink_.flush();
    dispatch();
    armTimers(now);
    if (stopping_ && core_.isSettled())
        sayGoodbye();
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
    const auto blocked = sink_.blockedPort();
    for (std::size_t i = 0; i < writable_.size(); ++i)
        writable_[i]->setEnabled(blocked && *blocked == i);
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
    for (auto& notifier : readable_)
        notifier->setEnabled(false);
    QTimer::singleShot(stopPatience, this, &RoomServer::finishStop);
    finishTurn(readClock());
}

/// Called again whenever a socket that was full is writable, until everyone has been told.
void RoomServer::sayGoodbye()
{
    isSayingGoodbye_ = true;
    sink_.flush();
    const bool isEveryoneTold = core_.stop(stopReason_, sink_);
    sink_.flush();
    if (isEveryoneTold && !sink_.blockedPort())
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
        core_.stop(stopReason_, sink_);
        sink_.flush();
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
