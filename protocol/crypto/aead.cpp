#include "protocol/crypto/aead.h"

#include "protocol/base/check.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <variant>

namespace hubbub::crypto {

namespace {

using Nonce = ByteArray<12>;

Nonce nonceOf(std::uint64_t counter)
{
    Nonce nonce{};
    for (unsigned i = 0; i < 8; ++i)
        nonce[4 + i] = static_cast<Byte>(counter >> (8 * i));
    return nonce;
}

class ChaChaKey {
public:
    explicit ChaChaKey(const Secret<32>& key) : key_(key) {}

    void seal(const Nonce& nonce, ByteView header, ByteView plaintext, Byte* out) const
    {
        crypto_aead_chacha20poly1305_ietf_encrypt(out, nullptr, plaintext.data(), plaintext.size(),
                                                  header.data(), header.size(), nullptr, nonce.data(),
                                                  key_.view().data());
    }

    bool open(const Nonce& nonce, ByteView header, ByteView sealed, Byte* out) const
    {
        return crypto_aead_chacha20poly1305_ietf_decrypt(out, nullptr, nullptr, sealed.data(), sealed.size(),
                                                         header.data(), header.size(), nonce.data(),
                                                         key_.view().data())
            == 0;
    }

private:
    Secret<32> key_;
};

struct FreeContext {
    /// OpenSSL wipes the key schedule as it frees it.
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

/// Seals with OpenSSL, which is the faster at full datagrams: what a server does for every member. It keeps
/// the expanded key in one context, so that a packet costs no allocation and no key schedule; that context
/// takes 1.4 KB, so it is made with the first packet. Opens with libsodium, which is the faster at short
/// packets, as acknowledgements are, and needs no more than the key: a member's session has one key of each
/// kind.
class GcmKey {
public:
    explicit GcmKey(const Secret<32>& key) : key_(key) {}

    void seal(const Nonce& nonce, ByteView header, ByteView plaintext, Byte* out) const
    {
        EVP_CIPHER_CTX* const context = this->context();
        int written = 0;
        CHECK(EVP_EncryptInit_ex(context, nullptr, nullptr, nullptr, nonce.data()) == 1);
        if (!header.empty())
            CHECK(EVP_EncryptUpdate(context, nullptr, &written, header.data(), lengthOf(header)) == 1);
        if (!plaintext.empty())
            CHECK(EVP_EncryptUpdate(context, out, &written, plaintext.data(), lengthOf(plaintext)) == 1);
        Byte* const tag = out + plaintext.size();
        CHECK(EVP_EncryptFinal_ex(context, tag, &written) == 1);
        CHECK(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, limits::tagBytes, tag) == 1);
    }

    bool open(const Nonce& nonce, ByteView header, ByteView sealed, Byte* out) const
    {
        if (!hasFastAes())
            return openPortably(nonce, header, sealed, out);
        return crypto_aead_aes256gcm_decrypt(out, nullptr, nullptr, sealed.data(), sealed.size(),
                                             header.data(), header.size(), nonce.data(), key_.view().data())
            == 0;
    }

private:
    EVP_CIPHER_CTX* context() const
    {
        if (context_)
            return context_.get();
        // Fetched once: a look-up by name takes locks and longer than a packet does.
        static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
        context_.reset(EVP_CIPHER_CTX_new());
        CHECK(context_ && cipher);
        CHECK(EVP_EncryptInit_ex(context_.get(), cipher, nullptr, key_.view().data(), nullptr) == 1);
        return context_.get();
    }

    /// For tests on a processor without the instructions, where AES-GCM is never offered.
    bool openPortably(const Nonce& nonce, ByteView header, ByteView sealed, Byte* out) const
    {
        EVP_CIPHER_CTX* const context = this->context();
        const ByteView ciphertext = sealed.first(sealed.size() - limits::tagBytes);
        ByteArray<limits::tagBytes> tag;
        std::ranges::copy(sealed.last(limits::tagBytes), tag.begin());
        int written = 0;
        CHECK(EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, nonce.data()) == 1);
        CHECK(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, limits::tagBytes, tag.data()) == 1);
        if (!header.empty())
            CHECK(EVP_DecryptUpdate(context, nullptr, &written, header.data(), lengthOf(header)) == 1);
        if (!ciphertext.empty())
            CHECK(EVP_DecryptUpdate(context, out, &written, ciphertext.data(), lengthOf(ciphertext)) == 1);
        ByteArray<limits::tagBytes> nothing;
        if (EVP_DecryptFinal_ex(context, nothing.data(), &written) == 1)
            return true;
        // OpenSSL decrypts before it verifies: what nobody vouches for must not be left lying about.
        wipe({out, ciphertext.size()});
        ERR_clear_error();
        return false;
    }

    static int lengthOf(ByteView bytes) { return static_cast<int>(bytes.size()); }

    Secret<32> key_;
    mutable std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context_;
};

using Key = std::variant<ChaChaKey, GcmKey>;

Key keyFor(AeadAlgorithm algorithm, const Secret<32>& key)
{
    switch (algorithm) {
    case AeadAlgorithm::aes256Gcm:
        return GcmKey(key);
    case AeadAlgorithm::chaCha20Poly1305:
        return ChaChaKey(key);
    }
    CHECK(false);
}

} // namespace

bool hasFastAes()
{
    return crypto_aead_aes256gcm_is_available() != 0;
}

struct AeadKey::State {
    Key key;
};

AeadKey::AeadKey(AeadAlgorithm algorithm, const Secret<32>& key)
    : state_(std::make_unique<State>(State{keyFor(algorithm, key)}))
{
}

AeadKey::AeadKey(AeadKey&& other) noexcept = default;
AeadKey& AeadKey::operator=(AeadKey&& other) noexcept = default;
AeadKey::~AeadKey() = default;

void AeadKey::seal(std::uint64_t counter, ByteView header, ByteView plaintext, MutableBytes out) const
{
    CHECK(out.size() >= plaintext.size() + limits::tagBytes);
    std::visit([&](const auto& key) { key.seal(nonceOf(counter), header, plaintext, out.data()); },
               state_->key);
}

bool AeadKey::open(std::uint64_t counter, ByteView header, ByteView sealed, MutableBytes out) const
{
    if (sealed.size() < limits::tagBytes)
        return false;
    CHECK(out.size() >= sealed.size() - limits::tagBytes);
    return std::visit([&](const auto& key) { return key.open(nonceOf(counter), header, sealed, out.data()); },
                      state_->key);
}

} // namespace hubbub::crypto
