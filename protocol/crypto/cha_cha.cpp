#include "protocol/crypto/cha_cha.h"

#include "protocol/base/limits.h"
#include "protocol/crypto/multi_buffer.h"

#include <sodium.h>

namespace hubbub::crypto {

namespace {

#ifdef HUBBUB_MULTI_BUFFER
/// Holds the one-time key of Poly1305 and key stream.
struct Context {
    ~Context() { wipe({reinterpret_cast<Byte*>(&data), sizeof data}); }
    chacha20_poly1305_context_data data;
};
#endif

} // namespace

void sealChaCha(const Secret<32>& key, const Nonce& nonce, ByteView header, ByteView plaintext, Byte* out)
{
#ifdef HUBBUB_MULTI_BUFFER
    if (const IMB_MGR* const library = multiBuffer()) {
        const Byte* const secret = key.view().data();
        Context context;
        library->chacha20_poly1305_init(secret, &context.data, nonce.data(), header.data(), header.size());
        library->chacha20_poly1305_enc_update(secret, &context.data, out, plaintext.data(), plaintext.size());
        library->chacha20_poly1305_finalize(&context.data, out + plaintext.size(), limits::tagBytes);
        return;
    }
#endif
    crypto_aead_chacha20poly1305_ietf_encrypt(out, nullptr, plaintext.data(), plaintext.size(), header.data(),
                                              header.size(), nullptr, nonce.data(), key.view().data());
}

bool openChaCha(const Secret<32>& key, const Nonce& nonce, ByteView header, ByteView sealed, Byte* out)
{
#ifdef HUBBUB_MULTI_BUFFER
    if (const IMB_MGR* const library = multiBuffer()) {
        const Byte* const secret = key.view().data();
        const ByteView ciphertext = sealed.first(sealed.size() - limits::tagBytes);
        Context context;
        ByteArray<limits::tagBytes> tag;
        library->chacha20_poly1305_init(secret, &context.data, nonce.data(), header.data(), header.size());
        library->chacha20_poly1305_dec_update(secret, &context.data, out, ciphertext.data(),
                                              ciphertext.size());
        library->chacha20_poly1305_finalize(&context.data, tag.data(), tag.size());
        if (equalSecrets(tag, sealed.last(limits::tagBytes)))
            return true;
        // As with AES-GCM: it has decrypted already.
        wipe({out, ciphertext.size()});
        return false;
    }
#endif
    return crypto_aead_chacha20poly1305_ietf_decrypt(out, nullptr, nullptr, sealed.data(), sealed.size(),
                                                     header.data(), header.size(), nonce.data(),
                                                     key.view().data())
        == 0;
}

} // namespace hubbub::crypto
