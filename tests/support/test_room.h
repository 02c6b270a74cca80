// A whole room in one process and in virtual time: the real core, a store in memory, and peers joined by a
// network without loss.
#pragma once

#include "server/core/server_core.h"
#include "tests/support/memory_store.h"
#include "tests/support/seeded_entropy.h"
#include "tests/support/test_peer.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace hubbub::test {

class TestRoom {
public:
    explicit TestRoom(server::CoreSettings given = {}) : settings(std::move(given)) { start(); }
    /// With as many shards as the settings tell, which `runner` runs; `entropy` bears being asked by several
    /// threads.
    TestRoom(server::CoreSettings given, server::ShardRunner& runner, Entropy& entropy)
        : settings(std::move(given)),
          runner_(&runner),
          coreEntropy_(&entropy)
    {
        start();
    }

    server::CoreSettings settings;
    MemoryStore store;
    Instant now{1h};
    WallTime wall{1'700'000'000'000};
    std::vector<server::ServerNotice> notices;
    /// False: the store thinks. What it was asked comes when it is true again.
    bool storeAnswers = true;
    std::size_t quota = 10'000;
    /// True: the datagram is lost.
    std::function<bool(const TestPeer&, bool toServer)> loses;
    /// A line to one peer that carries so many bytes a second, headers included, one datagram behind another;
    /// what finds more than `room` bytes waiting is lost, as in a router.
    struct SlowLine {
        const TestPeer* peer = nullptr;
        std::int64_t bytesPerSecond = 0;
        std::size_t room = 0;
    };
    SlowLine slowLine;
    /// Gets what the server sends to addresses at which there is no peer.
    std::function<void(const Path&, ByteView)> elsewhere;

    server::ServerCore& core() { return *core_; }
    const crypto::KeyPair& identity() const { return identity_; }

    /// The server is killed and comes back with what is stored.
    void restart()
    {
        store.crash();
        start();
    }

