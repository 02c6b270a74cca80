// A whole room in one process and in virtual time: the real server core, a store in memory, real client
// engines, and a network that loses, doubles, delays and overtakes by a seed.
#pragma once

#include "protocol/client/client_engine.h"
#include "server/core/server_core.h"
#include "tests/support/memory_store.h"
#include "tests/support/seeded_entropy.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hubbub::test {

/// Out of a hundred datagrams.
struct NetworkVices {
    unsigned lost = 0;
    unsigned doubled = 0;
    Duration leastDelay = 500us;
    Duration mostDelay = 500us;
};

class SimulatedRoom {
public:
    struct Person {
        std::string name;
        PeerAddress address;
        std::unique_ptr<client::ClientEngine> engine;
        std::vector<client::Notice> notices;
        std::vector<client::JournalEntry> journal;

        template <class Kind>
        std::vector<Kind> all() const
        {
            std::vector<Kind> found;
            for (const client::Notice& notice : notices) {
                if (const auto* each = std::get_if<Kind>(&notice))
                    found.push_back(*each);
            }
            return found;
        }
    };

    explicit SimulatedRoom(std::uint64_t seed, server::CoreSettings given = {})
        : settings(std::move(given)),
          dice(seed),
          entropy_(seed + 1),
          identity_(crypto::KeyPair::draw(entropy_))
    {
        startServer();
    }

    server::CoreSettings settings;
    NetworkVices vices;
    SeededEntropy dice;
    MemoryStore store;
    Instant now{1h};
    std::vector<std::unique_ptr<Person>> people;

