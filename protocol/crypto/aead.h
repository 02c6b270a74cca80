// Seals and opens packets with one key: ChaCha20-Poly1305 (RFC 8439) or AES-256-GCM (NIST SP 800-38D), behind
// one type.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/limits.h"
#include "protocol/crypto/secret.h"

#include <cstdint>
#include <memory>

namespace hubbub::crypto {

class AesGcm;

/// The number each has on the wire (docs/PROTOCOL.md, section 3).
enum class AeadAlgorithm : Byte { aes256Gcm = 1, chaCha20Poly1305 = 2 };

/// True when this processor has instructions for AES-GCM; without them it is neither fast nor constant in
/// time, and no key for it may be made.
bool hasFastAes();

/// What is kept of an AES key. Expanding it takes as long as sealing some hundred bytes, and then a kilobyte.
enum class KeyUse : std::uint8_t {
    often,  ///< expanded with the first packet, and kept
    seldom, ///< expanded for each packet
};

/// One direction's key. Nonce: 4 zero bytes, then the counter, little-endian. The caller never seals twice
/// under one counter, and uses a key from one thread at a time.
class AeadKey {
public:
    AeadKey(AeadAlgorithm algorithm, const Secret<32>& key, KeyUse use = KeyUse::often);
    AeadKey(AeadKey&& other) noexcept;
    AeadKey& operator=(AeadKey&& other) noexcept;
    ~AeadKey();

    /// `out` holds plaintext.size() + limits::tagBytes and may begin where `plaintext` does.
    void seal(std::uint64_t counter, ByteView header, ByteView plaintext, MutableBytes out) const;
    /// `out` holds sealed.size() - limits::tagBytes and may begin where `sealed` does. False, with `out`
    /// unspecified, when it is not authentic.
    bool open(std::uint64_t counter, ByteView header, ByteView sealed, MutableBytes out) const;
    /// It will be used soon.
    void prefetch() const;

private:
    template <class Action>
    auto withAes(Action action) const;

    AeadAlgorithm algorithm_;
    KeyUse use_;
    Secret<32> key_;
    mutable std::unique_ptr<AesGcm> expanded_;
};

} // namespace hubbub::crypto
