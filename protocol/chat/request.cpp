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
constexpr std::uint64_t kindNumber<AwayRequest> = 5;
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
    tryKind(AwayRequest{});
    tryKind(AnnounceRequest{});
    tryKind(KickRequest{});
    tryKind(WhoRequest{});
    tryKind(StatsRequest{});
    tryKind(InfoRequest{});
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
