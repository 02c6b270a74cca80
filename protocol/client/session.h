// One attachment to the server: the connection, the requests made in it, and which of them have no result
// yet.
#pragma once

#include "protocol/base/address.h"
#include "protocol/chat/request.h"
#include "protocol/client/notice.h"
#include "protocol/client/request_log.h"
#include "protocol/link/connection.h"

#include <map>
#include <optional>
#include <set>
#include <variant>

namespace hubbub::client {

struct JoinAsked {};
struct LeaveAsked {};
/// What a request was made for: entering, leaving, a text, or something the person asked.
using Asked = std::variant<JoinAsked, LeaveAsked, SubmissionNumber, SubmissionId>;

class Session {
public:
    /// `entropy` and `drops` must outlive the session.
    Session(Instant now, link::SessionKeys keys, const PeerAddress& server, const PublicKey& serverKey,
            Entropy& entropy, DropCounters& drops);

    link::Connection& connection() { return connection_; }
    const link::Connection& connection() const { return connection_; }
    /// The session goes on under these.
    void installKeys(Instant now, link::SessionKeys keys);
    /// Packets for this index of ours may still come.
    bool hasIndex(SessionIndex local) const { return indices_.contains(local); }
    const PublicKey& serverKey() const { return serverKey_; }

    void ask(const chat::Request& request, Asked what);
    void handleAcknowledged(Seq next) { requests_.trim(next); }
    bool wasAsked(Seq request) const { return request.value != 0 && request <= requests_.head(); }
    /// Nothing if it has its result already.
    std::optional<Asked> find(Seq request) const;
    void settle(Seq request) { asked_.erase(request); }

private:
    PublicKey serverKey_;
    RequestLog requests_; ///< outlives the connection, which reads it
    std::map<Seq, Asked> asked_;
    std::set<SessionIndex> indices_; ///< ours, of all keys in use
    link::Connection connection_;
};

/// Requests from the client, replies from the server.
inline constexpr StreamId privateStream{0};

} // namespace hubbub::client
