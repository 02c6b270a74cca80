// The words in which moderation is asked for and told: who is kept out or silent, for how long, and what
// became of an announcement that asks to be confirmed.
#pragma once

#include "protocol/base/address_range.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace hubbub::chat {

namespace cbor {
class Reader;
class Writer;
void put(Writer& out, const AddressRange& range);
void get(Reader& in, AddressRange& range);
} // namespace cbor

/// Numbers on the wire (docs/PROTOCOL.md, section 7).
enum class RestrictionKind : std::uint8_t {
    ban = 1,  ///< may not enter
    mute = 2, ///< may enter and not speak
};
/// `ban`, `mute`: what scripts see.
std::string_view restrictionWord(RestrictionKind kind);

/// A member with the fingerprint that proves that the one meant is the one who has the number.
struct NamedMember {
    MemberId member;
    Fingerprint fingerprint;
    friend bool operator==(const NamedMember&, const NamedMember&) = default;
};
/// Whom it is about: a whole key, or all that come from somewhere.
using RestrictedSet = std::variant<PublicKey, AddressRange>;

struct Restriction {
    Seq seq; ///< of the command in the log; it is lifted by this
    RestrictionKind kind = RestrictionKind::ban;
    RestrictedSet whom;
    std::string name;                 ///< of the member it was meant for, at that time; may be empty
    std::string by;                   ///< name of the admin; empty for the console and one who has not joined
    std::optional<Fingerprint> byKey; ///< nothing: the console
    WallTime since;
    std::optional<WallTime> until; ///< nothing: without end
    std::string reason;
    friend bool operator==(const Restriction&, const Restriction&) = default;
};

enum class ConfirmationState : std::uint8_t {
    confirmed = 1,
    delivered = 2,   ///< the client has it; the person has not said so
    unreachable = 3, ///< the client has not acknowledged it
};
/// `confirmed`, `delivered`, `unreachable`: what scripts see.
std::string_view confirmationWord(ConfirmationState state);

struct Confirmation {
    NamedMember member;
    std::string name;
    ConfirmationState state = ConfirmationState::unreachable;
    friend bool operator==(const Confirmation&, const Confirmation&) = default;
};

void put(cbor::Writer& out, RestrictionKind kind);
void get(cbor::Reader& in, RestrictionKind& kind);
void put(cbor::Writer& out, const Restriction& restriction);
void get(cbor::Reader& in, Restriction& restriction);
void put(cbor::Writer& out, const Confirmation& confirmation);
void get(cbor::Reader& in, Confirmation& confirmation);

} // namespace hubbub::chat
