// The room's password: the key that is made of it with Argon2id (RFC 9106), and the proof that somebody has
// that key, which tells nothing of it and is good for one handshake.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/password_challenge.h"
#include "protocol/crypto/secret.h"

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::crypto {

/// As it was typed, in UTF-8 and NFC; wiped when it goes.
class Password {
public:
    explicit Password(std::string_view text) : text_(text) {}
    Password(const Password&) = delete;
    Password& operator=(const Password&) = delete;
    ~Password();

    std::string_view view() const { return text_; }

private:
    std::string text_;
};

/// The room's key, and what it was made for.
struct PasswordKey {
    PasswordChallenge challenge;
    Secret<32> key;
};

/// Takes as long and as much memory as the challenge says. Nothing if the machine has not that much.
std::optional<PasswordKey> stretchPassword(const Password& password, const PasswordChallenge& challenge);

/// HMAC-SHA-256 of the handshake's hash.
Digest passwordProof(const PasswordKey& key, const Digest& handshake);
/// In constant time.
bool isPasswordProof(const Digest& proof, const PasswordKey& key, const Digest& handshake);

/// `argon2id.MEMORY.PASSES.SALT.KEY`: MEMORY in KiB, SALT and KEY in base64url. Whoever has this can enter.
std::string passwordKeyText(const PasswordKey& key);
/// Nothing but what passwordKeyText() writes, with a challenge that clients accept.
std::optional<PasswordKey> parsePasswordKey(std::string_view text);

} // namespace hubbub::crypto
