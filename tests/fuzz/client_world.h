// A client's engine in a session with a server whose payloads may be anything.
#pragma once

#include "protocol/client/client_engine.h"
#include "protocol/link/handshake_acceptor.h"
#include "tests/fuzz/sealing.h"
#include "tests/protocol/link/recording_sink.h"
#include "tests/support/seeded_entropy.h"

#include <functional>
#include <map>
#include <vector>

namespace hubbub::fuzz {

class ClientWorld {
public:
    using Told = std::function<void(ByteView)>;
    /// `told` is called with each payload that the client sends into the session.
    explicit ClientWorld(Told told = {}) : told_(std::move(told))
    {
        client::ClientSettings settings;
        settings.place = "chat.example:7788";
        settings.identity = crypto::ProfileSecret(ByteArray<32>{1, 2, 3});
        settings.clientVersion = "fuzzed";
        engine_.emplace(std::move(settings), entropy_);
        link::HandshakeAcceptor::Settings acceptor{
            identity_,
            {{wire::transportVersion}, {static_cast<Byte>(wire::Aead::chaCha20Poly1305)}},
            [](SessionIndex) { return true; },
            1};
        acceptor_.emplace(std::move(acceptor), entropy_, drops_);
        with([&](auto& engine, auto& out) { engine.start(now, {serverAddress}, out); });
        with([&](auto& engine, auto& out) { engine.join(now, "小明", false, out); });
    }

    Instant now{1h};
    /// What the engine has told since the start.
    std::vector<client::Notice> notices;

    client::ClientEngine& engine() { return *engine_; }
    template <class Call>
    void with(Call call)
    {
        const bool hadEnded = engine_->hasEnded();
        client::ClientOutbox out;
        call(*engine_, out);
        // What is asked after the end is refused, and nothing else happens.
        CHECK(!hadEnded || out.datagrams.empty());
        for (const client::Notice& notice : out.notices)
            CHECK(!hadEnded || std::holds_alternative<client::RefusedNotice>(notice));
        std::ranges::move(out.notices, std::back_inserter(notices));
        for (const auto& datagram : out.datagrams)
            take(datagram.bytes);
    }
    /// Before there is a session it goes nowhere.
    void sendPayload(ByteView payload)
    {
        if (keys_)
            sendDatagram(sealed(*keys_, counter_++, payload));
    }
    /// The next record of a stream.
    void sendRecord(unsigned stream, ByteView record)
    {
        const StreamId id{stream};
        sendPayload(payloadWith(id, Seq{++lastRecord_[id]}, record));
    }
    void sendDatagram(ByteView datagram)
    {
        with([&](auto& engine, auto& out) { engine.handleDatagram(now, serverAddress, datagram, out); });
    }
    void advance(Duration duration)
    {
        const Instant end = now + duration;
        int turns = 0;
        while (const auto due = engine_->deadline()) {
            if (*due > end)
                break;
            // An engine that is due again and again without time going by would keep a processor busy.
            turns = *due <= now ? turns + 1 : 0;
            CHECK(turns < 100);
            now = std::max(now, *due);
            acceptor_->handleDeadline(now);
            with([&](auto& engine, auto& out) { engine.handleDeadline(now, out); });
        }
        now = end;
    }

private:
    static inline const PeerAddress serverAddress{IpAddress::v4(0xc0000201), 7788};
    static inline const Path clientPath{{}, {IpAddress::v4(0xc0000202), 40'000}, 0};

    void take(ByteView datagram)
    {
        CHECK(datagram.size() <= limits::datagramBytes);
        const auto packet = wire::decodePacket(datagram);
        CHECK(packet);
        if (const auto* initiation = std::get_if<wire::Initiation>(&*packet)) {
            acceptor_->handleInitiation(now, clientPath, *initiation, sink_);
            for (const auto& sent : sink_.take())
                sendDatagram(sent.bytes);
        } else if (const auto* finish = std::get_if<wire::Finish>(&*packet)) {
            if (auto accepted = acceptor_->handleFinish(now, clientPath, *finish)) {
                keys_.emplace(std::move(accepted->keys));
                counter_ = 0;
                lastRecord_.clear();
                ByteArray<16> buffer{};
                wire::Writer out(buffer);
                wire::writeFrame(out, wire::AcceptedFrame{false});
                sendPayload(out.view());
            }
        } else if (keys_) {
            if (const auto payload = opened(*keys_, datagram)) {
                wire::FrameReader reader(*payload);
                while (reader.next()) {
                }
                CHECK(!reader.failed());
                if (told_)
                    told_(*payload);
            }
        }
    }

    Told told_;
    test::SeededEntropy entropy_{43};
    DropCounters drops_;
    crypto::KeyPair identity_ = crypto::KeyPair::draw(entropy_);
    test::RecordingSink sink_;
    std::optional<link::HandshakeAcceptor> acceptor_;
    std::optional<client::ClientEngine> engine_;
    std::optional<link::SessionKeys> keys_;
    std::uint64_t counter_ = 0;
    std::map<StreamId, std::uint64_t> lastRecord_;
};

} // namespace hubbub::fuzz
