// A server's core with an honest member, and a session with it whose payloads may be anything.
#pragma once

#include "tests/fuzz/program.h"
#include "tests/fuzz/sealing.h"
#include "tests/support/test_room.h"

#include <functional>

namespace hubbub::fuzz {

class ServerWorld {
public:
    explicit ServerWorld(bool isAdmin)
    {
        server::CoreSettings settings;
        if (isAdmin)
            settings.admins.push_back(identity_.shared);
        settings.logLevels.least = server::LogLevel::debug;
        room_.emplace(settings);
        honest_ = &room_->member("honest");
        room_->elsewhere = [this](const Path& path, ByteView datagram) { take(path, datagram); };
        connect();
    }

    test::TestRoom& room() { return *room_; }
    test::TestPeer& honest() { return *honest_; }
    /// Called with each payload that the server sends into the session.
    std::function<void(ByteView)> told;

    void sendPayload(ByteView payload) { sendDatagram(sealed(*keys_, counter_++, payload)); }
    /// The next request on the private stream.
    void sendRecord(ByteView record) { sendPayload(payloadWith(StreamId{0}, Seq{++lastRequest_}, record)); }
    void sendDatagram(ByteView datagram)
    {
        server::ServerOutbox out;
        room_->core().handleDatagram(room_->now, Path{{}, address_, 0}, datagram, sink_, out);
        room_->take(out);
        for (const auto& sent : sink_.take())
            take(Path{}, sent);
        room_->settle();
    }
    void moveElsewhere() { ++address_.port; }
    /// A new session; the one before is forgotten without a word.
    void connect()
    {
        keys_.reset();
        link::HandshakeInitiator::Settings settings;
        settings.offer = {{wire::transportVersion}, {static_cast<Byte>(wire::Aead::chaCha20Poly1305)}};
        settings.identityFor = [this](const PublicKey&) { return std::optional(identity_); };
        handshake_.emplace(room_->now, std::move(settings), Path{}, entropy_, drops_);
        counter_ = 0;
        lastRequest_ = 0;
        handshake_->handleDeadline(room_->now, ours_);
        for (int i = 0; i < 2; ++i) {
            for (const Bytes& datagram : ours_.take())
                sendDatagram(datagram);
        }
    }
    bool isConnected() const { return keys_.has_value(); }

private:
    void take(const Path&, ByteView datagram)
    {
        CHECK(datagram.size() <= limits::datagramBytes);
        const auto packet = wire::decodePacket(datagram);
        CHECK(packet);
        if (const auto* response = std::get_if<wire::Response>(&*packet); response && handshake_) {
            handshake_->handleResponse(room_->now, *response, ours_);
        } else if (const auto* sealedPacket = std::get_if<wire::Sealed>(&*packet)) {
            if (handshake_ && handshake_->hasKeys() && handshake_->findAccepted(*sealedPacket)) {
                keys_.emplace(handshake_->takeKeys());
                handshake_.reset();
            }
            if (!keys_)
                return;
            if (const auto payload = opened(*keys_, datagram)) {
                wire::FrameReader reader(*payload);
                while (reader.next()) {
                }
                CHECK(!reader.failed());
                if (told)
                    told(*payload);
            }
        }
    }

    test::SeededEntropy entropy_{42};
    DropCounters drops_;
    crypto::KeyPair identity_ = crypto::KeyPair::draw(entropy_);
    PeerAddress address_{IpAddress::v4(0xcb007101), 40'000};
    std::optional<test::TestRoom> room_;
    test::TestPeer* honest_ = nullptr;
    test::DatagramQueue sink_; ///< what the server answers at once
    test::DatagramQueue ours_;
    std::optional<link::HandshakeInitiator> handshake_;
    std::optional<link::SessionKeys> keys_;
    std::uint64_t counter_ = 0;
    std::uint64_t lastRequest_ = 0;
};

} // namespace hubbub::fuzz
