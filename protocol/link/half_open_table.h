// A server's half-open handshakes: found by initiation and by index, forgotten after 5 s, bounded, shared
// fairly by address prefix. Also remembers for as long which ephemerals have made a session, since each may
// make only one.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/crypto/noise.h"
#include "protocol/wire/handshake_payload.h"
#include "protocol/wire/packet.h"

#include <compare>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace hubbub::link {

/// What makes two initiations the same. All of the packet that an answer depends on is in it, not the
/// ephemeral alone: an initiation that somebody garbled on the way must not stand in for the true one.
struct InitiationId {
    Path path;
    Digest digest; ///< over Noise message 1 and the client's index
    static InitiationId of(const Path& from, const wire::Initiation& initiation);
    friend auto operator<=>(const InitiationId&, const InitiationId&) = default;
};

struct HalfOpen {
    InitiationId id;
    wire::Ephemeral ephemeral;
    SessionIndex local;
    SessionIndex remote;
    wire::Choice choice;
    crypto::NoiseResponder noise; ///< after message 2
    Bytes response;               ///< the datagram, repeated as it is
    Instant since;

    /// A client's key that came in a finish and opened, though the finish may not have verified as a whole.
    struct Shown {
        ByteArray<crypto::sealedStaticBytes> sealed;
        crypto::NoiseResponder noise; ///< after it
    };
    std::optional<Shown> shown{};
    /// What the response told of the room's password.
    std::optional<PasswordChallenge> password{};
};

class HalfOpenTable {
public:
    /// At one or two kilobytes each; more than any server can complete in their lifetime.
    static constexpr std::size_t capacity = 4096;
    static constexpr Duration lifetime{5s};

    const HalfOpen* find(const InitiationId& id) const;
    const HalfOpen* find(SessionIndex local) const;
    HalfOpen* find(SessionIndex local);
    std::size_t size() const { return entries_.size(); }

    /// True if there is room, or another prefix holds more than this one would and gives way.
    bool hasRoomFor(const AddressPrefix& prefix) const;
    /// Call only if hasRoomFor() its prefix; the oldest handshake of the prefix that holds the most may give
    /// way.
    void add(HalfOpen handshake);
    /// The handshake is over; its ephemeral will make no other session.
    void complete(SessionIndex local, Instant now);
    /// It will never be completed.
    void drop(SessionIndex local);
    bool hasMadeSession(const wire::Ephemeral& ephemeral) const;
    void expire(Instant now);
    /// When the oldest is forgotten.
    std::optional<Instant> deadline() const;

private:
    /// In order of age.
    using Entries = std::list<HalfOpen>;

    static AddressPrefix prefixOf(const HalfOpen& handshake);
    std::size_t heldBy(const AddressPrefix& prefix) const;
    void count(const AddressPrefix& prefix, std::size_t before, std::size_t after);
    void remove(Entries::const_iterator entry);
    void giveWay();

    Entries entries_;
    std::map<InitiationId, Entries::iterator> byInitiation_;
    std::map<SessionIndex, Entries::iterator> byIndex_;
    std::map<AddressPrefix, std::size_t> held_;
    std::set<std::pair<std::size_t, AddressPrefix>> bySize_; ///< the same, to find the largest

    std::map<wire::Ephemeral, Instant> completed_;
    std::deque<wire::Ephemeral> completedInOrder_; ///< oldest first; at most capacity
};

} // namespace hubbub::link
