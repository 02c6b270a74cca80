// SHA-256, HMAC and HKDF (RFC 6234, 2104, 5869), over libsodium.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/crypto/secret.h"

#include <initializer_list>

namespace hubbub::crypto {

/// Over the concatenation of the parts.
Digest sha256(std::initializer_list<ByteView> parts);
Secret<32> hmacSha256(ByteView key, std::initializer_list<ByteView> parts);
/// HKDF-SHA256 with 32 bytes of output.
Secret<32> hkdf(ByteView inputKey, ByteView salt, ByteView info);

} // namespace hubbub::crypto
