#include "server/core/requests.h"

#include "protocol/base/limits.h"
#include "protocol/base/version.h"
#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"
#include "protocol/wire/varint.h"
#include "server/core/refusals.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>

namespace hubbub::server {

using chat::RefusalCode;

namespace {

/// Half a record: one more entry of any size still fits.
constexpr std::size_t listingBytes = limits::recordBytes / 2;

/// At least one: none means that it is not known.
std::uint32_t microseconds(Duration duration)
{
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    const auto count = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 1, most));
}

} // namespace

Requests::Requests(RoomState& state, Admission& admission, Submissions& submissions, Departures& departures,
                   Presence& presence, ModerationRequests& moderation, LookBack& lookBack, Figures figures)
    : state_(state),
      admission_(admission),
      submissions_(submissions),
      departures_(departures),
      presence_(presence),
      moderation_(moderation),
      lookBack_(lookBack),
      figures_(std::move(figures))
{
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
    // Nor does who may not speak have a last word.
    const bool isMuted = state_.restrictionOf(now, chat::RestrictionKind::mute, session) != nullptr;
    PendingProposal& leave =
        departures_.propose(session.member, chat::LeftReason::quit,
                            isMuted ? std::string() : chat::cleanLine(request.reason, limits::reasonBytes));
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
    const auto* mute = state_.restrictionOf(now, chat::RestrictionKind::mute, session);
    if (mute != nullptr && request.text && !request.text->empty())
        return state_.refuse(session, seq, restrictedRefusal(*mute, state_.wallAt(now)));
    auto text =
        request.text ? std::optional(chat::cleanLine(*request.text, limits::awayTextBytes)) : std::nullopt;
    presence_.setAway(now, *member, std::move(text));
    state_.answer(session, seq, chat::OkReply{});
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::HistoryRequest& request)
{
    lookBack_.ask(now, session, seq, request);
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::SearchRequest& request)
{
    lookBack_.ask(now, session, seq, request);
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::AnnounceRequest& request)
{
    submissions_.announce(now, session, seq, request);
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::KickRequest& request)
{
    if (!state_.isAdmin(session.key))
        return state_.refuse(session, seq, notAdminRefusal(session.key));
    const PresentMember* const member = state_.members.find(request.member);
    if (member == nullptr || member->fingerprint != request.fingerprint
        || state_.pending.isLeaving(member->id))
        return state_.refuse(session, seq, noSuchMemberRefusal());
    state_.notices.log(now, LogLevel::info, "admin",
                       "removal of " + state_.describe(*state_.fold.find(member->id)) + " asked for by "
                           + shownFingerprint(crypto::fingerprintOf(session.key)));
    departures_
        .propose(member->id, chat::LeftReason::removed, chat::cleanLine(request.reason, limits::reasonBytes),
                 std::nullopt, moderation_.moderatorOf(session))
        .waiters.push_back({session.id, seq});
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::WhoRequest&)
{
    list(now, session, {seq, Listing::What::members});
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::FiguresRequest&)
{
    list(now, session, {seq, Listing::What::figures});
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::RestrictionsRequest&)
{
    list(now, session, {seq, Listing::What::restrictions});
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::ConfirmationsRequest& request)
{
    if (state_.isAdmin(session.key) && state_.fold.question(request.announcement) == nullptr)
        return state_.refuse(
            session, seq,
            refusal(RefusalCode::badArgument,
                    "No notice under that number has asked to be confirmed, or it is long ago."));
    list(now, session, {seq, Listing::What::confirmations, 0, request.announcement});
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::StatsRequest&)
{
    if (!state_.isAdmin(session.key))
        return state_.refuse(session, seq, notAdminRefusal(session.key));
    state_.answer(session, seq, chat::StatsReply{figures_(now)});
}

void Requests::handle(Instant now, Session& session, Seq seq, const chat::InfoRequest&)
{
    const bool maySee = !state_.isClosed() || session.member != MemberId{} || state_.isAdmin(session.key);
    chat::InfoReply info;
    info.version = version;
    info.room = state_.settings.room;
    if (maySee)
        info.members = static_cast<std::uint32_t>(state_.fold.memberCount());
    info.memberLimit = state_.settings.memberLimit;
    info.time = state_.wallAt(now);
    state_.answer(session, seq, std::move(info));
}

void Requests::handle(Instant now, Session& session, Seq seq, const auto& request)
{
    if constexpr (requires { moderation_.handle(now, session, seq, request); })
        moderation_.handle(now, session, seq, request);
    else
        state_.refuse(session, seq,
                      refusal(RefusalCode::unknownCommand, "This server does not know that request."));
}

// Behind the one for all others, which has to be known by then.
void Requests::handle(Instant now, Session& session, Seq seq, chat::Request request)
{
    std::visit([&](auto& what) { handle(now, session, seq, what); }, request);
}

