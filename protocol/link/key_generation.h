// One handshake's keys at work: its own counters and its own replay window. Sealing twice under one counter
// is impossible from outside.
#pragma once

#include "protocol/base/drop_reason.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/replay_window.h"
#include "protocol/link/session_keys.h"
#include "protocol/wire/packet.h"

#include <cstdint>

namespace hubbub::link {

/// How far keys may be used. Others than the defaults are for tests.
struct KeyLimits {
    std::uint64_t rekeyAfterPackets = limits::rekeyAfterPackets;
    Duration rekeyAfter = limits::rekeyAfter;
    std::uint64_t sessionPackets = limits::sessionPackets;
    Duration sessionLifetime = limits::sessionLifetime;
    std::uint64_t failedOpenings = limits::failedOpenings;
};
inline constexpr KeyLimits usualKeyLimits;

class KeyGeneration {
public:
    /// `ordinal` counts the generations of a session.
    KeyGeneration(SessionKeys keys, std::uint64_t ordinal, Instant since);

    SessionIndex local() const { return keys_.local; }
    SessionIndex remote() const { return keys_.remote; }
    Instant since() const { return since_; }
    std::uint64_t ordinal() const { return ordinal_; }

    /// Seals payloads in a row, for which the key is expanded once.
    class Sealer {
    public:
        explicit Sealer(KeyGeneration& generation) : generation_(generation), sealer_(generation.keys_.seal)
        {
        }
        /// Seals a payload into a datagram, whose size it gives. The payload may stand where it will be
        /// sealed, behind the room for the header.
        std::size_t seal(MutableBytes datagram, ByteView payload);

    private:
        KeyGeneration& generation_;
        crypto::Sealer sealer_;
    };
    std::size_t seal(MutableBytes datagram, ByteView payload)
    {
        return Sealer(*this).seal(datagram, payload);
    }

    struct Opened {
        ByteView payload; ///< in the buffer
        bool isNewest;    ///< no higher counter has opened before
        /// Of the packet among all of the session, also across generations: tells what overtook what.
        std::uint64_t order;
    };
    /// `buffer` holds limits::payloadBytes. Only a packet that opens moves the replay window.
    Result<Opened, DropReason> open(const wire::Sealed& packet, const KeyLimits& limits, MutableBytes buffer);

    /// The counter of the next packet sealed; so many have been.
    std::uint64_t nextCounter() const { return nextCounter_; }
    bool areWorn(const KeyLimits& limits) const;
    bool areSpent(Instant now, const KeyLimits& limits) const;

private:
    /// The larger of the two directions.
    std::uint64_t packets() const;

    SessionKeys keys_;
    std::uint64_t ordinal_;
    Instant since_;
    std::uint64_t nextCounter_ = 0;
    std::uint64_t receivedBelow_ = 0; ///< one more than the highest counter that opened
    std::uint64_t failedOpenings_ = 0;
    crypto::ReplayWindow window_;
};

} // namespace hubbub::link
