#include "protocol/crypto/identity.h"

#include "protocol/base/check.h"
#include "protocol/crypto/hash.h"

#include <sodium.h>

#include <algorithm>

namespace hubbub::crypto {

bool initialize()
{
    return sodium_init() >= 0;
}

void SystemEntropy::fill(MutableBytes bytes)
{
    randombytes_buf(bytes.data(), bytes.size());
}

KeyPair KeyPair::draw(Entropy& entropy)
{
    PrivateKey secret;
    entropy.fill(secret.bytes());
    return fromPrivate(secret);
}

KeyPair KeyPair::fromPrivate(const PrivateKey& secret)
{
    KeyPair pair{secret, {}};
    // Cannot fail: the base point is not of small order.
    CHECK(crypto_scalarmult_base(pair.shared.bytes.data(), secret.view().data()) == 0);
    return pair;
}

KeyPair clientIdentity(const ProfileSecret& profile, const PublicKey& server)
{
    return KeyPair::fromPrivate(hkdf(profile.view(), server.view(), bytesOf("Hubbub client identity")));
}

Fingerprint fingerprintOf(const PublicKey& key)
{
    const Digest digest = sha256({key.view()});
    Fingerprint fingerprint;
    std::copy_n(digest.bytes.begin(), Fingerprint::size, fingerprint.bytes.begin());
    return fingerprint;
}

std::string publicKeyText(const PublicKey& key)
{
    return toBase64Url(key.view());
}

std::optional<PublicKey> parsePublicKey(std::string_view text)
{
    const auto bytes = fromBase64Url(text);
    return bytes ? PublicKey::from(*bytes) : std::nullopt;
}

std::string secretText(const Secret<32>& secret)
{
    return toBase64Url(secret.view());
}

std::optional<Secret<32>> parseSecret(std::string_view text)
{
    auto bytes = fromBase64Url(text);
    if (!bytes)
        return std::nullopt;
    std::optional<Secret<32>> secret;
    if (bytes->size() == Secret<32>::size)
        std::ranges::copy(*bytes, secret.emplace().bytes().begin());
    wipe(*bytes);
    return secret;
}

} // namespace hubbub::crypto
