// What sessions ask for on stream 0, one after another, each with exactly one result.
#pragma once

#include "protocol/chat/request.h"
#include "server/core/admission.h"
#include "server/core/departures.h"
#include "server/core/look_back.h"
#include "server/core/moderation_requests.h"
#include "server/core/presence.h"
#include "server/core/submissions.h"

#include <functional>

namespace hubbub::server {

/// The kind of EPHEMERAL that says that somebody is typing (docs/PROTOCOL.md, section 5).
inline constexpr std::uint64_t typingKind = 1;

class Requests {
public:
    using Figures = std::function<std::vector<std::pair<std::string, std::uint64_t>>(Instant now)>;
    Requests(RoomState& state, Admission& admission, Submissions& submissions, Departures& departures,
             Presence& presence, ModerationRequests& moderation, LookBack& lookBack, Figures figures);

    void handle(Instant now, Session& session, Seq seq, chat::Request request);
    /// Goes on with a list that was waiting for room.
    void continueListing(Instant now, Session& session);
    Result<Done, chat::Refusal> kickFromConsole(std::string_view who, std::string_view reason);
    /// Who is meant, found among those present.
    Result<chat::RestrictRequest, chat::Refusal> restrictionOf(chat::RestrictionKind kind,
                                                               const chat::TypedRestriction& typed) const;
    /// Nothing for who was not there yet.
    std::optional<chat::Confirmation> confirmationOf(const FoldedQuestion& question,
                                                     const FoldedMember& member) const;
    chat::MemberInfo infoOf(Instant now, const FoldedMember& member) const;
    chat::MemberFigures figuresOf(Instant now, const FoldedMember& member) const;
    void typing(Instant now, const Session& session);

private:
    void handle(Instant now, Session& session, Seq seq, chat::JoinRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::SayRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::LeaveRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::AwayRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::HistoryRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::SearchRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::AnnounceRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::KickRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::WhoRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::StatsRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::FiguresRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::InfoRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::RestrictionsRequest& request);
    void handle(Instant now, Session& session, Seq seq, const chat::ConfirmationsRequest& request);
    void list(Instant now, Session& session, const Listing& listing);
    template <class Reply, class Make>
    void continueMembers(Session& session, const Listing& listing, Make make);
    void continueRestrictions(Instant now, Session& session, const Listing& listing);
    void continueConfirmations(Session& session, const Listing& listing);
    /// By name or `#NUMBER`.
    const FoldedMember* findMember(std::string_view who) const;
    /// Moderation, those of a later version, and those that this server does not serve yet.
    void handle(Instant now, Session& session, Seq seq, const auto& request);

    RoomState& state_;
    Admission& admission_;
    Submissions& submissions_;
    Departures& departures_;
    Presence& presence_;
    ModerationRequests& moderation_;
    LookBack& lookBack_;
    Figures figures_;
};

} // namespace hubbub::server