void Requests::list(Instant now, Session& session, const Listing& listing)
{
    if (!state_.isAdmin(session.key))
        return state_.refuse(session, listing.request, notAdminRefusal(session.key));
    if (session.listing)
        return state_.refuse(session, listing.request, busyRefusal(limits::busyRetry));
    session.listing = std::make_unique<Listing>(listing);
    continueListing(now, session);
}

namespace {

/// Where the list goes on; nothing: it was the last record.
std::unique_ptr<Listing> goOn(const Listing& listing, bool more, std::uint64_t next)
{
    if (!more)
        return nullptr;
    auto rest = std::make_unique<Listing>(listing);
    rest->next = next;
    return rest;
}

MemberId memberAt(const Listing& listing)
{
    return MemberId{static_cast<MemberId::Value>(listing.next)};
}

} // namespace

/// As many as fit a record, from where the list stands, which goes on behind them.
template <class Reply, class Make>
void Requests::continueMembers(Session& session, const Listing& listing, Make make)
{
    // Numbers, fingerprint, times and the client's version beside the name.
    const std::size_t besideName =
        listing.what == Listing::What::figures ? 60 + limits::clientVersionBytes : 40;
    Reply list;
    std::size_t bytes = 0;
    const auto& members = state_.fold.members();
    auto member = members.lower_bound(memberAt(listing));
    for (; member != members.end() && bytes < listingBytes; ++member) {
        list.members.push_back(make(member->second));
        bytes += member->second.name.size() + besideName;
    }
    list.more = member != members.end();
    session.listing = goOn(listing, list.more, list.more ? member->first.value : 0);
    state_.answer(session, listing.request, std::move(list));
}

void Requests::continueListing(Instant now, Session& session)
{
    while (session.listing && !session.isClosing && session.answers.hasRoomForLists()) {
        const Listing listing = *session.listing;
        switch (listing.what) {
        case Listing::What::members:
            continueMembers<chat::MembersReply>(
                session, listing, [&](const FoldedMember& member) { return infoOf(now, member); });
            break;
        case Listing::What::figures:
            continueMembers<chat::FiguresReply>(
                session, listing, [&](const FoldedMember& member) { return figuresOf(now, member); });
            break;
        case Listing::What::restrictions:
            continueRestrictions(now, session, listing);
            break;
        case Listing::What::confirmations:
            continueConfirmations(session, listing);
            break;
        }
    }
}

void Requests::continueRestrictions(Instant now, Session& session, const Listing& listing)
{
    chat::RestrictionsReply list;
    std::size_t bytes = 0;
    const auto& all = state_.fold.restrictions().bySeq();
    const WallTime wall = state_.wallAt(now);
    auto each = all.lower_bound(Seq{listing.next});
    for (; each != all.end() && bytes < listingBytes; ++each) {
        const chat::Restriction& one = each->second;
        if (one.until && *one.until <= wall)
            continue;
        list.restrictions.push_back(one);
        // Numbers, key, fingerprint and times beside the texts.
        bytes += one.name.size() + one.by.size() + one.reason.size() + 90;
    }
    list.more = each != all.end();
    session.listing = goOn(listing, list.more, list.more ? each->first.value : 0);
    state_.answer(session, listing.request, std::move(list));
}

void Requests::continueConfirmations(Session& session, const Listing& listing)
{
    const FoldedQuestion* const question = state_.fold.question(listing.announcement);
    chat::ConfirmationsReply list;
    std::size_t bytes = 0;
    const auto& members = state_.fold.members();
    auto member = question != nullptr ? members.lower_bound(memberAt(listing)) : members.end();
    for (; member != members.end() && bytes < listingBytes; ++member) {
        if (auto one = confirmationOf(*question, member->second)) {
            bytes += one->name.size() + 20; // numbers and fingerprint beside the name
            list.confirmations.push_back(std::move(*one));
        }
    }
    list.more = member != members.end();
    session.listing = goOn(listing, list.more, list.more ? member->first.value : 0);
    state_.answer(session, listing.request, std::move(list));
}

std::optional<chat::Confirmation> Requests::confirmationOf(const FoldedQuestion& question,
                                                           const FoldedMember& member) const
{
    const bool hasConfirmed = question.confirmed.contains(member.instance.key);
    if (!hasConfirmed && member.joined > question.announcement)
        return std::nullopt;
    const PresentMember& present = *state_.members.find(member.id);
    const Session* const session = state_.liveSession(present.session);
    const bool hasIt =
        session != nullptr && session->roomStream != StreamId{}
        && session->connection.link().acknowledgedBelow(session->roomStream) > question.announcement;
    const auto state = hasConfirmed ? chat::ConfirmationState::confirmed
                     : hasIt        ? chat::ConfirmationState::delivered
                                    : chat::ConfirmationState::unreachable;
    return chat::Confirmation{{member.id, present.fingerprint}, member.name, state};
}

