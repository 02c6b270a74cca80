#include "server/core/requests.h"

#include "protocol/base/limits.h"
#include "protocol/base/version.h"
#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"
#include "protocol/wire/varint.h"
#include "server/core/refusals.h"

#include <charconv>

namespace hubbub::server {

using chat::RefusalCode;

namespace {

/// Half a record: one more entry of any size still fits.
constexpr std::size_t listingBytes = limits::recordBytes / 2;

chat::Refusal notAdminRefusal()
{
    return refusal(RefusalCode::notAdmin, "Only admins can do this.");
}

} // namespace

Requests::Requests(RoomState& state, Admission& admission, Submissions& submissions, Departures& departures,
                   Presence& presence, Figures figures)
    : state_(state),
      admission_(admission),
      submissions_(submissions),
      departures_(departures),
      presence_(presence),
      figures_(std::move(figures))
{
}

void Requests::handle(Instant now, Session& session, Seq seq, chat::Request request)
{
    std::visit([&](auto& what) { handle(now, session, seq, what); }, request);
}

void Requests::handle(Instant now, Session& session, Seq seq, chat::JoinRequest& request)
{
    admission_.handleJoin(now, session, seq, std::move(request));
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::SayRequest& request)
{
    submissions_.say(now, session, seq, request);
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::LeaveRequest& request)
{
    if (state_.members.find(session.member) == nullptr)
        return state_.refuse(session, seq, notJoinedRefusal());
    const bool isNew = !state_.pending.isLeaving(session.member);
    PendingProposal& leave = departures_.propose(session.member, chat::LeftReason::quit,
                                                 chat::cleanLine(request.reason, limits::reasonBytes));
    if (isNew)
        admission_.countLeave(now, session);
    if (!state_.addWaiter(leave, {session.id, seq}))
        state_.refuse(session, seq, busyRefusal(limits::busyRetry));
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::AwayRequest& request)
{
    PresentMember* const member = state_.members.find(session.member);
    if (member == nullptr)
        return state_.refuse(session, seq, notJoinedRefusal());
    auto text =
        request.text ? std::optional(chat::cleanLine(*request.text, limits::awayTextBytes)) : std::nullopt;
    presence_.setAway(now, *member, std::move(text));
    state_.answer(session, seq, chat::OkReply{});
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::AnnounceRequest& request)
{
    submissions_.announce(now, session, seq, request);
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::KickRequest& request)
{
    if (!state_.isAdmin(session.key))
        return state_.refuse(session, seq, notAdminRefusal());
    const PresentMember* const member = state_.members.find(request.member);
    if (member == nullptr || member->fingerprint != request.fingerprint
        || state_.pending.isLeaving(member->id))
        return state_.refuse(session, seq, noSuchMemberRefusal());
    state_.notices.log(now, LogLevel::info, "admin",
                       "removal of " + state_.describe(*state_.fold.find(member->id)) + " asked for by "
                           + shownFingerprint(crypto::fingerprintOf(session.key)));
    departures_
        .propose(member->id, chat::LeftReason::removed, chat::cleanLine(request.reason, limits::reasonBytes))
        .waiters.push_back({session.id, seq});
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::WhoRequest&)
{
    if (!state_.isAdmin(session.key))
        return state_.refuse(session, seq, notAdminRefusal());
    if (session.listing)
        return state_.refuse(session, seq, busyRefusal(limits::busyRetry));
    session.listing = Listing{seq, MemberId{0}};
    continueListing(now, session);
}

void Requests::handle(Instant, Session& session, Seq seq, const chat::StatsRequest&)
{
    if (!state_.isAdmin(session.key))
        return state_.refuse(session, seq, notAdminRefusal());
    state_.answer(session, seq, chat::StatsReply{figures_()});
}

void Requests::handle(Instant, Session& session, Seq seq, const chat::InfoRequest&)
{
    chat::InfoReply info;
    info.version = version;
    info.room = state_.settings.room;
    info.members = static_cast<std::uint32_t>(state_.fold.memberCount());
    info.memberLimit = state_.settings.memberLimit;
    state_.answer(session, seq, std::move(info));
}

void Requests::handle(Instant, Session& session, Seq seq, const chat::UnknownRequest&)
{
    state_.refuse(session, seq,
                  refusal(RefusalCode::unknownCommand, "This server does not know that request."));
}

void Requests::continueListing(Instant now, Session& session)
{
    while (session.listing && !session.isClosing && session.answers.hasRoomForLists()) {
        const Listing listing = *session.listing;
        chat::MembersReply list;
        std::size_t bytes = 0;
        const auto& members = state_.fold.members();
        auto member = members.lower_bound(listing.next);
        for (; member != members.end() && bytes < listingBytes; ++member) {
            list.members.push_back(infoOf(now, member->second));
            bytes += member->second.name.size() + 40; // numbers, fingerprint and times beside the name
        }
        list.more = member != members.end();
        session.listing = list.more ? std::optional(Listing{listing.request, member->first}) : std::nullopt;
        state_.answer(session, listing.request, std::move(list));
    }
}

chat::MemberInfo Requests::infoOf(Instant now, const FoldedMember& member) const
{
    const PresentMember& present = *state_.members.find(member.id);
    return {{member.id, member.name, present.fingerprint, state_.flagsOf(member)},
            member.since,
            std::max(now - state_.lastHeard(present), Duration::zero())};
}

Result<Done, chat::Refusal> Requests::kickFromConsole(std::string_view who, std::string_view reason)
{
    const FoldedMember* member = nullptr;
    if (who.starts_with('#')) {
        MemberId id;
        const auto [end, error] = std::from_chars(who.data() + 1, who.data() + who.size(), id.value);
        if (error == std::errc{} && end == who.data() + who.size())
            member = state_.fold.find(id);
    } else {
        // Only the very name: who looks like it is somebody else.
        const auto keys = chat::nameKeysOf(who);
        member = state_.fold.holderOf(keys);
        if (member != nullptr && member->keys.fold != keys.fold)
            member = nullptr;
    }
    if (member == nullptr || state_.pending.isLeaving(member->id))
        return Unexpected(noSuchMemberRefusal());
    departures_.propose(member->id, chat::LeftReason::removed, chat::cleanLine(reason, limits::reasonBytes))
        .fromConsole = true;
    return Done{};
}

void Requests::typing(Instant now, const Session& session)
{
    PresentMember* const member = state_.members.find(session.member);
    if (member == nullptr || state_.fold.memberCount() > limits::typingRoom || now < member->typingAllowed)
        return;
    member->typingAllowed = now + limits::typingPause;
    ByteArray<8> buffer{};
    wire::Writer writer(buffer);
    writer.varint(member->id.value);
    for (const auto& [id, other] : state_.sessions.all()) {
        if (other->member == MemberId{} || other->member == member->id || other->isClosing)
            continue;
        other->connection.link().sendEphemeral(typingKind, writer.view());
        state_.lanes.add(*other, Lane::live);
    }
}

} // namespace hubbub::server
