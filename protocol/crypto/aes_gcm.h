// AES-256-GCM with one key, expanded. Only for processors with instructions for it (hasFastAes()).
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/crypto/multi_buffer.h"
#include "protocol/crypto/secret.h"

#include <sodium.h>

#include <variant>

namespace hubbub::crypto {

using Nonce = ByteArray<12>;

/// Round keys and powers of the hash key: about a kilobyte, wiped when it goes.
class AesGcm {
public:
    explicit AesGcm(const Secret<32>& key);
    AesGcm(const AesGcm&) = delete;
    AesGcm& operator=(const AesGcm&) = delete;
    ~AesGcm();

    /// Ciphertext and tag; `out` may be where the plaintext is.
    void seal(const Nonce& nonce, ByteView header, ByteView plaintext, Byte* out) const;
    bool open(const Nonce& nonce, ByteView header, ByteView sealed, Byte* out) const;

private:
#ifdef HUBBUB_MULTI_BUFFER
    union Schedule {
        gcm_key_data multiBuffer;
        crypto_aead_aes256gcm_state sodium;
    };
#else
    struct Schedule {
        crypto_aead_aes256gcm_state sodium;
    };
#endif
    Schedule schedule_;
};

} // namespace hubbub::crypto
