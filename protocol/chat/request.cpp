#include "protocol/chat/request.h"

#include "protocol/base/limits.h"
#include "protocol/chat/map_codec.h"
#include "protocol/crypto/hash.h"

namespace hubbub::chat {

// Found by their arguments' namespace, so not in an unnamed one.
static void put(cbor::Writer& out, const LogPosition& position)
{
    out.array(3);
    put(out, position.log);
    put(out, position.cursor);
    put(out, position.chain);
}

static void get(cbor::Reader& in, LogPosition& position)
{
    cbor::getArray(in, 3, [&] {
        get(in, position.log);
        get(in, position.cursor);
        get(in, position.chain);
    });
}

static void put(cbor::Writer& out, MessageStyle style)
{
    out.number(static_cast<std::uint64_t>(style));
}

static void get(cbor::Reader& in, MessageStyle& style)
{
    style = static_cast<MessageStyle>(in.number(static_cast<std::uint64_t>(MessageStyle::action)));
}

/// The kinds of anchor, in the order of the variant.
enum class AnchorKind : std::uint64_t { before, after, around };

static void put(cbor::Writer& out, const HistoryAnchor& anchor)
{
    out.array(2);
    out.number(anchor.index());
    if (const auto* before = std::get_if<BeforeEvent>(&anchor))
        put(out, before->seq);
    else if (const auto* after = std::get_if<AfterEvent>(&anchor))
        put(out, after->seq);
    else
        cbor::put(out, std::get<AroundTime>(anchor).time);
}

static void get(cbor::Reader& in, HistoryAnchor& anchor)
{
    cbor::getArray(in, 2, [&] {
        switch (static_cast<AnchorKind>(in.number(static_cast<std::uint64_t>(AnchorKind::around)))) {
        case AnchorKind::before:
            return cbor::get(in, anchor.emplace<BeforeEvent>().seq);
        case AnchorKind::after:
            return cbor::get(in, anchor.emplace<AfterEvent>().seq);
        case AnchorKind::around:
            return cbor::get(in, anchor.emplace<AroundTime>().time);
        }
    });
}

namespace {

constexpr std::uint64_t keyKind = 0;

template <class T, class Of>
concept Is = std::is_same_v<std::remove_const_t<T>, Of>;

// Kinds and keys of docs/PROTOCOL.md, section 7.

template <class R>
constexpr std::uint64_t kindNumber = 0;
template <>
constexpr std::uint64_t kindNumber<JoinRequest> = 1;
template <>
constexpr std::uint64_t kindNumber<SayRequest> = 2;
template <>
constexpr std::uint64_t kindNumber<LeaveRequest> = 3;
template <>
constexpr std::uint64_t kindNumber<RenameRequest> = 4;
template <>
constexpr std::uint64_t kindNumber<AwayRequest> = 5;
template <>
constexpr std::uint64_t kindNumber<HistoryRequest> = 6;
template <>
constexpr std::uint64_t kindNumber<SearchRequest> = 7;
template <>
constexpr std::uint64_t kindNumber<AnnounceRequest> = 8;
template <>
constexpr std::uint64_t kindNumber<KickRequest> = 9;
template <>
constexpr std::uint64_t kindNumber<WhoRequest> = 10;
template <>
constexpr std::uint64_t kindNumber<StatsRequest> = 11;
template <>
constexpr std::uint64_t kindNumber<InfoRequest> = 12;
template <>
constexpr std::uint64_t kindNumber<RestrictRequest> = 13;
template <>
constexpr std::uint64_t kindNumber<LiftRequest> = 14;
template <>
constexpr std::uint64_t kindNumber<RestrictionsRequest> = 15;
template <>
constexpr std::uint64_t kindNumber<TopicRequest> = 16;
template <>
constexpr std::uint64_t kindNumber<LockRequest> = 17;
template <>
constexpr std::uint64_t kindNumber<RemoveRequest> = 18;
template <>
constexpr std::uint64_t kindNumber<AcknowledgeRequest> = 19;
template <>
constexpr std::uint64_t kindNumber<ConfirmationsRequest> = 20;
template <>
constexpr std::uint64_t kindNumber<FiguresRequest> = 21;

std::uint64_t kindOf(const UnknownRequest& unknown)
{
    return unknown.kind;
}
std::uint64_t kindOf(const auto& request)
{
    return kindNumber<std::remove_cvref_t<decltype(request)>>;
}

void fields(auto& map, Is<JoinRequest> auto& join)
{
    map.field(2, join.name);
    map.field(3, join.outbox);
    map.defaulted(4, join.takeOver);
    map.optional(5, join.resume);
    map.field(6, join.clientVersion);
    map.optional(7, join.passwordProof);
}

void fields(auto& map, Is<SayRequest> auto& say)
{
    map.field(1, say.number);
    map.field(2, say.text);
    map.defaulted(3, say.style);
    map.optional(4, say.oldest);
}

void fields(auto& map, Is<LeaveRequest> auto& leave)
{
    map.field(2, leave.reason);
}

void fields(auto& map, Is<RenameRequest> auto& rename)
{
    map.field(2, rename.name);
}

void fields(auto& map, Is<HistoryRequest> auto& history)
{
    map.field(2, history.anchor);
    map.field(3, history.limit);
}

void fields(auto& map, Is<SearchRequest> auto& search)
{
    map.field(2, search.query);
    map.optional(3, search.before);
    map.field(4, search.limit);
}

void fields(auto& map, Is<AwayRequest> auto& away)
{
    map.nullable(2, away.text);
}

void fields(auto& map, Is<AnnounceRequest> auto& announce)
{
    map.field(1, announce.number);
    map.field(2, announce.text);
    map.optional(3, announce.outbox);
    map.optional(4, announce.oldest);
    map.defaulted(5, announce.asksToConfirm);
}

void fields(auto& map, Is<KickRequest> auto& kick)
{
    map.field(2, kick.reason);
    map.field(3, kick.member);
    map.field(4, kick.fingerprint);
}

void fields(auto&, Is<WhoRequest> auto&) {}

void fields(auto&, Is<StatsRequest> auto&) {}

void fields(auto&, Is<InfoRequest> auto&) {}

// Whom it is about stands under one of three keys.

void fieldsOfWhom(cbor::MapWriter& map, const decltype(RestrictRequest::whom)& whom)
{
    if (const auto* member = std::get_if<NamedMember>(&whom)) {
        map.field(3, member->member);
        map.field(4, member->fingerprint);
    } else if (const auto* key = std::get_if<PublicKey>(&whom)) {
        map.field(5, *key);
    } else {
        map.field(6, std::get<AddressRange>(whom));
    }
}

void fieldsOfWhom(cbor::MapReader& map, decltype(RestrictRequest::whom)& whom)
{
    std::optional<MemberId> member;
    std::optional<Fingerprint> fingerprint;
    std::optional<PublicKey> key;
    std::optional<AddressRange> range;
    map.optional(3, member);
    map.optional(4, fingerprint);
    map.optional(5, key);
    map.optional(6, range);
    if (member.has_value() != fingerprint.has_value()
        || member.has_value() + key.has_value() + range.has_value() != 1)
        return map.fail();
    if (member)
        whom = NamedMember{*member, *fingerprint};
    else if (key)
        whom = *key;
    else
        whom = *range;
}

void fields(auto& map, Is<RestrictRequest> auto& request)
{
    map.field(2, request.reason);
    fieldsOfWhom(map, request.whom);
    map.optional(7, request.lasts);
    map.field(8, request.kind);
}

void fields(auto& map, Is<LiftRequest> auto& lift)
{
    map.field(3, lift.restriction);
}

void fields(auto&, Is<RestrictionsRequest> auto&) {}

void fields(auto& map, Is<TopicRequest> auto& topic)
{
    map.field(2, topic.topic);
}

void fields(auto& map, Is<LockRequest> auto& lock)
{
    map.field(2, lock.isLocked);
}

void fields(auto& map, Is<RemoveRequest> auto& remove)
{
    map.field(2, remove.reason);
    map.field(3, remove.seq);
}

void fields(auto& map, Is<AcknowledgeRequest> auto& acknowledge)
{
    map.field(3, acknowledge.announcement);
}

void fields(auto& map, Is<ConfirmationsRequest> auto& confirmations)
{
    map.field(3, confirmations.announcement);
}

void fields(auto&, Is<FiguresRequest> auto&) {}

void fields(auto&, Is<UnknownRequest> auto&) {}

/// The alternative with this number, empty.
Request requestOfKind(std::uint64_t kind)
{
    Request request = UnknownRequest{kind};
    const auto tryKind = [&](auto candidate) {
        if (kindOf(candidate) == kind)
            request = candidate;
    };
    tryKind(JoinRequest{});
    tryKind(SayRequest{});
    tryKind(LeaveRequest{});
    tryKind(RenameRequest{});
    tryKind(AwayRequest{});
    tryKind(HistoryRequest{});
    tryKind(SearchRequest{});
    tryKind(AnnounceRequest{});
    tryKind(KickRequest{});
    tryKind(WhoRequest{});
    tryKind(StatsRequest{});
    tryKind(InfoRequest{});
    tryKind(RestrictRequest{});
    tryKind(LiftRequest{});
    tryKind(RestrictionsRequest{});
    tryKind(TopicRequest{});
    tryKind(LockRequest{});
    tryKind(RemoveRequest{});
    tryKind(AcknowledgeRequest{});
    tryKind(ConfirmationsRequest{});
    tryKind(FiguresRequest{});
    return request;
}

} // namespace

Bytes encode(const Request& request)
{
    cbor::MapWriter map;
    std::visit(
        [&](const auto& what) {
            map.field(keyKind, kindOf(what));
            fields(map, what);
        },
        request);
    return map.take();
}

std::optional<Request> decodeRequest(ByteView bytes)
{
    if (bytes.size() > limits::recordBytes)
        return std::nullopt;
    cbor::MapReader map(bytes);
    std::uint64_t kind = 0;
    map.field(keyKind, kind);
    auto request = requestOfKind(kind);
    std::visit([&](auto& what) { fields(map, what); }, request);
    if (!map.finish())
        return std::nullopt;
    return request;
}

Digest requestDigest(const Request& request)
{
    auto content = request;
    if (auto* say = std::get_if<SayRequest>(&content)) {
        say->number = {};
        say->oldest = {};
    }
    if (auto* announce = std::get_if<AnnounceRequest>(&content)) {
        announce->number = {};
        announce->oldest = {};
        announce->outbox = {};
    }
    return crypto::sha256({encode(content)});
}

} // namespace hubbub::chat
