#include "protocol/crypto/aes_gcm.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/crypto/aead.h"

namespace hubbub::crypto {

#ifdef HUBBUB_MULTI_BUFFER
namespace {

/// Key stream is left in it.
struct Context {
    ~Context() { wipe({reinterpret_cast<Byte*>(&data), sizeof data}); }
    gcm_context_data data;
};

} // namespace
#endif

AesGcm::AesGcm(const Secret<32>& key)
{
    CHECK(hasFastAes());
#ifdef HUBBUB_MULTI_BUFFER
    if (const IMB_MGR* const library = multiBuffer()) {
        library->gcm256_pre(key.view().data(), &schedule_.multiBuffer);
        return;
    }
#endif
    CHECK(crypto_aead_aes256gcm_beforenm(&schedule_.sodium, key.view().data()) == 0);
}

AesGcm::~AesGcm()
{
    wipe({reinterpret_cast<Byte*>(&schedule_), sizeof schedule_});
}

void AesGcm::seal(const Nonce& nonce, ByteView header, ByteView plaintext, Byte* out) const
{
#ifdef HUBBUB_MULTI_BUFFER
    if (const IMB_MGR* const library = multiBuffer()) {
        Context context;
        library->gcm256_enc(&schedule_.multiBuffer, &context.data, out, plaintext.data(), plaintext.size(),
                            nonce.data(), header.data(), header.size(), out + plaintext.size(),
                            limits::tagBytes);
        return;
    }
#endif
    crypto_aead_aes256gcm_encrypt_afternm(out, nullptr, plaintext.data(), plaintext.size(), header.data(),
                                          header.size(), nullptr, nonce.data(), &schedule_.sodium);
}

bool AesGcm::open(const Nonce& nonce, ByteView header, ByteView sealed, Byte* out) const
{
#ifdef HUBBUB_MULTI_BUFFER
    if (const IMB_MGR* const library = multiBuffer()) {
        const ByteView ciphertext = sealed.first(sealed.size() - limits::tagBytes);
        Context context;
        ByteArray<limits::tagBytes> tag;
        library->gcm256_dec(&schedule_.multiBuffer, &context.data, out, ciphertext.data(), ciphertext.size(),
                            nonce.data(), header.data(), header.size(), tag.data(), tag.size());
        if (equalSecrets(tag, sealed.last(limits::tagBytes)))
            return true;
        // It decrypts before anybody has compared: what nobody vouches for must not be left lying about.
        wipe({out, ciphertext.size()});
        return false;
    }
#endif
    return crypto_aead_aes256gcm_decrypt_afternm(out, nullptr, nullptr, sealed.data(), sealed.size(),
                                                 header.data(), header.size(), nonce.data(),
                                                 &schedule_.sodium)
        == 0;
}

} // namespace hubbub::crypto
