// Packets, frames and the payloads of handshakes: whatever is accepted can be written again, and says the
// same then.

#include "protocol/base/check.h"
#include "tests/fuzz/targets.h"
#include "tests/protocol/wire/described.h"

#include <algorithm>

namespace hubbub::fuzz {

namespace {

/// Nothing for what is sealed: only its header is of this room.
struct Encoded {
    template <class Packet>
    Bytes operator()(const Packet& packet) const
    {
        return wire::encode(packet);
    }
    Bytes operator()(const wire::Sealed& packet) const
    {
        Bytes datagram(limits::packetHeaderBytes);
        wire::writeSealedHeader(std::span(datagram).first<limits::packetHeaderBytes>(), packet.receiver,
                                packet.counter);
        datagram.insert(datagram.end(), packet.body.begin(), packet.body.end());
        return datagram;
    }
};

bool write(wire::Writer& out, const wire::Frame& frame)
{
    return std::visit(
        [&](const auto& kind) {
            if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, wire::RecordsFrame>) {
                wire::RecordsWriter writer(out, kind.stream, kind.first);
                bool isWhole = true;
                wire::forEachRecord(kind,
                                    [&](Seq, ByteView record) { isWhole = isWhole && writer.add(record); });
                return isWhole;
            } else {
                return wire::writeFrame(out, kind);
            }
        },
        frame);
}

/// Those before the first malformed one.
std::vector<test::Fields> describedFrames(ByteView payload, bool& failed)
{
    std::vector<test::Fields> described;
    wire::FrameReader reader(payload);
    while (const auto frame = reader.next())
        described.push_back(test::described(*frame));
    failed = reader.failed();
    return described;
}

} // namespace

void packet(ByteView input)
{
    const auto decoded = wire::decodePacket(input);
    if (!decoded)
        return;
    CHECK(input.size() <= limits::datagramBytes);
    const Bytes encoded = std::visit(Encoded{}, *decoded);
    CHECK(encoded.size() == input.size());
    const auto again = wire::decodePacket(encoded);
    CHECK(again && again->index() == decoded->index());
    CHECK(test::described(*again) == test::described(*decoded));
}

void frames(ByteView input)
{
    const ByteView payload = input.first(std::min(input.size(), limits::payloadBytes));
    bool failed = false;
    const auto described = describedFrames(payload, failed);
    // A RECORDS frame may take one byte more: its length always has two.
    Bytes buffer(2 * limits::payloadBytes);
    wire::Writer out(buffer);
    wire::FrameReader reader(payload);
    while (const auto frame = reader.next())
        CHECK(write(out, *frame));
    CHECK(out.written() <= payload.size() + described.size());
    bool failedAgain = false;
    CHECK(describedFrames(out.view(), failedAgain) == described);
    CHECK(!failedAgain);
}

void handshakePayload(ByteView input)
{
    if (const auto offer = wire::decodeOffer(input)) {
        const auto again = wire::decodeOffer(wire::encode(*offer));
        CHECK(again && again->versions == offer->versions && again->aeads == offer->aeads);
        // With oneself there is always something in common, and it is one's favourite.
        const auto choice = wire::bestCommon(*offer, *offer);
        CHECK(choice && choice->aead == offer->aeads.front());
        CHECK(choice->version == *std::ranges::max_element(offer->versions));
    }
    if (const auto answer = wire::decodeOfferAndChoice(input)) {
        const auto again = wire::decodeOfferAndChoice(wire::encode(*answer));
        CHECK(again && again->offer.versions == answer->offer.versions);
        CHECK(again->offer.aeads == answer->offer.aeads);
        CHECK(again->choice == answer->choice && again->index == answer->index);
    }
    if (const auto finish = wire::decodeFinishPayload(input)) {
        const auto again = wire::decodeFinishPayload(wire::encode(*finish));
        CHECK(again && again->continues == finish->continues);
    }
}

void discovery(ByteView input)
{
    CHECK(!wire::decodeProbe(input) || !wire::decodeRoomAnswer(input));
    if (const auto probe = wire::decodeProbe(input)) {
        const auto again = wire::decodeProbe(wire::encode(*probe));
        CHECK(again && *again == *probe);
    }
    if (const auto answer = wire::decodeRoomAnswer(input)) {
        CHECK(input.size() <= wire::probeBytes);
        const Bytes encoded = wire::encode(*answer);
        CHECK(encoded.size() == input.size());
        const auto again = wire::decodeRoomAnswer(encoded);
        CHECK(again && *again == *answer);
    }
}

} // namespace hubbub::fuzz
