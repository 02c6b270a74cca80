#include "protocol/crypto/hash.h"

#include <sodium.h>

namespace hubbub::crypto {

Digest sha256(std::initializer_list<ByteView> parts)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const ByteView part : parts)
        crypto_hash_sha256_update(&state, part.data(), part.size());
    Digest digest;
    crypto_hash_sha256_final(&state, digest.bytes.data());
    return digest;
}

Secret<32> hmacSha256(ByteView key, std::initializer_list<ByteView> parts)
{
    crypto_auth_hmacsha256_state state;
    // libsodium wants an address even of an empty key (HKDF without salt).
    constexpr Byte noKey = 0;
    crypto_auth_hmacsha256_init(&state, key.empty() ? &noKey : key.data(), key.size());
    for (const ByteView part : parts)
        crypto_auth_hmacsha256_update(&state, part.data(), part.size());
    Secret<32> code;
    crypto_auth_hmacsha256_final(&state, code.bytes().data());
    // The state holds the key, padded and compressed.
    sodium_memzero(&state, sizeof state);
    return code;
}

Secret<32> hkdf(ByteView inputKey, ByteView salt, ByteView info)
{
    constexpr ByteArray<1> firstBlock = {1};
    const Secret<32> extracted = hmacSha256(salt, {inputKey});
    return hmacSha256(extracted.view(), {info, firstBlock});
}

} // namespace hubbub::crypto
