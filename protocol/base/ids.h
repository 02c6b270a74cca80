// Strong types for everything that is a number or an opaque string of bytes and must never be mistaken for
// another.
#pragma once

#include "protocol/base/bytes.h"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <functional>
#include <string_view>

namespace hubbub {

/// A number with a meaning. Tag is an incomplete type that only names it.
template <class Tag, class Rep>
struct StrongId {
    using Value = Rep;
    Rep value = 0;
    friend constexpr auto operator<=>(const StrongId&, const StrongId&) = default;
};

/// A record's place in a stream; in the room's stream, an event's number in the log. The first is 1; 0 is
/// "before the first".
using Seq = StrongId<struct SeqTag, std::uint64_t>;
/// Names a stream within one attachment.
using StreamId = StrongId<struct StreamIdTag, std::uint32_t>;
/// A member of a log; never used twice in it. 0 is nobody (the console speaks as 0).
using MemberId = StrongId<struct MemberIdTag, std::uint32_t>;
/// Names a session at its receiver, who chose it.
using SessionIndex = StrongId<struct SessionIndexTag, std::uint32_t>;
/// A submission's number within its outbox; the first is 1.
using SubmissionNumber = StrongId<struct SubmissionNumberTag, std::uint32_t>;

constexpr Seq next(Seq seq)
{
    return Seq{seq.value + 1};
}

/// An opaque string of N bytes with a meaning; ordered and comparable, never secret.
template <class Tag, std::size_t N>
struct OpaqueId {
    static constexpr std::size_t size = N;
    ByteArray<N> bytes{};
    friend auto operator<=>(const OpaqueId&, const OpaqueId&) = default;
    ByteView view() const { return bytes; }

    /// Nothing unless exactly N bytes are given.
    static std::optional<OpaqueId> from(ByteView source)
    {
        if (source.size() != N)
            return std::nullopt;
        OpaqueId id;
        std::copy(source.begin(), source.end(), id.bytes.begin());
        return id;
    }
};

/// An X25519 public key.
using PublicKey = OpaqueId<struct PublicKeyTag, 32>;
/// The first 8 bytes of SHA-256 over a public key: for people to compare, never to decide by.
using Fingerprint = OpaqueId<struct FingerprintTag, 8>;
/// Names a client instance and its log of submissions; random.
using OutboxId = OpaqueId<struct OutboxIdTag, 16>;
/// Names a log; random, drawn when the log is made.
using LogId = OpaqueId<struct LogIdTag, 16>;
/// SHA-256.
using Digest = OpaqueId<struct DigestTag, 32>;
/// Value of the chain over a log's events.
using ChainValue = OpaqueId<struct ChainValueTag, 32>;
/// Makes the digest of a short text unguessable once the text is removed.
using Salt = OpaqueId<struct SaltTag, 8>;

/// 11 characters of base64url, the 10 first of which carry all that is shown to people.
inline std::string shownFingerprint(const Fingerprint& fingerprint)
{
    return toBase64Url(fingerprint.view()).substr(0, 10);
}

} // namespace hubbub

template <class Tag, class Rep>
struct std::hash<hubbub::StrongId<Tag, Rep>> {
    std::size_t operator()(const hubbub::StrongId<Tag, Rep>& id) const noexcept
    {
        return std::hash<Rep>{}(id.value);
    }
};

/// Keys of outsiders choose these bytes: a table keyed by them must be bounded or ordered, not trusted to
/// spread.
template <class Tag, std::size_t N>
struct std::hash<hubbub::OpaqueId<Tag, N>> {
    std::size_t operator()(const hubbub::OpaqueId<Tag, N>& id) const noexcept
    {
        return std::hash<std::string_view>{}(hubbub::textOf(id.view()));
    }
};
