// Seals and opens packets with one key: ChaCha20-Poly1305 (RFC 8439, libsodium) or AES-256-GCM (OpenSSL),
// behind one type.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/limits.h"
#include "protocol/crypto/secret.h"

#include <cstdint>
#include <memory>

namespace hubbub::crypto {

/// The number each has on the wire (docs/PROTOCOL.md, section 3).
enum class AeadAlgorithm : Byte { aes256Gcm = 1, chaCha20Poly1305 = 2 };

/// True when this processor seals AES-GCM with its own instructions; without them it is neither fast nor
/// constant in time.
bool hasFastAes();

/// One direction's key. Nonce: 4 zero bytes, then the counter, little-endian. The caller never seals twice
/// under one counter, and uses a key from one thread at a time.
class AeadKey {
public:
    AeadKey(AeadAlgorithm algorithm, const Secret<32>& key);
    AeadKey(AeadKey&& other) noexcept;
    AeadKey& operator=(AeadKey&& other) noexcept;
    ~AeadKey();

    /// `out` holds plaintext.size() + limits::tagBytes and may begin where `plaintext` does.
    void seal(std::uint64_t counter, ByteView header, ByteView plaintext, MutableBytes out) const;
    /// `out` holds sealed.size() - limits::tagBytes and may begin where `sealed` does. False, with `out`
    /// unspecified, when it is not authentic.
    bool open(std::uint64_t counter, ByteView header, ByteView sealed, MutableBytes out) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hubbub::crypto
