// The client's side of a handshake over datagrams: repeats, cookies, version answers, and keys that are not
// the expected ones (docs/PROTOCOL.md, section 3). Owns no connection: it ends with SessionKeys.
#pragma once

#include "protocol/base/datagram_sink.h"
#include "protocol/base/drop_reason.h"
#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/crypto/identity.h"
#include "protocol/link/connection.h"
#include "protocol/wire/handshake_payload.h"
#include "protocol/wire/packet.h"

#include <functional>
#include <memory>
#include <optional>

namespace hubbub::link {

/// Says who we are to this server, or nothing if its key is not one to talk to.
using IdentityFor = std::function<std::optional<crypto::KeyPair>(const PublicKey& server)>;

class HandshakeInitiator {
public:
    struct Settings {
        wire::Offer offer;
        /// Asked once per server key that proves itself in a response.
        IdentityFor identityFor;
        /// The server's index of the session that the new keys shall carry on.
        std::optional<SessionIndex> continues;
        /// True if none of our sessions has this local index; empty: all are free.
        std::function<bool(SessionIndex)> isFree;
    };
    /// Sends nothing yet: the first deadline is `now`.
    HandshakeInitiator(Instant now, Settings settings, const Path& path, Entropy& entropy,
                       DropCounters& drops);
    ~HandshakeInitiator();

    void handleResponse(Instant now, const wire::Response& response, DatagramSink& sink);
    void handleCookieAnswer(Instant now, const wire::CookieAnswer& answer, DatagramSink& sink);
    void handleVersionAnswer(Instant now, const wire::VersionAnswer& answer, DatagramSink& sink);
    /// Repeats what is due.
    void handleDeadline(Instant now, DatagramSink& sink);
    std::optional<Instant> deadline() const;

    /// Ours, once begun.
    SessionIndex localIndex() const;
    /// True from the finish on: sealed packets for localIndex() can be opened with the keys.
    bool hasKeys() const;
    /// The keys to make a connection from, or to install, as soon as a sealed packet for localIndex() has
    /// arrived; once. (A packet that does not open with them proves nothing: see opens().)
    SessionKeys takeKeys();
    /// True if this packet opens with the handshake's keys: the server has accepted the finish. Changes
    /// nothing.
    bool opens(const wire::Sealed& packet) const;
    /// The `continued` of the ACCEPTED in this packet; nothing if the packet does not open or has none.
    /// Whether the keys go to a session that exists or to one that begins must be known before the packet is
    /// handled. Changes nothing.
    std::optional<bool> findAccepted(const wire::Sealed& packet) const;
    /// The server's static key, from the finish on.
    const PublicKey& serverKey() const;
    /// From the finish on: the hash that binds everything said in the handshake, and what the server told of
    /// its room's password.
    const Digest& handshakeHash() const;
    const std::optional<PasswordChallenge>& passwordChallenge() const;
    /// A key that proved itself but that identityFor() refused; remembered while the right one may still
    /// come.
    std::optional<PublicKey> refusedKey() const;
    /// The server speaks no handshake version of ours.
    bool hasNoCommonVersion() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hubbub::link
