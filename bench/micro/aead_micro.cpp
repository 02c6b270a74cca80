// What sealing costs, for one key that stays in the cache and for the keys of a thousand members in random
// order: through crypto::AeadKey, which is what runs, and by the libraries that it could use, each with its
// keys kept as it likes best.
#include "bench/fan_out/quick_entropy.h"
#include "protocol/base/check.h"
#include "protocol/crypto/aead.h"

#include <benchmark/benchmark.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace hubbub::bench {

namespace {

using Key = crypto::Secret<32>;

constexpr std::size_t headerBytes = limits::packetHeaderBytes;

/// Through what the server and the clients use.
template <crypto::AeadAlgorithm algorithm>
class Hubbubs {
public:
    explicit Hubbubs(const Key& key) : key_(algorithm, key) {}
    void seal(std::uint64_t counter, ByteView header, MutableBytes bytes) const
    {
        key_.seal(counter, header, bytes.first(bytes.size() - limits::tagBytes), bytes);
    }
    bool open(std::uint64_t counter, ByteView header, ByteView sealed, MutableBytes out) const
    {
        return key_.open(counter, header, sealed, out);
    }

private:
    crypto::AeadKey key_;
};

ByteArray<12> nonceOf(std::uint64_t counter)
{
    ByteArray<12> nonce{};
    for (unsigned i = 0; i < 8; ++i)
        nonce[4 + i] = static_cast<Byte>(counter >> (8 * i));
    return nonce;
}

class SodiumGcm {
public:
    explicit SodiumGcm(const Key& key) : state_(std::make_unique<State>())
    {
        crypto_aead_aes256gcm_beforenm(&state_->expanded, key.view().data());
    }
    void seal(std::uint64_t counter, ByteView header, MutableBytes bytes) const
    {
        const auto nonce = nonceOf(counter);
        crypto_aead_aes256gcm_encrypt_afternm(bytes.data(), nullptr, bytes.data(),
                                              bytes.size() - limits::tagBytes, header.data(), header.size(),
                                              nullptr, nonce.data(), &state_->expanded);
    }
    bool open(std::uint64_t counter, ByteView header, ByteView sealed, MutableBytes out) const
    {
        const auto nonce = nonceOf(counter);
        return crypto_aead_aes256gcm_decrypt_afternm(out.data(), nullptr, nullptr, sealed.data(),
                                                     sealed.size(), header.data(), header.size(),
                                                     nonce.data(), &state_->expanded)
            == 0;
    }

private:
    struct State {
        crypto_aead_aes256gcm_state expanded;
    };
    std::unique_ptr<State> state_;
};

class SodiumChaCha {
public:
    explicit SodiumChaCha(const Key& key) : key_(key) {}
    void seal(std::uint64_t counter, ByteView header, MutableBytes bytes) const
    {
        const auto nonce = nonceOf(counter);
        crypto_aead_chacha20poly1305_ietf_encrypt(bytes.data(), nullptr, bytes.data(),
                                                  bytes.size() - limits::tagBytes, header.data(),
                                                  header.size(), nullptr, nonce.data(), key_.view().data());
    }
    bool open(std::uint64_t counter, ByteView header, ByteView sealed, MutableBytes out) const
    {
        const auto nonce = nonceOf(counter);
        return crypto_aead_chacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, sealed.data(),
                                                         sealed.size(), header.data(), header.size(),
                                                         nonce.data(), key_.view().data())
            == 0;
    }

private:
    Key key_;
};

enum class EvpCipher { gcm, chaCha };

template <EvpCipher cipher>
class OpenSsl {
public:
    explicit OpenSsl(const Key& key) : sealing_(context(key, 1)), opening_(context(key, 0)) {}
    void seal(std::uint64_t counter, ByteView header, MutableBytes bytes) const
    {
        const auto nonce = nonceOf(counter);
        Byte* const tag = bytes.data() + bytes.size() - limits::tagBytes;
        EVP_CIPHER_CTX* const to = sealing_.get();
        int written = 0;
        CHECK(EVP_CipherInit_ex(to, nullptr, nullptr, nullptr, nonce.data(), 1) == 1
              && EVP_CipherUpdate(to, nullptr, &written, header.data(), static_cast<int>(header.size())) == 1
              && EVP_CipherUpdate(to, bytes.data(), &written, bytes.data(),
                                  static_cast<int>(bytes.size() - limits::tagBytes))
                     == 1
              && EVP_CipherFinal_ex(to, tag, &written) == 1
              && EVP_CIPHER_CTX_ctrl(to, EVP_CTRL_AEAD_GET_TAG, limits::tagBytes, tag) == 1);
    }
    bool open(std::uint64_t counter, ByteView header, ByteView sealed, MutableBytes out) const
    {
        const auto nonce = nonceOf(counter);
        ByteArray<limits::tagBytes> tag{};
        std::ranges::copy(sealed.last(limits::tagBytes), tag.begin());
        EVP_CIPHER_CTX* const from = opening_.get();
        int written = 0;
        return EVP_CipherInit_ex(from, nullptr, nullptr, nullptr, nonce.data(), 0) == 1
            && EVP_CIPHER_CTX_ctrl(from, EVP_CTRL_AEAD_SET_TAG, limits::tagBytes, tag.data()) == 1
            && EVP_CipherUpdate(from, nullptr, &written, header.data(), static_cast<int>(header.size())) == 1
            && EVP_CipherUpdate(from, out.data(), &written, sealed.data(),
                                static_cast<int>(sealed.size() - limits::tagBytes))
                   == 1
            && EVP_CipherFinal_ex(from, tag.data(), &written) == 1;
    }

private:
    struct Free {
        void operator()(EVP_CIPHER_CTX* each) const { EVP_CIPHER_CTX_free(each); }
    };
    using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;
    static Context context(const Key& key, int seals)
    {
        static EVP_CIPHER* const fetched = EVP_CIPHER_fetch(
            nullptr, cipher == EvpCipher::gcm ? "AES-256-GCM" : "ChaCha20-Poly1305", nullptr);
        Context made(EVP_CIPHER_CTX_new());
        CHECK(fetched && made
              && EVP_CipherInit_ex(made.get(), fetched, nullptr, key.view().data(), nullptr, seals) == 1);
        return made;
    }

