#include "protocol/chat/reply.h"

#include "protocol/base/limits.h"
#include "protocol/chat/map_codec.h"

#include <type_traits>

namespace hubbub::chat {

// Found by their arguments' namespace, so not in an unnamed one.
static void put(cbor::Writer& out, RefusalCode code)
{
    out.number(static_cast<std::uint64_t>(code));
}

static void get(cbor::Reader& in, RefusalCode& code)
{
    const auto known = refusalFromNumber(in.number());
    if (!known)
        return in.fail();
    code = *known;
}

/// Of a MemberInfo, alone or where more follows.
static constexpr std::size_t memberInfoElements = rosterEntryElements + 2;

static void writeElements(cbor::Writer& out, const MemberInfo& info)
{
    writeElements(out, info.entry);
    put(out, info.since);
    cbor::put(out, info.heardAgo);
}

static void readElements(cbor::Reader& in, MemberInfo& info)
{
    info.entry = readRosterEntryElements(in);
    get(in, info.since);
    get(in, info.heardAgo);
}

static void put(cbor::Writer& out, const MemberInfo& info)
{
    out.array(memberInfoElements);
    writeElements(out, info);
}

static void get(cbor::Reader& in, MemberInfo& info)
{
    cbor::getArray(in, memberInfoElements, [&] { readElements(in, info); });
}

static void put(cbor::Writer& out, const MemberFigures& figures)
{
    out.array(memberInfoElements + 4);
    writeElements(out, figures.info);
    out.number(figures.roundTripMicroseconds);
    out.number(figures.lossPerMille);
    out.number(figures.confirmed.value);
    out.text(figures.clientVersion);
}

static void get(cbor::Reader& in, MemberFigures& figures)
{
    cbor::getArray(in, memberInfoElements + 4, [&] {
        readElements(in, figures.info);
        cbor::get(in, figures.roundTripMicroseconds);
        cbor::get(in, figures.lossPerMille);
        cbor::get(in, figures.confirmed);
        figures.clientVersion = in.text();
    });
}

/// The record as a string of bytes: it has a depth and a form of its own.
static void put(cbor::Writer& out, const PageEntry& entry)
{
    out.array(2);
    out.number(entry.seq.value);
    out.bytes(encode(entry.record));
}

static void get(cbor::Reader& in, PageEntry& entry)
{
    cbor::getArray(in, 2, [&] {
        cbor::get(in, entry.seq);
        if (auto record = decodeLogRecord(in.bytes()))
            entry.record = std::move(*record);
        else
            in.fail();
    });
}

static void put(cbor::Writer& out, const PresenceChange& change)
{
    out.array(3);
    put(out, change.member);
    out.number(change.flags.bits());
    if (change.awayText)
        out.text(*change.awayText);
    else
        out.null();
}

static void get(cbor::Reader& in, PresenceChange& change)
{
    cbor::getArray(in, 3, [&] {
        get(in, change.member);
        change.flags = MemberFlags::fromBits(in.number());
        if (!in.takeNull())
            change.awayText = in.text();
    });
}

namespace {

constexpr std::uint64_t keyKind = 0;
constexpr std::uint64_t keyRequest = 1;

constexpr std::uint64_t flagAttached = 1;
constexpr std::uint64_t flagResumed = 2;
constexpr std::uint64_t flagForked = 4;
constexpr std::uint64_t flagAdmin = 8;

template <class T, class Of>
concept Is = std::is_same_v<std::remove_const_t<T>, Of>;

// Kinds and keys of docs/PROTOCOL.md, section 7.

template <class R>
constexpr std::uint64_t kindNumber = 0;
template <>
constexpr std::uint64_t kindNumber<OkReply> = 1;
template <>
constexpr std::uint64_t kindNumber<RefusedReply> = 2;
template <>
constexpr std::uint64_t kindNumber<WelcomeReply> = 3;
template <>
constexpr std::uint64_t kindNumber<PageReply> = 4;
template <>
constexpr std::uint64_t kindNumber<MembersReply> = 5;
template <>
constexpr std::uint64_t kindNumber<StatsReply> = 6;
template <>
constexpr std::uint64_t kindNumber<InfoReply> = 7;
template <>
constexpr std::uint64_t kindNumber<RestrictionsReply> = 8;
template <>
constexpr std::uint64_t kindNumber<ConfirmationsReply> = 9;
template <>
constexpr std::uint64_t kindNumber<FiguresReply> = 10;
template <>
constexpr std::uint64_t kindNumber<PresenceNews> = 20;

std::uint64_t kindOf(const UnknownReply& unknown)
{
    return unknown.kind;
}
std::uint64_t kindOf(const auto& reply)
{
    return kindNumber<std::remove_cvref_t<decltype(reply)>>;
}

void fields(auto& map, Is<OkReply> auto& ok)
{
    map.optional(2, ok.seq);
}

void fields(auto& map, Is<RefusedReply> auto& refused)
{
    map.field(2, refused.code);
    map.field(3, refused.text);
    map.optional(4, refused.retryAfter);
    map.optional(5, refused.suggestion);
}

std::uint64_t flagsOf(const WelcomeReply& welcome)
{
    return (welcome.attached ? flagAttached : 0) | (welcome.resumed ? flagResumed : 0)
         | (welcome.forked ? flagForked : 0) | (welcome.admin ? flagAdmin : 0);
}

void setFlags(WelcomeReply& welcome, std::uint64_t flags)
{
    welcome.attached = (flags & flagAttached) != 0;
    welcome.resumed = (flags & flagResumed) != 0;
    welcome.forked = (flags & flagForked) != 0;
    welcome.admin = (flags & flagAdmin) != 0;
}

void fields(auto& map, Is<WelcomeReply> auto& welcome)
{
    map.field(2, welcome.member);
    map.field(3, welcome.name);
    map.field(4, welcome.log);
    map.field(5, welcome.head);
    map.field(6, welcome.nextNumber);
    map.field(7, welcome.room);
    auto flags = flagsOf(welcome);
    map.field(8, flags);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(welcome)>>)
        setFlags(welcome, flags);
    map.field(9, welcome.ownJoined);
    map.field(10, welcome.roomStream);
    map.field(11, welcome.roomFirst);
    map.field(12, welcome.chainBefore);
    map.field(13, welcome.rosterStream);
    map.field(14, welcome.rosterAsOf);
    map.field(15, welcome.rosterEntries);
    map.field(16, welcome.textBytes);
    map.field(17, welcome.rates.messagesPerKilosecond);
    map.field(18, welcome.rates.messageBurst);
    map.field(19, welcome.topic);
    map.field(20, welcome.serverVersion);
    map.field(21, welcome.serverTime);
    map.field(22, welcome.rates.fanOutBytesPerSecond);
    map.field(23, welcome.rates.fanOutBurst);
    map.field(24, welcome.members);
    map.defaulted(25, welcome.text);
    map.defaulted(26, welcome.firstKept);
}

void fields(auto& map, Is<PageReply> auto& page)
{
    map.field(2, page.events);
    map.optional(3, page.chainBefore);
    map.field(4, page.more);
    map.field(5, page.firstKept);
}

void fields(auto& map, Is<MembersReply> auto& reply)
{
    map.field(2, reply.members);
    map.field(3, reply.more);
}

void fields(auto& map, Is<StatsReply> auto& stats)
{
    map.field(2, stats.figures);
}

void fields(auto& map, Is<InfoReply> auto& info)
{
    map.field(2, info.version);
    map.field(3, info.room);
    map.optional(4, info.members);
    map.field(5, info.memberLimit);
    map.optional(8, info.time);
}

void fields(auto& map, Is<RestrictionsReply> auto& reply)
{
    map.field(2, reply.restrictions);
    map.field(3, reply.more);
}

void fields(auto& map, Is<ConfirmationsReply> auto& reply)
{
    map.field(2, reply.confirmations);
    map.field(3, reply.more);
}

void fields(auto& map, Is<FiguresReply> auto& reply)
{
    map.field(2, reply.members);
    map.field(3, reply.more);
}

void fields(auto& map, Is<PresenceNews> auto& news)
{
    map.field(2, news.changes);
}

void fields(auto&, Is<UnknownReply> auto&) {}

/// The alternative with this number, empty.
decltype(Reply::what) replyOfKind(std::uint64_t kind)
{
    decltype(Reply::what) reply = UnknownReply{kind};
    const auto tryKind = [&](auto candidate) {
        if (kindOf(candidate) == kind)
            reply = std::move(candidate);
    };
    tryKind(OkReply{});
    tryKind(RefusedReply{});
    tryKind(WelcomeReply{});
    tryKind(PageReply{});
    tryKind(MembersReply{});
    tryKind(StatsReply{});
    tryKind(InfoReply{});
    tryKind(RestrictionsReply{});
    tryKind(ConfirmationsReply{});
    tryKind(FiguresReply{});
    tryKind(PresenceNews{});
    return reply;
}

} // namespace

Bytes encode(const Reply& reply)
{
    cbor::MapWriter map;
    std::visit(
        [&](const auto& what) {
            map.field(keyKind, kindOf(what));
            map.defaulted(keyRequest, reply.request);
            fields(map, what);
        },
        reply.what);
    return map.take();
}

std::optional<Reply> decodeReply(ByteView bytes)
{
    if (bytes.size() > limits::recordBytes)
        return std::nullopt;
    cbor::MapReader map(bytes);
    Reply reply;
    std::uint64_t kind = 0;
    map.field(keyKind, kind);
    map.defaulted(keyRequest, reply.request);
    reply.what = replyOfKind(kind);
    std::visit([&](auto& what) { fields(map, what); }, reply.what);
    if (!map.finish())
        return std::nullopt;
    return reply;
}

} // namespace hubbub::chat