chat::MemberInfo Requests::infoOf(Instant now, const FoldedMember& member) const
{
    const PresentMember& present = *state_.members.find(member.id);
    chat::MemberFlags flags = state_.flagsOf(member);
    const Session* const session = state_.liveSession(present.session);
    const auto ip = session != nullptr ? std::optional(session->connection.path().remote.ip) : std::nullopt;
    flags.muted = !flags.admin
               && state_.fold.restrictions().against(chat::RestrictionKind::mute, member.instance.key, ip,
                                                     state_.wallAt(now))
                      != nullptr;
    return {{member.id, member.name, present.fingerprint, flags},
            member.since,
            std::max(now - state_.lastHeard(present), Duration::zero())};
}

chat::MemberFigures Requests::figuresOf(Instant now, const FoldedMember& member) const
{
    chat::MemberFigures figures;
    figures.info = infoOf(now, member);
    const Session* const session = state_.liveSession(state_.members.find(member.id)->session);
    if (session == nullptr)
        return figures;
    constexpr std::uint64_t all = 1000;
    const link::Link& link = session->connection.link();
    const link::Link::Counters counters = link.counters();
    const std::uint64_t sent = counters.recordsSent + counters.recordsResent;
    if (const auto roundTrip = link.roundTrip())
        figures.roundTripMicroseconds = microseconds(*roundTrip);
    figures.lossPerMille = sent == 0 ? 0 : static_cast<std::uint32_t>(all * counters.recordsResent / sent);
    if (session->roomStream != StreamId{}) {
        const Seq next = link.acknowledgedBelow(session->roomStream);
        figures.confirmed = Seq{next.value == 0 ? 0 : next.value - 1};
    }
    figures.clientVersion = state_.versions.text(session->clientVersion);
    return figures;
}

const FoldedMember* Requests::findMember(std::string_view who) const
{
    if (who.starts_with('#')) {
        MemberId id;
        const auto [end, error] = std::from_chars(who.data() + 1, who.data() + who.size(), id.value);
        return error == std::errc{} && end == who.data() + who.size() ? state_.fold.find(id) : nullptr;
    }
    // Only the very name: who looks like it is somebody else.
    const auto keys = chat::nameKeysOf(who);
    const FoldedMember* const member = state_.fold.holderOf(keys);
    return member != nullptr && member->keys.fold == keys.fold ? member : nullptr;
}

Result<chat::RestrictRequest, chat::Refusal> Requests::restrictionOf(
    chat::RestrictionKind kind, const chat::TypedRestriction& typed) const
{
    chat::RestrictRequest request{kind, {}, typed.lasts, typed.reason};
    if (const auto* key = std::get_if<PublicKey>(&typed.whom)) {
        request.whom = *key;
    } else if (const auto* range = std::get_if<AddressRange>(&typed.whom)) {
        request.whom = *range;
    } else {
        const auto* id = std::get_if<MemberId>(&typed.whom);
        const FoldedMember* const member =
            id != nullptr ? state_.fold.find(*id) : findMember(std::get<chat::TypedName>(typed.whom).text);
        if (member == nullptr)
            return Unexpected(absentRefusal());
        request.whom = chat::NamedMember{member->id, state_.members.find(member->id)->fingerprint};
    }
    return request;
}

Result<Done, chat::Refusal> Requests::kickFromConsole(std::string_view who, std::string_view reason)
{
    const FoldedMember* const member = findMember(who);
    if (member == nullptr || state_.pending.isLeaving(member->id))
        return Unexpected(noSuchMemberRefusal());
    departures_
        .propose(member->id, chat::LeftReason::removed, chat::cleanLine(reason, limits::reasonBytes),
                 std::nullopt, Moderator{})
        .fromConsole = true;
    return Done{};
}

void Requests::typing(Instant now, const Session& session)
{
    PresentMember* const member = state_.members.find(session.member);
    if (member == nullptr || state_.fold.memberCount() > limits::typingRoom || now < member->typingAllowed
        || state_.restrictionOf(now, chat::RestrictionKind::mute, session) != nullptr)
        return;
    member->typingAllowed = now + limits::typingPause;
    ByteArray<8> buffer{};
    wire::Writer writer(buffer);
    writer.varint(member->id.value);
    for (const auto& [id, other] : state_.sessions.all()) {
        if (other->member == MemberId{} || other->member == member->id || other->isClosing)
            continue;
        other->connection.link().sendEphemeral(typingKind, writer.view());
        other->shard.lanes.add(*other, Lane::live);
    }
}

} // namespace hubbub::server
