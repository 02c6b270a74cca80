// ChaCha20-Poly1305 (RFC 8439). Its key needs no preparation.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/crypto/aes_gcm.h"
#include "protocol/crypto/secret.h"

namespace hubbub::crypto {

/// Ciphertext and tag; `out` may be where the plaintext is.
void sealChaCha(const Secret<32>& key, const Nonce& nonce, ByteView header, ByteView plaintext, Byte* out);
bool openChaCha(const Secret<32>& key, const Nonce& nonce, ByteView header, ByteView sealed, Byte* out);

} // namespace hubbub::crypto