    /// A person with a profile of its own, connected. 192.0.2.x unless told otherwise.
    TestPeer& newcomer()
    {
        TestPeer& peer = stranger(crypto::KeyPair::draw(entropy_));
        connect(peer);
        return peer;
    }
    TestPeer& stranger(const crypto::KeyPair& key)
    {
        const auto number = static_cast<std::uint32_t>(peers_.size() + 1);
        const PeerAddress address{IpAddress::v4(0xc0000200U + number), 50'000};
        peers_.push_back(std::make_unique<TestPeer>(address, key, entropy_.draw<OutboxId>(), entropy_));
        return *peers_.back();
    }
    crypto::KeyPair drawKey() { return crypto::KeyPair::draw(entropy_); }
    void connect(TestPeer& peer)
    {
        peer.connect(now);
        settle();
        CHECK(peer.isConnected());
    }

    // Words

    chat::JoinRequest joinRequest(const TestPeer& peer, std::string name) const
    {
        chat::JoinRequest join;
        join.name = std::move(name);
        join.outbox = peer.outbox();
        join.clientVersion = "test";
        return join;
    }
    /// Asks, lets everything that takes no time happen, and gives the answer, if it has come.
    std::optional<chat::Reply> ask(TestPeer& peer, const chat::Request& request)
    {
        const Seq seq = peer.ask(request);
        settle();
        return answerTo(peer, seq);
    }
    std::optional<chat::Reply> answerTo(const TestPeer& peer, Seq seq) const
    {
        const auto found = peer.answers.find(seq);
        return found == peer.answers.end() ? std::nullopt : std::optional(found->second.front());
    }
    std::optional<chat::Reply> join(TestPeer& peer, std::string name)
    {
        return ask(peer, joinRequest(peer, std::move(name)));
    }
    /// Someone in the room.
    TestPeer& member(std::string name)
    {
        TestPeer& peer = newcomer();
        const auto reply = join(peer, std::move(name));
        CHECK(reply && std::holds_alternative<chat::WelcomeReply>(reply->what));
        return peer;
    }
    std::optional<chat::Reply> say(TestPeer& peer, std::uint32_t number, std::string text)
    {
        return ask(peer, chat::SayRequest{SubmissionNumber{number}, std::move(text), {}});
    }

    // Time

    /// Everything that happens at this instant.
    void settle()
    {
        for (int rounds = 0; step(); ++rounds)
            CHECK(rounds < 100'000);
    }
    void advance(Duration duration)
    {
        const Instant end = now + duration;
        settle();
        while (now < end) {
            Instant nextEvent = end;
            const auto consider = [&](const std::optional<Instant>& when) {
                if (when)
                    nextEvent = std::min(nextEvent, std::max(*when, now + 1ms));
            };
            consider(core_->deadline());
            if (!onSlowLine_.empty())
                consider(onSlowLine_.front().first);
            for (const auto& peer : peers_) {
                if (!peer->isDead)
                    consider(peer->deadline());
            }
            moveTo(nextEvent);
            server::ServerOutbox out;
            core_->handleDeadline(now, out);
            take(out);
            for (const auto& peer : peers_) {
                if (!peer->isDead)
                    peer->handleDeadline(now);
            }
            settle();
        }
    }
    void sendToServer(const TestPeer& peer, ByteView datagram)
    {
        server::ServerOutbox out;
        core_->handleDatagram(now, Path{{}, peer.address(), 0}, datagram, sink_, out);
        take(out);
    }
    /// A turn for one peer alone, where a settle() for thousands would take long.
    void deliverTo(TestPeer& peer)
    {
        server::ServerOutbox out;
        finishTurn(out);
        take(out);
        for (const auto& [path, datagram] : std::exchange(sink_.waiting, {})) {
            if (path.remote == peer.address())
                peer.handleDatagram(now, serverPath, datagram);
        }
    }
    void take(server::ServerOutbox& out)
    {
        for (auto& request : out.store)
            store.submit(std::move(request));
        for (auto& notice : out.notices)
            notices.push_back(std::move(notice));
    }
    std::uint64_t figure(std::string_view name) const
    {
        for (const auto& [each, value] : core_->stats(now))
            if (each == name)
                return value;
        CHECK(false);
    }
    bool stop(std::string_view reason)
    {
        sink_.room = datagramsTaken;
        const bool isEveryoneTold = core_->stop(reason, sinks());
        sink_.room.reset();
        settle();
        return isEveryoneTold;
    }
    /// What the socket takes of the next stop() before it is full.
    std::optional<int> datagramsTaken;

private:
    static inline const Path serverPath{{}, {IpAddress::v4(0xc0000201U), 7788}, 0};

    class Sink final : public DatagramSink {
    public:
        bool ready() override { return !room || *room > 0; }
        MutableBytes buffer() override { return buffer_; }
        void commit(const Path& path, std::size_t bytes) override
        {
            waiting.emplace_back(
                path, Bytes(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(bytes)));
            if (room)
                --*room;
        }
        std::optional<int> room; ///< for more datagrams; nothing: without end
        std::deque<std::pair<Path, Bytes>> waiting;

    private:
        ByteArray<limits::datagramBytes> buffer_{};
    };

    void start()
    {
        core_.reset();
        sink_.waiting.clear();
        core_ = std::make_unique<server::ServerCore>(settings, identity_, store.restored(restoredTail), now,
                                                     wall, *coreEntropy_);
        inboxes_.resize(core_->shards());
        otherSinks_.resize(core_->shards() - 1);
    }
    void moveTo(Instant when)
    {
        wallRest_ += when - now;
        const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(wallRest_);
        wall.milliseconds += whole.count();
        wallRest_ -= whole;
        now = when;
    }

    void take(const TestPeer& peer, const Bytes& datagram)
    {
        if (core_->shards() == 1)
            return sendToServer(peer, datagram);
        const std::size_t shard = datagram.size() > 4 ? datagram[4] % 64U % core_->shards() : 0;
        inboxes_[shard].emplace_back(peer.address(), datagram);
    }
    /// What has come for each shard, by whatever threads there are; then the rest.
    void receiveShared()
    {
        if (core_->shards() == 1)
            return;
        std::vector<Inbox> rest(core_->shards());
        runner_->run(core_->shards(), [&](std::size_t shard) {
            for (auto& [from, datagram] : inboxes_[shard]) {
                if (!core_->receive(now, shard, Path{{}, from, 0}, datagram))
                    rest[shard].emplace_back(from, std::move(datagram));
            }
            inboxes_[shard].clear();
        });
        server::ServerOutbox out;
        core_->handleReceived(now, sink_, out);
        for (const Inbox& inbox : rest) {
            for (const auto& [from, datagram] : inbox)
                core_->handleDatagram(now, Path{{}, from, 0}, datagram, sink_, out);
        }
        take(out);
    }
    /// One for each shard, the first of them sink_.
    std::vector<DatagramSink*> sinks()
    {
        std::vector<DatagramSink*> sinks = {&sink_};
        for (Sink& sink : otherSinks_)
            sinks.push_back(&sink);
        return sinks;
    }
    void finishTurn(server::ServerOutbox& out)
    {
        core_->finishTurn(now, wall, sinks(), quota, *runner_, out);
        for (Sink& sink : otherSinks_) {
            for (auto& sent : std::exchange(sink.waiting, {}))
                sink_.waiting.push_back(std::move(sent));
        }
    }

    /// One turn of everything. False when nothing happened.
    bool step()
    {
        bool isBusy = false;
        for (const auto& peer : peers_) {
            if (!peer->isDead)
                peer->flush(now);
            for (const Bytes& datagram : peer->out.take()) {
                isBusy = true;
                if (!peer->isDead && !(loses && loses(*peer, true)))
                    take(*peer, datagram);
            }
        }
        receiveShared();
        server::ServerOutbox out;
        finishTurn(out);
        isBusy = isBusy || core_->wantsFlush() || !out.store.empty();
        take(out);
        if (storeAnswers) {
            for (auto& reply : store.answerAll()) {
                isBusy = true;
                server::ServerOutbox after;
                core_->handleStoreReply(now, std::move(reply), after);
                take(after);
            }
        }
        for (const auto& [path, datagram] : std::exchange(sink_.waiting, {})) {
            isBusy = true;
            deliver(path, datagram);
        }
        while (deliverFromSlowLine())
            isBusy = true;
        return isBusy;
    }
    void deliver(const Path& path, const Bytes& datagram)
    {
        bool isPeers = false;
        for (const auto& peer : peers_) {
            if (peer->address() != path.remote)
                continue;
            isPeers = true;
            if (peer->isDead || (loses && loses(*peer, false)))
                continue;
            if (peer.get() == slowLine.peer)
                putOnSlowLine(datagram);
            else
                peer->handleDatagram(now, serverPath, datagram);
        }
        if (!isPeers && elsewhere)
            elsewhere(path, datagram);
    }

    void putOnSlowLine(const Bytes& datagram)
    {
        constexpr std::size_t headers = 28; // IPv4 and UDP
        std::size_t waiting = 0;
        for (const auto& [when, each] : onSlowLine_)
            waiting += each.size() + headers;
        if (waiting > slowLine.room)
            return;
        const auto bytes = static_cast<std::int64_t>(datagram.size() + headers);
        const Instant free = onSlowLine_.empty() ? now : onSlowLine_.back().first;
        onSlowLine_.emplace_back(free + Duration(bytes * 1'000'000 / slowLine.bytesPerSecond), datagram);
    }
    bool deliverFromSlowLine()
    {
        if (onSlowLine_.empty() || onSlowLine_.front().first > now)
            return false;
        const Bytes datagram = std::move(onSlowLine_.front().second);
        onSlowLine_.pop_front();
        for (const auto& peer : peers_) {
            if (peer.get() == slowLine.peer && !peer->isDead)
                peer->handleDatagram(now, serverPath, datagram);
        }
        return true;
    }

public:
    /// How much of the log a restart brings into memory.
    std::size_t restoredTail = 16'384;

private:
    using Inbox = std::vector<std::pair<PeerAddress, Bytes>>;

    SeededEntropy entropy_{20'261'121};
    server::SerialRunner serial_;
    server::ShardRunner* runner_ = &serial_;
    Entropy* coreEntropy_ = &entropy_;
    crypto::KeyPair identity_ = crypto::KeyPair::draw(entropy_);
    Sink sink_;
    std::deque<std::pair<Instant, Bytes>> onSlowLine_; ///< when it comes out at the other end
    std::deque<Sink> otherSinks_;
    std::vector<Inbox> inboxes_;
    std::vector<std::unique_ptr<TestPeer>> peers_;
    std::chrono::microseconds wallRest_{};
    std::unique_ptr<server::ServerCore> core_;
};

// What tests ask of replies and events

inline std::optional<chat::RefusalCode> refusalOf(const std::optional<chat::Reply>& reply)
{
    const auto* refused = reply ? std::get_if<chat::Refusal>(&reply->what) : nullptr;
    return refused != nullptr ? std::optional(refused->code) : std::nullopt;
}
inline bool isWelcome(const std::optional<chat::Reply>& reply)
{
    return reply && std::holds_alternative<chat::WelcomeReply>(reply->what);
}
inline bool isOk(const std::optional<chat::Reply>& reply)
{
    return reply && std::holds_alternative<chat::OkReply>(reply->what);
}
/// 0 if it is no ok, or made no event.
inline Seq okSeq(const std::optional<chat::Reply>& reply)
{
    const auto* ok = reply ? std::get_if<chat::OkReply>(&reply->what) : nullptr;
    return ok != nullptr ? ok->seq.value_or(Seq{}) : Seq{};
}
/// The last event told, or one before it.
inline const chat::Event& lastEvent(const TestPeer& peer, std::size_t before = 0)
{
    return std::get<chat::Event>(peer.events.at(peer.events.size() - 1 - before).record);
}
/// `+name` joined, `-name:reason` left, `name: text` said, `! text` announced; one per line, so that a whole
/// conversation compares at once.
inline std::string transcript(const TestPeer& peer)
{
    std::string lines;
    for (const auto& [seq, record] : peer.events) {
        const auto* event = std::get_if<chat::Event>(&record);
        if (event == nullptr)
            lines += "void";
        else if (std::holds_alternative<chat::Joined>(event->what))
            lines += '+' + event->name;
        else if (const auto* left = std::get_if<chat::Left>(&event->what))
            lines += '-' + event->name + ':' + std::string(chat::leftReasonWord(left->reason));
        else if (const auto* renamed = std::get_if<chat::Renamed>(&event->what))
            lines += '~' + event->name + ':' + renamed->name;
        else if (std::holds_alternative<chat::TopicSet>(event->what))
            lines += "# " + std::string(event->text());
        else if (const auto* removed = std::get_if<chat::Removed>(&event->what))
            lines += "x " + std::to_string(removed->seq.value);
        else if (std::holds_alternative<chat::Announcement>(event->what))
            lines += "! " + std::string(event->text());
        else
            lines += event->name + ": " + std::string(event->text());
        lines += '\n';
    }
    return lines;
}

} // namespace hubbub::test
