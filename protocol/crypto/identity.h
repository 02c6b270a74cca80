// Who somebody is: X25519 key pairs, the profile's secret from which a client's are made, and what people see
// of them.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/crypto/secret.h"

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::crypto {

/// Must be called once before anything else here; false when libsodium or the processor's random source
/// cannot be used.
bool initialize();

/// libsodium's random bytes; for the real programs.
class SystemEntropy final : public Entropy {
public:
    void fill(MutableBytes bytes) override;
};

using PrivateKey = Secret<32>;

struct KeyPair {
    PrivateKey secret;
    PublicKey shared; ///< the public half
    static KeyPair draw(Entropy& entropy);
    static KeyPair fromPrivate(const PrivateKey& secret);
};

/// A profile's secret: the one thing a client must keep.
using ProfileSecret = Secret<32>;

/// The client's key pair for one server (docs/PROTOCOL.md, section 3), so that two servers cannot tell it is
/// the same person.
KeyPair clientIdentity(const ProfileSecret& profile, const PublicKey& server);

Fingerprint fingerprintOf(const PublicKey& key);
/// 43 characters of base64url.
std::string publicKeyText(const PublicKey& key);
std::optional<PublicKey> parsePublicKey(std::string_view text);

/// A private key or a profile's secret as files keep it: 43 characters of base64url. The caller wipes the
/// text.
std::string secretText(const Secret<32>& secret);
std::optional<Secret<32>> parseSecret(std::string_view text);

} // namespace hubbub::crypto
