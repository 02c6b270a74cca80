// The Noise_XX_25519_ChaChaPoly_SHA256 handshake (Noise Protocol Framework, revision 34) as a value: copy it,
// process a message on the copy, and keep the copy only if all of it verified. Knows nothing of packets,
// repeats or time.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/crypto/identity.h"
#include "protocol/crypto/secret.h"

#include <optional>

namespace hubbub::crypto {

inline constexpr std::size_t ephemeralBytes = 32;
/// A static key in messages 2 and 3: the key and a tag.
inline constexpr std::size_t sealedStaticBytes = 48;

/// What a completed handshake leaves: Split()'s two keys and the hash that binds everything said in it.
struct HandshakeKeys {
    Secret<32> clientToServer; ///< initiator to responder
    Secret<32> serverToClient;
    Digest hash;
};

/// HKDF over Split's output, labelled with what was negotiated (docs/PROTOCOL.md, section 3).
Secret<32> transportKey(const Secret<32>& splitKey, const Digest& handshakeHash, Byte version, Byte aead);

/// Noise's SymmetricState (section 5.2 of the specification).
class SymmetricState {
public:
    explicit SymmetricState(ByteView prologue);
    void mixHash(ByteView data);
    void mixKey(ByteView input);
    /// Appends to `out`: in clear before the first key.
    void encryptAndHash(ByteView plaintext, Bytes& out);
    std::optional<Bytes> decryptAndHash(ByteView ciphertext);
    HandshakeKeys split() const;

private:
    Secret<32> chainingKey_;
    Digest hash_;
    std::optional<Secret<32>> key_;
    std::uint64_t nonce_ = 0;
};

/// The client's side. Order: createMessage1, consumeMessage2, createMessage3; a call out of order is a
/// mistake (CHECK).
class NoiseInitiator {
public:
    NoiseInitiator(ByteView prologue, Entropy& entropy);
    /// For the test vectors.
    NoiseInitiator(ByteView prologue, const KeyPair& ephemeral);

    Bytes createMessage1(ByteView payload);
    /// The payload, or nothing if it does not verify; then this object is as it was.
    std::optional<Bytes> consumeMessage2(ByteView message);
    /// Known after message 2. The caller decides whether to go on before its own key is shown.
    const PublicKey& remoteStatic() const;
    const PublicKey& ephemeral() const;
    Bytes createMessage3(const KeyPair& staticKey, ByteView payload);
    /// After message 3.
    HandshakeKeys keys() const;

private:
    enum class Step { start, sent1, received2, done };
    Step step_ = Step::start;
    SymmetricState symmetric_;
    KeyPair ephemeral_;
    PublicKey remoteEphemeral_;
    PublicKey remoteStatic_;
};

/// The server's side. Order: consumeMessage1, createMessage2, consumeMessage3.
class NoiseResponder {
public:
    NoiseResponder(ByteView prologue, const KeyPair& staticKey, Entropy& entropy);
    NoiseResponder(ByteView prologue, const KeyPair& staticKey, const KeyPair& ephemeral);

    std::optional<Bytes> consumeMessage1(ByteView message);
    Bytes createMessage2(ByteView payload);
    /// The payload, or nothing if it does not verify; then this object is as it was.
    std::optional<Bytes> consumeMessage3(ByteView message);

    // The same in two steps, for who must know how far it went: anyone can garble the second part, but only
    // who has begun the handshake can make a first part that opens.

    enum class Opened : std::uint8_t {
        no,  ///< this object is as it was
        bad, ///< it opens, but holds no key that can be agreed with; this object is as it was
        yes,
    };
    /// The first sealedStaticBytes of message 3: costs a curve if they open.
    Opened consumeSealedStatic(ByteView sealed);
    /// The rest.
    std::optional<Bytes> consumePayload3(ByteView sealed);

    /// After message 3.
    const PublicKey& remoteStatic() const;
    HandshakeKeys keys() const;

private:
    enum class Step { start, received1, sent2, receivedStatic, done };
    Step step_ = Step::start;
    SymmetricState symmetric_;
    KeyPair static_;
    KeyPair ephemeral_;
    Secret<32> agreedEphemerals_; ///< from message 1 to message 2
    PublicKey remoteEphemeral_;
    PublicKey remoteStatic_;
};

} // namespace hubbub::crypto
