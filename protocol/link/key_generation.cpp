#include "protocol/link/key_generation.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"

#include <algorithm>
#include <limits>

namespace hubbub::link {

namespace {

/// Counters stay below limits::sessionPackets, so that the generation fits above them.
constexpr unsigned ordinalShift = 48;
static_assert(limits::sessionPackets <= std::uint64_t{1} << ordinalShift);

} // namespace

KeyGeneration::KeyGeneration(SessionKeys keys, std::uint64_t ordinal, Instant since)
    : keys_(std::move(keys)),
      ordinal_(ordinal),
      since_(since)
{
}

std::size_t KeyGeneration::Sealer::seal(MutableBytes datagram, ByteView payload)
{
    CHECK(generation_.nextCounter_ < std::numeric_limits<std::uint64_t>::max());
    const std::size_t total = limits::packetHeaderBytes + payload.size() + limits::tagBytes;
    CHECK(total <= datagram.size());
    const std::uint64_t counter = generation_.nextCounter_++;
    const auto header = datagram.first<limits::packetHeaderBytes>();
    wire::writeSealedHeader(header, generation_.keys_.remote, counter);
    sealer_.seal(counter, header, payload, datagram.subspan(limits::packetHeaderBytes));
    return total;
}

Result<KeyGeneration::Opened, DropReason> KeyGeneration::open(const wire::Sealed& packet,
                                                              const KeyLimits& limits, MutableBytes buffer)
{
    if (packet.body.size() < limits::tagBytes)
        return Unexpected(DropReason::truncated);
    if (packet.body.size() > buffer.size() + limits::tagBytes)
        return Unexpected(DropReason::tooLong);
    // No honest peer counts so far, and tries beyond the limit would help somebody guess at the key.
    if (packet.counter >= limits.sessionPackets || failedOpenings_ >= limits.failedOpenings)
        return Unexpected(DropReason::notAuthentic);
    if (!window_.mayAccept(packet.counter))
        return Unexpected(DropReason::replayed);
    const MutableBytes payload = buffer.first(packet.body.size() - limits::tagBytes);
    if (!keys_.open.open(packet.counter, packet.header, packet.body, payload)) {
        ++failedOpenings_;
        return Unexpected(DropReason::notAuthentic);
    }
    const bool isNewest = window_.isNewest(packet.counter);
    window_.accept(packet.counter);
    receivedBelow_ = std::max(receivedBelow_, packet.counter + 1);
    return Opened{payload, isNewest, ordinal_ << ordinalShift | packet.counter};
}

std::uint64_t KeyGeneration::packets() const
{
    return std::max(nextCounter_, receivedBelow_);
}

bool KeyGeneration::areWorn(const KeyLimits& limits) const
{
    return packets() >= limits.rekeyAfterPackets;
}

bool KeyGeneration::areSpent(Instant now, const KeyLimits& limits) const
{
    return packets() >= limits.sessionPackets || now - since_ >= limits.sessionLifetime
        || failedOpenings_ >= limits.failedOpenings;
}

} // namespace hubbub::link
