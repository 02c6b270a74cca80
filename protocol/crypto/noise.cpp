// Noise_XX_25519_ChaChaPoly_SHA256, message by message (-> initiator to responder; a payload ends each):
//     -> e
//     <- e, ee, s, es
//     -> s, se
// A consume… works on a copy of the symmetric state and keeps it, with what it learnt, only after the last
// check.
#include "protocol/crypto/noise.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/crypto/aead.h"
#include "protocol/crypto/hash.h"

#include <sodium.h>

#include <string_view>

namespace hubbub::crypto {

namespace {

/// Exactly as long as a digest, so that it is the first hash as it stands (section 5.2).
constexpr std::string_view protocolName = "Noise_XX_25519_ChaChaPoly_SHA256";
static_assert(protocolName.size() == Digest::size);

/// X25519. Nothing for a point of small order: the result would be zero and known to all.
std::optional<Secret<32>> agree(const PrivateKey& own, const PublicKey& theirs)
{
    Secret<32> agreed;
    if (crypto_scalarmult(agreed.bytes().data(), own.view().data(), theirs.bytes.data()) != 0)
        return std::nullopt;
    return agreed;
}

/// With a point that has stood one agreement no other can fail: a private key, being clamped, is no multiple
/// of a large order.
Secret<32> agreeWithProven(const PrivateKey& own, const PublicKey& theirs)
{
    const auto agreed = agree(own, theirs);
    CHECK(agreed);
    return *agreed;
}

struct DerivedPair {
    Secret<32> first;
    Secret<32> second;
};

/// HKDF with two outputs, as Noise defines it (section 4.3).
DerivedPair derivePair(const Secret<32>& chainingKey, ByteView input)
{
    constexpr ByteArray<1> one = {1};
    constexpr ByteArray<1> two = {2};
    const Secret<32> extracted = hmacSha256(chainingKey.view(), {input});
    DerivedPair derived;
    derived.first = hmacSha256(extracted.view(), {one});
    derived.second = hmacSha256(extracted.view(), {derived.first.view(), two});
    return derived;
}

/// The caller has seen to it that there are enough bytes.
PublicKey takeKey(ByteView& message)
{
    const auto key = PublicKey::from(message.first(PublicKey::size));
    message = message.subspan(PublicKey::size);
    return *key;
}

std::optional<PublicKey> takeSealedKey(SymmetricState& symmetric, ByteView& message)
{
    if (message.size() < sealedStaticBytes)
        return std::nullopt;
    const auto key = symmetric.decryptAndHash(message.first(sealedStaticBytes));
    message = message.subspan(sealedStaticBytes);
    return key ? PublicKey::from(*key) : std::nullopt;
}

} // namespace

Secret<32> transportKey(const Secret<32>& splitKey, const Digest& handshakeHash, Byte version, Byte aead)
{
    Bytes info = copyOf(bytesOf("Hubbub transport"));
    info.push_back(version);
    info.push_back(aead);
    return hkdf(splitKey.view(), handshakeHash.view(), info);
}

// SymmetricState

SymmetricState::SymmetricState(ByteView prologue)
{
    hash_ = *Digest::from(bytesOf(protocolName));
    chainingKey_ = Secret<32>(hash_.bytes);
    mixHash(prologue);
}

void SymmetricState::mixHash(ByteView data)
{
    hash_ = sha256({hash_.view(), data});
}

void SymmetricState::mixKey(ByteView input)
{
    const DerivedPair derived = derivePair(chainingKey_, input);
    chainingKey_ = derived.first;
    key_ = derived.second;
    nonce_ = 0;
}

void SymmetricState::encryptAndHash(ByteView plaintext, Bytes& out)
{
    const std::size_t start = out.size();
    if (key_) {
        out.resize(start + plaintext.size() + limits::tagBytes);
        const AeadKey key(AeadAlgorithm::chaCha20Poly1305, *key_);
        key.seal(nonce_++, hash_.view(), plaintext, MutableBytes(out).subspan(start));
    } else {
        out.insert(out.end(), plaintext.begin(), plaintext.end());
    }
    mixHash(ByteView(out).subspan(start));
}

std::optional<Bytes> SymmetricState::decryptAndHash(ByteView ciphertext)
{
    Bytes plaintext;
    if (key_) {
        if (ciphertext.size() < limits::tagBytes)
            return std::nullopt;
        plaintext.resize(ciphertext.size() - limits::tagBytes);
        const AeadKey key(AeadAlgorithm::chaCha20Poly1305, *key_);
        if (!key.open(nonce_, hash_.view(), ciphertext, plaintext))
            return std::nullopt;
        ++nonce_;
    } else {
        plaintext = copyOf(ciphertext);
    }
    mixHash(ciphertext);
    return plaintext;
}

HandshakeKeys SymmetricState::split() const
{
    DerivedPair derived = derivePair(chainingKey_, {});
    return {std::move(derived.first), std::move(derived.second), hash_};
}

// NoiseInitiator

NoiseInitiator::NoiseInitiator(ByteView prologue, Entropy& entropy)
    : NoiseInitiator(prologue, KeyPair::draw(entropy))
{
}

NoiseInitiator::NoiseInitiator(ByteView prologue, const KeyPair& ephemeral)
    : symmetric_(prologue),
      ephemeral_(ephemeral)
{
}

Bytes NoiseInitiator::createMessage1(ByteView payload)
{
    CHECK(step_ == Step::start);
    Bytes message = copyOf(ephemeral_.shared.view());
    symmetric_.mixHash(message);
    symmetric_.encryptAndHash(payload, message);
    step_ = Step::sent1;
    return message;
}

std::optional<Bytes> NoiseInitiator::consumeMessage2(ByteView message)
{
    CHECK(step_ == Step::sent1);
    if (message.size() < ephemeralBytes)
        return std::nullopt;
    SymmetricState symmetric = symmetric_;
    const PublicKey remoteEphemeral = takeKey(message);
    symmetric.mixHash(remoteEphemeral.view());
    const auto ephemerals = agree(ephemeral_.secret, remoteEphemeral);
    if (!ephemerals)
        return std::nullopt;
    symmetric.mixKey(ephemerals->view());
    const auto remoteStatic = takeSealedKey(symmetric, message);
    if (!remoteStatic)
        return std::nullopt;
    const auto withStatic = agree(ephemeral_.secret, *remoteStatic);
    if (!withStatic)
        return std::nullopt;
    symmetric.mixKey(withStatic->view());
    auto payload = symmetric.decryptAndHash(message);
    if (!payload)
        return std::nullopt;
    symmetric_ = symmetric;
    remoteEphemeral_ = remoteEphemeral;
    remoteStatic_ = *remoteStatic;
    step_ = Step::received2;
    return payload;
}

const PublicKey& NoiseInitiator::remoteStatic() const
{
    CHECK(step_ == Step::received2 || step_ == Step::done);
    return remoteStatic_;
}

const PublicKey& NoiseInitiator::ephemeral() const
{
    return ephemeral_.shared;
}

Bytes NoiseInitiator::createMessage3(const KeyPair& staticKey, ByteView payload)
{
    CHECK(step_ == Step::received2);
    Bytes message;
    symmetric_.encryptAndHash(staticKey.shared.view(), message);
    symmetric_.mixKey(agreeWithProven(staticKey.secret, remoteEphemeral_).view());
    symmetric_.encryptAndHash(payload, message);
    step_ = Step::done;
    return message;
}

HandshakeKeys NoiseInitiator::keys() const
{
    CHECK(step_ == Step::done);
    return symmetric_.split();
}

// NoiseResponder

NoiseResponder::NoiseResponder(ByteView prologue, const KeyPair& staticKey, Entropy& entropy)
    : NoiseResponder(prologue, staticKey, KeyPair::draw(entropy))
{
}

NoiseResponder::NoiseResponder(ByteView prologue, const KeyPair& staticKey, const KeyPair& ephemeral)
    : symmetric_(prologue),
      static_(staticKey),
      ephemeral_(ephemeral)
{
}

std::optional<Bytes> NoiseResponder::consumeMessage1(ByteView message)
{
    CHECK(step_ == Step::start);
    if (message.size() < ephemeralBytes)
        return std::nullopt;
    const PublicKey remoteEphemeral = takeKey(message);
    // Message 2 needs the agreement; it is made here because here a bad point can still be refused.
    auto ephemerals = agree(ephemeral_.secret, remoteEphemeral);
    if (!ephemerals)
        return std::nullopt;
    SymmetricState symmetric = symmetric_;
    symmetric.mixHash(remoteEphemeral.view());
    auto payload = symmetric.decryptAndHash(message);
    if (!payload)
        return std::nullopt;
    symmetric_ = symmetric;
    remoteEphemeral_ = remoteEphemeral;
    agreedEphemerals_ = std::move(*ephemerals);
    step_ = Step::received1;
    return payload;
}

Bytes NoiseResponder::createMessage2(ByteView payload)
{
    CHECK(step_ == Step::received1);
    Bytes message = copyOf(ephemeral_.shared.view());
    symmetric_.mixHash(message);
    symmetric_.mixKey(agreedEphemerals_.view());
    wipe(agreedEphemerals_.bytes());
    symmetric_.encryptAndHash(static_.shared.view(), message);
    symmetric_.mixKey(agreeWithProven(static_.secret, remoteEphemeral_).view());
    symmetric_.encryptAndHash(payload, message);
    step_ = Step::sent2;
    return message;
}

std::optional<Bytes> NoiseResponder::consumeMessage3(ByteView message)
{
    CHECK(step_ == Step::sent2);
    if (message.size() < sealedStaticBytes)
        return std::nullopt;
    NoiseResponder attempt = *this;
    if (attempt.consumeSealedStatic(message.first(sealedStaticBytes)) != Opened::yes)
        return std::nullopt;
    auto payload = attempt.consumePayload3(message.subspan(sealedStaticBytes));
    if (payload)
        *this = std::move(attempt);
    return payload;
}

NoiseResponder::Opened NoiseResponder::consumeSealedStatic(ByteView sealed)
{
    CHECK(step_ == Step::sent2);
    SymmetricState symmetric = symmetric_;
    const auto remoteStatic = takeSealedKey(symmetric, sealed);
    if (!remoteStatic)
        return Opened::no;
    const auto withStatic = agree(ephemeral_.secret, *remoteStatic);
    if (!withStatic)
        return Opened::bad;
    symmetric.mixKey(withStatic->view());
    symmetric_ = symmetric;
    remoteStatic_ = *remoteStatic;
    step_ = Step::receivedStatic;
    return Opened::yes;
}

std::optional<Bytes> NoiseResponder::consumePayload3(ByteView sealed)
{
    CHECK(step_ == Step::receivedStatic);
    auto payload = symmetric_.decryptAndHash(sealed);
    if (payload)
        step_ = Step::done;
    return payload;
}

const PublicKey& NoiseResponder::remoteStatic() const
{
    CHECK(step_ == Step::done);
    return remoteStatic_;
}

HandshakeKeys NoiseResponder::keys() const
{
    CHECK(step_ == Step::done);
    return symmetric_.split();
}

} // namespace hubbub::crypto
