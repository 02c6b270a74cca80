// What sessions ask for on stream 0, one after another, each with exactly one result.
#pragma once

#include "protocol/chat/request.h"
#include "server/core/admission.h"
#include "server/core/departures.h"
#include "server/core/presence.h"
#include "server/core/submissions.h"

#include <functional>

namespace hubbub::server {

/// The kind of EPHEMERAL that says that somebody is typing (docs/PROTOCOL.md, section 5).
inline constexpr std::uint64_t typingKind = 1;

class Requests {
public:
    using Figures = std::function<std::vector<std::pair<std::string, std::uint64_t>>()>;
    Requests(RoomState& state, Admission& admission, Submissions& submissions, Departures& departures,
             Presence& presence, Figures figures);

    void handle(Instant now, Session& session, Seq seq, chat::Request request);
    /// Goes on with a list that was waiting for room.
    void continueListing(Instant now, Session& session);
    Result<Done, chat::Refusal> kickFromConsole(std::string_view who, std::string_view reason);
    chat::MemberInfo infoOf(Instant now, const FoldedMember& member) const;
    void typing(Instant now, const Session& session);

private:
    void handle(Instant now, Session& session, Seq seq, chat::JoinRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::SayRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::LeaveRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::AwayRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::AnnounceRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::KickRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::WhoRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::StatsRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::InfoRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::UnknownRequest& request);

    RoomState& state_;
    Admission& admission_;
    Submissions& submissions_;
    Departures& departures_;
    Presence& presence_;
    Figures figures_;
};

} // namespace hubbub::server
