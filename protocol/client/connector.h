// Finds the server: handshakes with its addresses in turn, round after round, with growing waits in between,
// until one is accepted. Owns no session: what it finds is keys.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/datagram_sink.h"
#include "protocol/base/drop_reason.h"
#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/client/backoff.h"
#include "protocol/link/handshake_initiator.h"
#include "protocol/wire/packet.h"

#include <functional>
#include <optional>
#include <vector>

namespace hubbub::client {

class Connector {
public:
    using IsFree = std::function<bool(SessionIndex)>;

    /// `identityFor` is asked while an answer from address() is handled, `isFree` when a handshake draws its
    /// index. `entropy` and `drops` must outlive the connector.
    Connector(link::IdentityFor identityFor, IsFree isFree, Entropy& entropy, DropCounters& drops);

    /// Those of a handshake under way are tried to its end.
    void setAddresses(std::vector<PeerAddress> addresses);
    /// A handshake as soon as possible; the session with this index of the server's, if any, is to go on
    /// under its keys.
    void begin(Instant now, std::optional<SessionIndex> continues);
    /// The same after a random wait.
    void beginLater(Instant now, std::optional<SessionIndex> continues);
    /// Whoever answered meanwhile and was not to be talked to is forgotten, too.
    void stop();
    /// Does not wait for the next round.
    void hurry(Instant now);
    /// The session that was to go on is given up: the next handshake begins another.
    void forgetSession() { continues_.reset(); }
    /// All is well: the next loss begins with short waits again.
    void forgetFailures() { backoff_.reset(); }

    void handleDeadline(Instant now, DatagramSink& sink);
    void handleResponse(Instant now, const wire::Response& response, DatagramSink& sink);
    void handleCookieAnswer(Instant now, const wire::CookieAnswer& answer, DatagramSink& sink);
    void handleVersionAnswer(Instant now, const wire::VersionAnswer& answer, DatagramSink& sink);

    struct Accepted {
        link::SessionKeys keys;
        PublicKey serverKey;
        PeerAddress address;
        bool isContinued;
        Digest handshakeHash;
        std::optional<PasswordChallenge> password;
    };
    /// If this packet says that the server has accepted the handshake: what came of it. The connector is done
    /// then, and tries this address first next time.
    std::optional<Accepted> takeAccepted(const wire::Sealed& packet);

    // Questions.

    bool isActive() const { return isActive_; }
    /// Of the last handshake begun.
    const PeerAddress& address() const { return address_; }
    std::optional<Instant> deadline() const;
    /// While it waits.
    std::optional<Instant> nextAttempt() const;
    /// A key that proved itself but may not be talked to, since the connector was last done or
    /// stopped.
    std::optional<PublicKey> refusedKey() const;
    bool hasNoCommonVersion() const;
    /// A server has answered, though it may not have accepted.
    bool wasAnswered() const { return wasAnswered_; }

private:
    void attempt(Instant now);
    void giveUpAttempt(Instant now);
    Duration patience() const;

    link::IdentityFor identityFor_;
    IsFree isFree_;
    Entropy& entropy_;
    DropCounters& drops_;
    std::vector<PeerAddress> addresses_;
    PeerAddress address_;
    std::size_t index_ = 0;
    std::size_t tried_ = 0; ///< in this round
    unsigned round_ = 0;
    bool isActive_ = false;
    std::optional<SessionIndex> continues_;
    Backoff backoff_;
    Instant attemptAt_{};   ///< while there is no handshake
    Instant attemptEnds_{}; ///< while there is one
    std::optional<link::HandshakeInitiator> handshake_;
    std::optional<PublicKey> refusedKey_;
    bool hasNoCommonVersion_ = false;
    bool wasAnswered_ = false;
};

} // namespace hubbub::client
