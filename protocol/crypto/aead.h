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

/// One direction's key, as short as it is: an AES key is expanded for each packet, or for some in a row
/// (Sealer). Nonce: 4 zero bytes, then the counter, little-endian. The caller never seals twice under one
/// counter.
class AeadKey {
public:
    AeadKey(AeadAlgorithm algorithm, const Secret<32>& key);
    /// There is one of each, or two might count from the same number.
    AeadKey(const AeadKey&) = delete;
    AeadKey& operator=(const AeadKey&) = delete;
    AeadKey(AeadKey&&) noexcept = default;
    AeadKey& operator=(AeadKey&&) noexcept = default;
    ~AeadKey() = default;

    /// `out` holds plaintext.size() + limits::tagBytes and may begin where `plaintext` does.
    void seal(std::uint64_t counter, ByteView header, ByteView plaintext, MutableBytes out) const;
    /// `out` holds sealed.size() - limits::tagBytes and may begin where `sealed` does. False, with `out`
    /// unspecified, when it is not authentic.
    bool open(std::uint64_t counter, ByteView header, ByteView sealed, MutableBytes out) const;

private:
    friend class Sealer;

    AeadAlgorithm algorithm_;
    Secret<32> key_;
};

/// Seals packets in a row with one key, which must outlive it. An AES key is expanded for the first of them,
/// which takes as long as sealing a kilobyte, and wiped at the end.
class Sealer {
public:
    explicit Sealer(const AeadKey& key);
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;
    ~Sealer();

    /// As AeadKey::seal().
    void seal(std::uint64_t counter, ByteView header, ByteView plaintext, MutableBytes out);

private:
    const AeadKey& key_;
    std::unique_ptr<AesGcm> expanded_;
};

} // namespace hubbub::crypto
