#include "protocol/crypto/aead.h"

#include "protocol/base/check.h"
#include "protocol/crypto/aes_gcm.h"
#include "protocol/crypto/cha_cha.h"

#include <sodium.h>

namespace hubbub::crypto {

namespace {

Nonce nonceOf(std::uint64_t counter)
{
    Nonce nonce{};
    for (unsigned i = 0; i < 8; ++i)
        nonce[4 + i] = static_cast<Byte>(counter >> (8 * i));
    return nonce;
}

} // namespace

bool hasFastAes()
{
    return crypto_aead_aes256gcm_is_available() != 0;
}

AeadKey::AeadKey(AeadAlgorithm algorithm, const Secret<32>& key) : algorithm_(algorithm), key_(key)
{
    CHECK(algorithm == AeadAlgorithm::chaCha20Poly1305 || hasFastAes());
}

void AeadKey::seal(std::uint64_t counter, ByteView header, ByteView plaintext, MutableBytes out) const
{
    Sealer(*this).seal(counter, header, plaintext, out);
}

bool AeadKey::open(std::uint64_t counter, ByteView header, ByteView sealed, MutableBytes out) const
{
    if (sealed.size() < limits::tagBytes)
        return false;
    CHECK(out.size() >= sealed.size() - limits::tagBytes);
    const Nonce nonce = nonceOf(counter);
    switch (algorithm_) {
    case AeadAlgorithm::aes256Gcm:
        return AesGcm(key_).open(nonce, header, sealed, out.data());
    case AeadAlgorithm::chaCha20Poly1305:
        return openChaCha(key_, nonce, header, sealed, out.data());
    }
    return false;
}

Sealer::Sealer(const AeadKey& key) : key_(key) {}
Sealer::~Sealer() = default;

void Sealer::seal(std::uint64_t counter, ByteView header, ByteView plaintext, MutableBytes out)
{
    CHECK(out.size() >= plaintext.size() + limits::tagBytes);
    const Nonce nonce = nonceOf(counter);
    switch (key_.algorithm_) {
    case AeadAlgorithm::aes256Gcm:
        if (!expanded_)
            expanded_ = std::make_unique<AesGcm>(key_.key_);
        expanded_->seal(nonce, header, plaintext, out.data());
        break;
    case AeadAlgorithm::chaCha20Poly1305:
        sealChaCha(key_.key_, nonce, header, plaintext, out.data());
        break;
    }
}

} // namespace hubbub::crypto
