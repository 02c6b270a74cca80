// Cookies: proof that a client receives at the address it claims, without keeping anything about it
// (docs/PROTOCOL.md, section 3).
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/entropy.h"
#include "protocol/base/time.h"
#include "protocol/crypto/secret.h"

#include <optional>

namespace hubbub::crypto {

class CookieJar {
public:
    static constexpr std::size_t cookieBytes = 16;
    using CookieBytes = ByteArray<cookieBytes>;

    /// A cookie is good until the second change of the secret after it was baked: 2 to 4 minutes, long enough
    /// for every repeat of a handshake.
    static constexpr Duration secretLifetime = 2min;

    /// The entropy outlives the jar.
    explicit CookieJar(Entropy& entropy);
    CookieBytes bake(Instant now, const PeerAddress& to, ByteView ephemeral);
    bool isGood(Instant now, const PeerAddress& from, ByteView ephemeral, ByteView cookie);

private:
    void turnOver(Instant now);

    Entropy& entropy_;
    Secret<32> current_;
    Secret<32> previous_;
    std::optional<Instant> since_; ///< when current_ was drawn
};

} // namespace hubbub::crypto
