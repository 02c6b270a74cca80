// What the three Noise messages of a handshake carry for us (docs/PROTOCOL.md, section 3), as values and as
// bytes.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/base/password_challenge.h"

#include <optional>

namespace hubbub::wire {

inline constexpr Byte transportVersion = 1;

enum class Aead : Byte { aes256Gcm = 1, chaCha20Poly1305 = 2 };

struct Offer {
    Bytes versions; ///< 1 to 16
    Bytes aeads;    ///< 1 to 16, favourite first
};
struct Choice {
    Byte version = transportVersion;
    Byte aead = static_cast<Byte>(Aead::chaCha20Poly1305);
    friend bool operator==(const Choice&, const Choice&) = default;
};
struct OfferAndChoice {
    Offer offer;
    Choice choice;
    /// The server's index once more: the packet's header is not authenticated.
    std::optional<SessionIndex> index{};
    /// Of a room with a password.
    std::optional<PasswordChallenge> password{};
};
struct FinishPayload {
    std::optional<SessionIndex> continues;
};

Bytes encode(const Offer& offer);
Bytes encode(const OfferAndChoice& payload);
Bytes encode(const FinishPayload& payload);
std::optional<Offer> decodeOffer(ByteView bytes);
std::optional<OfferAndChoice> decodeOfferAndChoice(ByteView bytes);
std::optional<FinishPayload> decodeFinishPayload(ByteView bytes);

/// The highest version in both lists and the first AEAD of the client's that the server has; nothing if there
/// is none.
std::optional<Choice> bestCommon(const Offer& client, const Offer& server);

} // namespace hubbub::wire
