// What sealed packets brought, decoded while their bytes are valid and acted on afterwards.
#pragma once

#include "protocol/base/address.h"
#include "protocol/chat/request.h"
#include "protocol/link/connection.h"
#include "server/core/session_id.h"

#include <vector>

namespace hubbub::server {

/// What one sealed packet brought, decoded while its bytes are valid and acted on afterwards: whatever
/// follows from it may touch any session.
class Arrivals final : public link::LinkEvents {
public:
    struct Request {
        Seq seq;
        chat::Request what;
    };
    struct Acknowledged {
        StreamId stream;
        Seq next;
    };
    std::vector<Request> requests;
    std::vector<Acknowledged> acknowledgements;
    bool isTyping = false;
    bool isClosed = false;
    bool saidGoodbye = false;

    void clear();

    bool recordArrived(StreamId stream, Seq seq, ByteView record) override;
    void recordsTruncated(StreamId stream, Seq first) override;
    void acknowledged(StreamId stream, Seq next) override;
    void ephemeralArrived(std::uint64_t kind, ByteView bytes) override;
    void accepted(bool continued) override;
    void pongArrived(const wire::PingBytes& bytes) override;
    void closedByPeer(std::uint64_t code, std::string_view text) override;
};

/// A datagram for a session, as far as that has been handled without looking at anything but the session.
struct Received {
    SessionId session;
    Path from;
    link::Connection::Outcome outcome = link::Connection::Outcome::dropped;
    /// It did not open; what it said of itself, for a hint.
    bool isForged = false;
    wire::ResetHint hint;
    Arrivals arrivals;
};

} // namespace hubbub::server
