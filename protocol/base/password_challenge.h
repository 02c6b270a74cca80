// What a server with a room password tells in its handshake, for the client to make the key of the room from
// what the person types (docs/PROTOCOL.md, section 3).
#pragma once

#include "protocol/base/bytes.h"

#include <cstdint>

namespace hubbub {

struct PasswordChallenge {
    ByteArray<16> salt{};
    std::uint32_t memoryKib = 0; ///< of Argon2id
    std::uint32_t passes = 0;
    friend bool operator==(const PasswordChallenge&, const PasswordChallenge&) = default;

    /// False for one that would cost the machine too much, or a thief of the proof too little.
    bool isAcceptable() const;
};

namespace limits {

/// What `hubbubd hash-password` takes: a third of a second on a small machine, and as much for each guess.
inline constexpr std::uint32_t passwordMemoryKib = 64 * 1024;
inline constexpr std::uint32_t passwordPasses = 3;
/// Nothing cheaper: whoever stands in a server's place would have the proofs guessed at a price of his own
/// choice.
inline constexpr std::uint32_t passwordMemoryKibLeast = passwordMemoryKib;
inline constexpr std::uint32_t passwordPassesLeast = 2;
/// Nothing dearer: a telephone's memory, and some seconds.
inline constexpr std::uint32_t passwordMemoryKibMost = 256 * 1024;
inline constexpr std::uint32_t passwordPassesMost = 10;
/// UTF-8 bytes of a password: what nobody types, and a file that is none is noticed.
inline constexpr std::size_t passwordBytes = 1024;

} // namespace limits

inline bool PasswordChallenge::isAcceptable() const
{
    return memoryKib >= limits::passwordMemoryKibLeast && memoryKib <= limits::passwordMemoryKibMost
        && passes >= limits::passwordPassesLeast && passes <= limits::passwordPassesMost;
}

} // namespace hubbub