    Context sealing_;
    Context opening_;
};

template <class Aead>
struct Keys {
    explicit Keys(std::int64_t count)
    {
        QuickEntropy entropy(0);
        for (std::int64_t i = 0; i < count; ++i) {
            Key key;
            entropy.fill(key.bytes());
            keys.emplace_back(key);
        }
        // More steps than keys, so that their order is no pattern.
        constexpr std::size_t steps = 4096;
        for (std::size_t i = 0; i < steps; ++i)
            order.push_back(static_cast<std::size_t>(entropy.drawBelow(static_cast<std::uint64_t>(count))));
    }
    const Aead& next() { return keys[order[at++ % order.size()]]; }
    std::vector<Aead> keys;
    std::vector<std::size_t> order;
    std::size_t at = 0;
};

template <class Aead>
void seal(benchmark::State& state)
{
    Keys<Aead> keys(state.range(1));
    Bytes datagram(static_cast<std::size_t>(state.range(0)));
    const MutableBytes bytes(datagram);
    std::uint64_t counter = 0;
    for (auto _ : state) {
        keys.next().seal(++counter, bytes.first(headerBytes), bytes.subspan(headerBytes));
        benchmark::ClobberMemory();
    }
}

template <class Aead>
void open(benchmark::State& state)
{
    Keys<Aead> keys(state.range(1));
    const auto size = static_cast<std::size_t>(state.range(0));
    std::vector<Bytes> datagrams;
    for (const Aead& key : keys.keys) {
        Bytes& datagram = datagrams.emplace_back(size);
        const MutableBytes bytes(datagram);
        key.seal(1, bytes.first(headerBytes), bytes.subspan(headerBytes));
    }
    Bytes out(size);
    for (auto _ : state) {
        const std::size_t index = keys.order[keys.at++ % keys.order.size()];
        const ByteView bytes(datagrams[index]);
        CHECK(keys.keys[index].open(1, bytes.first(headerBytes), bytes.subspan(headerBytes), out));
    }
}

/// Datagrams as one message and as many make them; one key, and a thousand members'.
void sizes(benchmark::internal::Benchmark* benchmark)
{
    benchmark->ArgNames({"datagram", "keys"})->ArgsProduct({{150, 1200}, {1, 1000}});
}

using HubbubsGcm = Hubbubs<crypto::AeadAlgorithm::aes256Gcm>;
using HubbubsChaCha = Hubbubs<crypto::AeadAlgorithm::chaCha20Poly1305>;
using OpenSslGcm = OpenSsl<EvpCipher::gcm>;
using OpenSslChaCha = OpenSsl<EvpCipher::chaCha>;

BENCHMARK_TEMPLATE(seal, HubbubsGcm)->Apply(sizes);
BENCHMARK_TEMPLATE(seal, SodiumGcm)->Apply(sizes);
BENCHMARK_TEMPLATE(seal, OpenSslGcm)->Apply(sizes);
BENCHMARK_TEMPLATE(seal, HubbubsChaCha)->Apply(sizes);
BENCHMARK_TEMPLATE(seal, SodiumChaCha)->Apply(sizes);
BENCHMARK_TEMPLATE(seal, OpenSslChaCha)->Apply(sizes);
BENCHMARK_TEMPLATE(open, HubbubsGcm)->Apply(sizes);
BENCHMARK_TEMPLATE(open, SodiumGcm)->Apply(sizes);
BENCHMARK_TEMPLATE(open, OpenSslGcm)->Apply(sizes);
BENCHMARK_TEMPLATE(open, HubbubsChaCha)->Apply(sizes);
BENCHMARK_TEMPLATE(open, SodiumChaCha)->Apply(sizes);
BENCHMARK_TEMPLATE(open, OpenSslChaCha)->Apply(sizes);

} // namespace

} // namespace hubbub::bench
