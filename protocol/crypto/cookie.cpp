#include "protocol/crypto/cookie.h"

#include <sodium.h>

namespace hubbub::crypto {

namespace {

ByteArray<6> bytesOfPortAndScope(const PeerAddress& address)
{
    ByteArray<6> bytes{};
    bytes[0] = static_cast<Byte>(address.port >> 8U);
    bytes[1] = static_cast<Byte>(address.port);
    for (unsigned i = 0; i < 4; ++i)
        bytes[2 + i] = static_cast<Byte>(address.ip.scope >> (24 - 8 * i));
    return bytes;
}

CookieJar::CookieBytes macOver(const Secret<32>& secret, const PeerAddress& address, ByteView ephemeral)
{
    const ByteArray<6> portAndScope = bytesOfPortAndScope(address);
    CookieJar::CookieBytes cookie{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, secret.view().data(), secret.view().size(), cookie.size());
    // The ephemeral comes last: everything before it is of fixed length, so no two inputs run together.
    crypto_generichash_update(&state, address.ip.bytes.data(), address.ip.bytes.size());
    crypto_generichash_update(&state, portAndScope.data(), portAndScope.size());
    crypto_generichash_update(&state, ephemeral.data(), ephemeral.size());
    crypto_generichash_final(&state, cookie.data(), cookie.size());
    sodium_memzero(&state, sizeof state);
    return cookie;
}

} // namespace

CookieJar::CookieJar(Entropy& entropy) : entropy_(entropy) {}

CookieJar::CookieBytes CookieJar::bake(Instant now, const PeerAddress& to, ByteView ephemeral)
{
    turnOver(now);
    return macOver(current_, to, ephemeral);
}

bool CookieJar::isGood(Instant now, const PeerAddress& from, ByteView ephemeral, ByteView cookie)
{
    turnOver(now);
    return equalSecrets(macOver(current_, from, ephemeral), cookie)
        || equalSecrets(macOver(previous_, from, ephemeral), cookie);
}

void CookieJar::turnOver(Instant now)
{
    if (since_ && now - *since_ < secretLifetime)
        return;
    const bool currentStillHolds = since_ && now - *since_ < 2 * secretLifetime;
    if (currentStillHolds) {
        previous_ = current_;
        *since_ += secretLifetime;
    } else {
        // Nobody has a cookie worth keeping. A secret left at zero would be one that everybody knows.
        entropy_.fill(previous_.bytes());
        since_ = now;
    }
    entropy_.fill(current_.bytes());
}

} // namespace hubbub::crypto
