// A session at work: keys, replay windows and path around a Link. Takes sealed packets, gives sealed packets;
// survives new keys and a change of address. Which side it is decides who makes new keys (the client) and who
// checks new addresses (the server).
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/datagram_sink.h"
#include "protocol/base/drop_reason.h"
#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/link/key_generation.h"
#include "protocol/link/link.h"
#include "protocol/link/session_keys.h"
#include "protocol/link/shared_payloads.h"
#include "protocol/wire/packet.h"

#include <memory>
#include <optional>
#include <vector>

namespace hubbub::link {

class Connection {
public:
    /// `entropy`, `drops` and `limits` must outlive the connection.
    Connection(Role role, Instant now, SessionKeys keys, const Path& path, Entropy& entropy,
               DropCounters& drops, const KeyLimits& limits = usualKeyLimits);
    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    Link& link();
    const Link& link() const;

    // The world speaks.

    enum class Outcome : std::uint8_t {
        handled,
        dropped, ///< counted; a reset hint may be in place if it did not open
        broken,  ///< the peer broke the protocol: close() and forget this connection
    };
    Outcome handleSealed(Instant now, const Path& from, const wire::Sealed& packet, LinkEvents& events);
    void handleDeadline(Instant now);
    /// The keys of a later handshake. The client seals with them from the time of ACCEPTED (it calls this
    /// only then, and a PING goes out at once); the server from the first packet that opens with them. The
    /// old ones open for limits::previousKeysKept more. Keys that still wait on the server are replaced, and
    /// their index retired: the client made another handshake because it never heard of them. `proven`
    /// (server): where the finish came from. The handshake has shown that the client is there, so ACCEPTED
    /// goes there, and if the first packet under the new keys comes from there too, the session moves without
    /// a challenge.
    void installKeys(Instant now, SessionKeys keys, const std::optional<Path>& proven = std::nullopt);
    /// The owner removes these local indices from its table; emptied by the call.
    std::vector<SessionIndex> takeRetiredIndices();

    // Sending.

    /// Seals and commits whatever is due, while the sink is ready. Returns the number of datagrams. `quota`
    /// bounds them, so that no member holds up a turn.
    std::size_t flush(Instant now, DatagramSink& sink, std::size_t quota);
    struct Flushed {
        std::size_t datagrams = 0;
        /// Everything that was made for all has gone, and nothing else was due.
        bool isDone = false;
    };
    /// Seals and commits what was made for all, if that is what this peer has to be sent (servers). What it
    /// leaves is for flush().
    Flushed flushShared(Instant now, const SharedPayloads& shared, DatagramSink& sink);
    /// flushShared() comes soon: what it reads lies behind three pointers, one behind the other, each asked
    /// for before the next can be followed. Step 0, some calls of flushShared() before step 1, and those
    /// before step 2.
    void prefetch(int step) const;
    bool hasSomethingDue(Instant now) const;
    /// The same, but for records.
    bool hasAnswersDue(Instant now) const;
    /// Sends one sealed ACCEPTED under these keys (by local index) at once: the answer to a finish, first or
    /// repeated. Nothing for keys that are gone.
    void sendAccepted(SessionIndex local, bool continued, DatagramSink& sink);
    /// Sends CLOSE `copies` times, or as often as the sink is ready, and returns how often that was. After
    /// one at least, nothing else is sent, whoever asks; nor after a CLOSE of the peer's. If it was none and
    /// isClosed() is false the sink was not ready and all is as before: close again when it is.
    std::size_t close(wire::CloseCode code, std::string_view text, int copies, DatagramSink& sink);

    // Questions.

    /// A CLOSE has gone out or come in.
    bool isClosed() const;
    std::optional<Instant> deadline() const;
    const Path& path() const;
    SessionIndex localIndex() const;
    /// Those of all keys that it holds, and those retired that have not been taken.
    std::vector<SessionIndex> localIndices() const;
    SessionIndex remoteIndex() const;
    /// Of the last packet that opened.
    Instant lastHeard() const;
    /// True when it is time for a handshake that carries this session on (client).
    bool wantsNewKeys(Instant now) const;
    /// True when packets, age or failed openings have used the keys up: the session must be dropped.
    bool keysAreSpent(Instant now) const;
    /// True if a packet with this index and counter was sent in the last 5 s, and nothing authentic has come
    /// since (client; reset hints).
    bool isHintCredible(Instant now, const wire::ResetHint& hint) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hubbub::link
