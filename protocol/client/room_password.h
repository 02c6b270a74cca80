// The way through a room's password: what the server told of it, the key that was made, and the proof for a
// join. What is told in a handshake holds as long as its session, also under keys that carry it on.
#pragma once

#include "protocol/crypto/password.h"

#include <optional>
#include <utility>

namespace hubbub::client {

class RoomPassword {
public:
    void handleNewSession(const Digest& handshake, std::optional<PasswordChallenge> challenge)
    {
        handshake_ = handshake;
        challenge_ = challenge;
    }
    /// From an earlier run; used where it fits, unless this run knows better.
    void offerRemembered(std::optional<crypto::PasswordKey> key)
    {
        if (!isExpected_ && !key_ && !std::exchange(wasOffered_, true))
            key_ = std::move(key);
    }
    /// The owner has a password, and makes a key of it when wanted() tells for what.
    void expectKey()
    {
        isExpected_ = true;
        key_.reset();
    }
    void use(crypto::PasswordKey key)
    {
        isExpected_ = false;
        key_ = std::move(key);
    }
    /// It was the wrong one.
    void forget()
    {
        isExpected_ = false;
        key_.reset();
    }

    /// A join waits for a key to this.
    std::optional<PasswordChallenge> wanted() const
    {
        return isExpected_ && challenge_ && challenge_->isAcceptable() ? challenge_ : std::nullopt;
    }
    /// The server asks for a password in a way that no key is made for.
    bool isUnacceptable() const { return isExpected_ && challenge_ && !challenge_->isAcceptable(); }
    /// Nothing if there is no key that fits.
    std::optional<Digest> proof() const
    {
        if (!fits())
            return std::nullopt;
        return crypto::passwordProof(*key_, handshake_);
    }
    /// The one that was proved.
    const crypto::PasswordKey* key() const { return fits() ? &*key_ : nullptr; }

private:
    bool fits() const { return key_ && challenge_ && key_->challenge == *challenge_; }

    Digest handshake_;
    std::optional<PasswordChallenge> challenge_;
    bool isExpected_ = false;
    bool wasOffered_ = false;
    std::optional<crypto::PasswordKey> key_;
};

} // namespace hubbub::client
