// The server's side of handshakes: a bounded table of half-open ones, cookies under load, and nothing on a
// timer (docs/PROTOCOL.md, section 3). Ends with SessionKeys for the core to make, or carry on, a session.
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

struct AcceptedHandshake {
    SessionKeys keys;
    PublicKey client;
    Path path;
    std::optional<SessionIndex> continues;
    /// digestOf() the finish: a repeated one has the same, and is answered with ACCEPTED again.
    Digest finishDigest;
    Digest handshakeHash;
    /// What the client was told of the room's password.
    std::optional<PasswordChallenge> password;
};

class HandshakeAcceptor {
public:
    struct Settings {
        crypto::KeyPair identity;
        wire::Offer offer;
        /// True if no session has this local index.
        std::function<bool(SessionIndex)> isFree;
        /// Threads that sessions are split over, 1 to 64. The low 6 bits of an index name one of them, by the
        /// client's address: new keys for a session then stay with its thread, unless it has moved.
        std::uint32_t threads = 1;
    };
    HandshakeAcceptor(Settings settings, Entropy& entropy, DropCounters& drops);
    ~HandshakeAcceptor();

    void handleInitiation(Instant now, const Path& from, const wire::Initiation& initiation,
                          DatagramSink& sink);
    /// Nothing if it is not (or no longer) half-open, comes from elsewhere, or does not verify.
    std::optional<AcceptedHandshake> handleFinish(Instant now, const Path& from, const wire::Finish& finish);
    /// Told in every response from here on.
    void setPassword(const std::optional<PasswordChallenge>& password);
    /// What the curves of the last turn cost, as a share of the loop's time in percent: above limits a cookie
    /// is demanded.
    void setCurveLoad(int percent);
    void handleDeadline(Instant now);
    std::optional<Instant> deadline() const;
    std::size_t halfOpen() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hubbub::link
