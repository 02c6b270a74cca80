#include "tests/sim/hostile_member.h"

#include "protocol/chat/request.h"
#include "protocol/wire/frame.h"

namespace hubbub::sim {

class HostileMember::Outgoing final : public DatagramSink {
public:
    explicit Outgoing(const Send& send) : send_(send) {}
    bool ready() override { return true; }
    MutableBytes buffer() override { return buffer_; }
    void commit(const Path&, std::size_t bytes) override { send_(ByteView(buffer_).first(bytes)); }

private:
    const Send& send_;
    ByteArray<limits::datagramBytes> buffer_{};
};

HostileMember::HostileMember(std::uint64_t seed, Manner manner, std::string name, Send send)
    : dice_(seed, 8),
      entropy_(seed * 43 + 8),
      manner_(manner),
      name_(std::move(name)),
      send_(std::move(send)),
      identity_(crypto::KeyPair::draw(entropy_)),
      outbox_(entropy_.draw<OutboxId>())
{
}

void HostileMember::handleDatagram(Instant now, ByteView datagram)
{
    const auto packet = wire::decodePacket(datagram);
    if (!packet || !handshake_)
        return;
    if (const auto* response = std::get_if<wire::Response>(&*packet)) {
        Outgoing out(send_);
        handshake_->handleResponse(now, *response, out);
    } else if (const auto* sealed = std::get_if<wire::Sealed>(&*packet);
               sealed != nullptr && handshake_->hasKeys() && handshake_->findAccepted(*sealed))
    {
        keys_.emplace(handshake_->takeKeys());
        handshake_.reset();
        counter_ = 0;
        lastRequest_ = {};
        constexpr std::size_t patience = 40;
        sealedLeft_ = static_cast<unsigned>(dice_.between(1, manner_ == Manner::deaf ? 1000 : patience));
        sealRecord(chat::encode(chat::JoinRequest{name_, outbox_, true, std::nullopt, "hostile"}));
    }
}

void HostileMember::act(Instant now)
{
    if (keys_ && sealedLeft_ > 0) {
        --sealedLeft_;
        misbehave();
        return;
    }
    keys_.reset();
    if (!handshake_ || dice_.chance(100))
        beginHandshake(now);
    Outgoing out(send_);
    handshake_->handleDeadline(now, out);
}

void HostileMember::beginHandshake(Instant now)
{
    link::HandshakeInitiator::Settings settings;
    settings.offer = link::ownOffer();
    settings.identityFor = [this](const PublicKey&) { return std::optional(identity_); };
    handshake_ =
        std::make_unique<link::HandshakeInitiator>(now, std::move(settings), Path{}, entropy_, drops_);
}

void HostileMember::seal(ByteView payload)
{
    ByteArray<limits::datagramBytes> datagram{};
    const std::size_t size = limits::packetHeaderBytes + payload.size() + limits::tagBytes;
    const std::uint64_t counter = counter_++;
    wire::writeSealedHeader(std::span(datagram).first<limits::packetHeaderBytes>(), keys_->remote, counter);
    const ByteView header = ByteView(datagram).first(limits::packetHeaderBytes);
    keys_->seal.seal(
        counter, header, payload,
        MutableBytes(datagram).subspan(limits::packetHeaderBytes, payload.size() + limits::tagBytes));
    send_(ByteView(datagram).first(size));
}

void HostileMember::sealRecord(ByteView record)
{
    ByteArray<limits::payloadBytes> buffer{};
    wire::Writer payload(buffer);
    lastRequest_ = next(lastRequest_);
    if (wire::RecordsWriter(payload, StreamId{0}, lastRequest_).add(record))
        seal(payload.view());
}

void HostileMember::misbehave()
{
    if (manner_ == Manner::deaf) {
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        wire::writeFrame(payload, wire::PingFrame{});
        return seal(payload.view());
    }
    switch (dice_.below(6)) {
    case 0:
        return seal(dice_.bytes(dice_.below(limits::payloadBytes + 1)));
    case 1:
        return sendFrames();
    default:
        return sealRecord(spoiledRequest());
    }
}

/// Well-formed, and wrong: about streams that are not open, seqs that never were, parts of nothing.
void HostileMember::sendFrames()
{
    ByteArray<limits::payloadBytes> buffer{};
    wire::Writer payload(buffer);
    const StreamId stream{static_cast<std::uint32_t>(dice_.below(4))};
    const Seq seq{1 + (dice_.coin() ? dice_.below(100) : dice_.number() % (wire::maxRecordSeq - 1))};
    const Bytes bytes = dice_.bytes(dice_.between(1, 400));
    switch (dice_.below(6)) {
    case 0: {
        wire::AckFrame ack;
        ack.stream = stream;
        ack.next = seq;
        wire::writeFrame(payload, ack);
        break;
    }
    case 1:
        wire::writeFrame(payload,
                         wire::PartFrame{stream, seq, static_cast<std::uint32_t>(limits::recordBytes),
                                         static_cast<std::uint32_t>(dice_.below(10'000)), bytes});
        break;
    case 2:
        wire::writeFrame(payload, wire::HeadFrame{stream, seq, static_cast<std::uint32_t>(dice_.below(100))});
        break;
    case 3:
        wire::writeFrame(payload, wire::TruncatedFrame{stream, seq});
        break;
    case 4:
        wire::writeFrame(payload, wire::EphemeralFrame{dice_.below(3), bytes});
        break;
    default:
        wire::RecordsWriter(payload, stream, seq).add(bytes);
    }
    seal(payload.view());
}

Bytes HostileMember::spoiledRequest()
{
    const auto number = [this] { return SubmissionNumber{static_cast<std::uint32_t>(dice_.between(0, 20))}; };
    const auto member = [this] { return MemberId{static_cast<std::uint32_t>(dice_.below(10))}; };
    const std::string text = "hostile " + std::to_string(dice_.below(10));
    chat::Request request = chat::WhoRequest{};
    switch (dice_.below(12)) {
    case 0:
    case 1:
    case 2:
        request = chat::SayRequest{number(), text, {}, dice_.coin() ? std::optional(number()) : std::nullopt};
        break;
    case 3:
        request =
            chat::AnnounceRequest{number(), text, dice_.coin() ? std::optional(outbox_) : std::nullopt, {}};
        break;
    case 4:
        request = chat::KickRequest{member(), {}, text};
        break;
    case 5:
        request = chat::JoinRequest{dice_.coin() ? name_ : "Tom", outbox_, dice_.coin(),
                                    chat::LogPosition{{}, Seq{dice_.below(50)}, {}}, text};
        break;
    case 6:
        request = chat::AwayRequest{text};
        break;
    case 7:
    case 8:
        // As it was, or a name that somebody has, or one that looks like it.
        request = chat::RenameRequest{dice_.coin() ? name_ : dice_.coin() ? "T0m" : "Tom"};
        break;
    case 9:
        request = chat::RemoveRequest{Seq{dice_.below(200)}, text};
        break;
    case 10:
        request =
            chat::RestrictRequest{chat::RestrictionKind::ban, chat::NamedMember{member(), {}}, {}, text};
        break;
    default:
        request = chat::LeaveRequest{text};
    }
    Bytes record = chat::encode(request);
    if (dice_.chance(200))
        record[dice_.below(record.size())] ^= static_cast<Byte>(1U << dice_.below(8));
    return record;
}

} // namespace hubbub::sim