    Person& enter(const std::string& name)
    {
        const auto number = static_cast<std::uint32_t>(people.size() + 1);
        auto person = std::make_unique<Person>();
        person->name = name;
        person->address = {IpAddress::v4(0x0a000000U + number), 40'000};
        client::ClientSettings clientSettings;
        clientSettings.place = "room:7788";
        clientSettings.identity = crypto::ProfileSecret(ByteArray<32>{static_cast<Byte>(number), 1});
        clientSettings.clientVersion = "test";
        clientSettings.timeout.reset();
        clientSettings.giveUp.reset();
        person->engine = std::make_unique<client::ClientEngine>(std::move(clientSettings), entropy_);
        people.push_back(std::move(person));
        Person& added = *people.back();
        with(added, [&](auto& engine, auto& out) {
            engine.start(now, {serverAddress()}, out);
            engine.join(now, name, false, out);
        });
        return added;
    }
    client::SubmissionId say(Person& person, const std::string& text)
    {
        client::ClientOutbox out;
        const auto id = person.engine->say(now, text, chat::MessageStyle::plain, out);
        CHECK(id.has_value());
        take(person, std::move(out));
        return id.value();
    }
    template <class Call>
    void with(Person& person, Call call)
    {
        client::ClientOutbox out;
        call(*person.engine, out);
        take(person, std::move(out));
    }
    server::ServerCore& core() { return *core_; }
    bool isServerUp() const { return core_ != nullptr; }
    /// As by kill -9: what the store holds stays.
    void killServer()
    {
        core_.reset();
        store.crash();
    }
    void stopServer()
    {
        Sink sink(*this);
        core_->stop("maintenance", sink);
        killServer();
    }
    void startServer()
    {
        core_ = std::make_unique<server::ServerCore>(settings, identity_, store.restored(), now, wall(),
                                                     entropy_);
    }

    void run(Duration duration)
    {
        const Instant end = now + duration;
        while (step(end)) {
        }
        now = end;
    }
    template <class Condition>
    bool runUntil(Condition condition, Duration most)
    {
        const Instant end = now + most;
        while (!condition()) {
            if (!step(end))
                return condition();
        }
        return true;
    }
    bool areAllIn() const
    {
        return std::ranges::all_of(people, [](const auto& person) { return person->engine->isAdmitted(); });
    }
    bool isAllConfirmed() const
    {
        return std::ranges::all_of(people,
                                   [](const auto& person) { return person->engine->unconfirmed() == 0; });
    }
    /// Everyone has been told everything.
    bool isAllTold() const
    {
        const auto& entries = store.entries();
        const auto last = std::ranges::find_if(entries.rbegin(), entries.rend(), [](const auto& entry) {
            return std::holds_alternative<chat::Event>(entry.effect.outcome);
        });
        return last == entries.rend() || std::ranges::all_of(people, [&](const auto& person) {
                   for (auto notice = person->notices.rbegin(); notice != person->notices.rend(); ++notice) {
                       if (const auto* event = std::get_if<client::EventNotice>(&*notice))
                           return event->seq == last->effect.seq;
                   }
                   return false;
               });
    }

private:
    struct Datagram {
        PeerAddress from;
        PeerAddress to;
        Bytes bytes;
    };
    class Sink final : public DatagramSink {
    public:
        explicit Sink(SimulatedRoom& room) : room_(room) {}
        bool ready() override { return true; }
        MutableBytes buffer() override { return buffer_; }
        void commit(const Path& path, std::size_t bytes) override
        {
            room_.travel(serverAddress(), path.remote, ByteView(buffer_).first(bytes));
        }

    private:
        SimulatedRoom& room_;
        ByteArray<limits::datagramBytes> buffer_{};
    };

    static PeerAddress serverAddress() { return {IpAddress::v4(0xc0000201), 7788}; }
    WallTime wall() const
    {
        return {1'700'000'000'000
                + std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count()};
    }

    void take(Person& person, client::ClientOutbox out)
    {
        std::ranges::move(out.journal, std::back_inserter(person.journal));
        for (const client::OutgoingDatagram& datagram : out.datagrams)
            travel(person.address, datagram.to, datagram.bytes);
        std::ranges::move(out.notices, std::back_inserter(person.notices));
    }
    void take(server::ServerOutbox out)
    {
        for (server::StoreRequest& request : out.store)
            store.submit(std::move(request));
    }
    void travel(const PeerAddress& from, const PeerAddress& to, ByteView bytes)
    {
        if (dice.drawBelow(100) < vices.lost)
            return;
        const int copies = dice.drawBelow(100) < vices.doubled ? 2 : 1;
        for (int i = 0; i < copies; ++i) {
            const auto span = static_cast<std::uint64_t>((vices.mostDelay - vices.leastDelay).count());
            const Duration delay =
                vices.leastDelay + Duration(static_cast<Duration::rep>(dice.drawBelow(span + 1)));
            network_.emplace(now + delay, Datagram{from, to, copyOf(bytes)});
        }
    }
    void deliver(const Datagram& datagram)
    {
        if (datagram.to == serverAddress()) {
            if (!core_)
                return;
            Sink sink(*this);
            server::ServerOutbox out;
            core_->handleDatagram(now, Path{{}, datagram.from, 0}, datagram.bytes, sink, out);
            take(std::move(out));
            return;
        }
        for (const auto& person : people) {
            if (person->address == datagram.to) {
                with(*person, [&](auto& engine, auto& out) {
                    engine.handleDatagram(now, datagram.from, datagram.bytes, out);
                });
            }
        }
    }
    void turnServer()
    {
        if (!core_)
            return;
        Sink sink(*this);
        server::ServerOutbox out;
        if (const auto due = core_->deadline(); due && *due <= now)
            core_->handleDeadline(now, out);
        core_->finishTurn(now, wall(), sink, 10'000, out);
        take(std::move(out));
        while (store.waiting() > 0) {
            for (server::StoreReply& reply : store.answerAll()) {
                server::ServerOutbox after;
                core_->handleStoreReply(now, std::move(reply), after);
                take(std::move(after));
            }
            server::ServerOutbox after;
            core_->finishTurn(now, wall(), sink, 10'000, after);
            take(std::move(after));
        }
    }
    /// The next thing that happens, if it does so by `end`.
    bool step(Instant end)
    {
        turnServer();
        std::optional<Instant> at;
        const auto consider = [&](std::optional<Instant> instant) {
            if (instant && (!at || *instant < *at))
                at = instant;
        };
        if (!network_.empty())
            consider(network_.begin()->first);
        if (core_) {
            if (const auto due = core_->deadline())
                consider(std::max(*due, now + 1ms));
        }
        for (const auto& person : people)
            consider(person->engine->deadline());
        if (!at || *at > end)
            return false;
        now = std::max(now, *at);
        while (!network_.empty() && network_.begin()->first <= now) {
            const auto node = network_.extract(network_.begin());
            deliver(node.mapped());
        }
        for (const auto& person : people) {
            if (const auto due = person->engine->deadline(); due && *due <= now)
                with(*person, [&](auto& engine, auto& out) { engine.handleDeadline(now, out); });
        }
        return true;
    }

    SeededEntropy entropy_;
    crypto::KeyPair identity_;
    std::multimap<Instant, Datagram> network_;
    std::unique_ptr<server::ServerCore> core_;
};

} // namespace hubbub::test
