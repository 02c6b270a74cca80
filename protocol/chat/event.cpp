#include "protocol/chat/event.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/chat/cbor.h"
#include "protocol/crypto/hash.h"
#include "protocol/wire/frame.h"

#include <limits>

namespace hubbub::chat {

namespace {

// Numbers on the wire (docs/PROTOCOL.md, section 7).
constexpr std::uint64_t kindJoined = 1;
constexpr std::uint64_t kindLeft = 2;
constexpr std::uint64_t kindMessage = 3;
constexpr std::uint64_t kindAnnouncement = 4;
constexpr std::uint64_t kindRenamed = 5;
constexpr std::uint64_t kindTopic = 6;
constexpr std::uint64_t kindRemoved = 7;

/// Kind, time, member, name, number, salt, text: what every event begins with. The header of the chain leaves
/// out the last two.
constexpr std::size_t commonElements = 7;

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
// Clang below 17 does not find it out by itself.
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

/// A plain style is left out, but where elements behind it need their place.
bool styleIsWritten(const Message& message, const Event& event)
{
    return message.style != MessageStyle::plain || !event.further.empty();
}

/// Nor is it told that nobody is asked to confirm.
bool questionIsWritten(const Announcement& announcement, const Event& event)
{
    return announcement.asksToConfirm || !event.further.empty();
}

std::size_t ownElements(const Event& event)
{
    return std::visit(
        Overloaded{
            [](const Joined&) -> std::size_t { return 1; }, [](const Left&) -> std::size_t { return 1; },
            [&](const Message& message) -> std::size_t { return styleIsWritten(message, event); },
            [&](const Announcement& said) -> std::size_t { return questionIsWritten(said, event); },
            [](const Renamed&) -> std::size_t { return 1; }, [](const TopicSet&) -> std::size_t { return 0; },
            [](const Removed&) -> std::size_t { return 1; },
            [](const UnknownKind&) -> std::size_t { return 0; }},
        event.what);
}

void writeOwnElements(cbor::Writer& out, const Event& event)
{
    std::visit(Overloaded{[&](const Joined& joined) { out.bytes(joined.fingerprint.view()); },
                          [&](const Left& left) { out.number(static_cast<std::uint64_t>(left.reason)); },
                          [&](const Message& message) {
                              if (styleIsWritten(message, event))
                                  out.number(static_cast<std::uint64_t>(message.style));
                          },
                          [&](const Announcement& announcement) {
                              if (questionIsWritten(announcement, event))
                                  out.boolean(announcement.asksToConfirm);
                          },
                          [&](const Renamed& renamed) { out.text(renamed.name); }, [](const TopicSet&) {},
                          [&](const Removed& removed) { out.number(removed.seq.value); },
                          [](const UnknownKind&) {}},
               event.what);
    out.items(event.further);
}

std::size_t behindCommonElements(const Event& event)
{
    return ownElements(event) + cbor::countItems(event.further);
}

void writeUpToNumber(cbor::Writer& out, const Event& event)
{
    CHECK(event.time.milliseconds >= 0);
    out.number(kindNumber(event));
    out.number(static_cast<std::uint64_t>(event.time.milliseconds));
    out.number(event.member.value);
    out.text(event.name);
    out.number(event.number.value);
}

void writeContent(cbor::Writer& out, const Event& event)
{
    std::visit(Overloaded{[&](const Content& content) {
                              out.bytes(content.salt.view());
                              out.text(content.text);
                          },
                          [&](const Tombstone& tombstone) {
                              out.bytes(tombstone.digest.view());
                              out.null();
                          }},
               event.content);
}

std::variant<Content, Tombstone> readContent(cbor::Reader& in)
{
    const auto saltOrDigest = in.bytes();
    if (in.takeNull()) {
        const auto digest = Digest::from(saltOrDigest);
        if (!digest)
            in.fail();
        return Tombstone{digest.value_or(Digest{})};
    }
    const auto salt = Salt::from(saltOrDigest);
    if (!salt)
        in.fail();
    return Content{salt.value_or(Salt{}), std::string(in.text())};
}

std::string readName(cbor::Reader& in)
{
    const auto name = in.text();
    if (name.size() > limits::nameBytes)
        in.fail();
    return std::string(name);
}

/// Reads the elements of the kind itself; `left` counts down what is still to come.
decltype(Event::what) readOwnElements(cbor::Reader& in, std::uint64_t kind, std::size_t& left)
{
    const auto expectOne = [&] {
        if (left == 0)
            in.fail();
        else
            --left;
    };
    switch (kind) {
    case kindJoined:
        expectOne();
        return Joined{in.opaque<Fingerprint>()};
    case kindLeft: {
        expectOne();
        const auto reason = in.number(static_cast<std::uint64_t>(LeftReason::banned));
        if (reason == 0)
            in.fail();
        return Left{static_cast<LeftReason>(reason)};
    }
    case kindMessage:
        if (left == 0)
            return Message{};
        expectOne();
        return Message{
            static_cast<MessageStyle>(in.number(static_cast<std::uint64_t>(MessageStyle::action)))};
    case kindAnnouncement:
        if (left == 0)
            return Announcement{};
        expectOne();
        return Announcement{in.boolean()};
    case kindRenamed:
        expectOne();
        return Renamed{readName(in)};
    case kindTopic:
        return TopicSet{};
    case kindRemoved:
        expectOne();
        return Removed{Seq{in.number(wire::maxRecordSeq)}};
    default:
        return UnknownKind{kind};
    }
}

Bytes chainHeader(Seq seq, const Event& event)
{
    cbor::Writer out;
    out.array(1 + commonElements - 2 + behindCommonElements(event));
    out.number(seq.value);
    writeUpToNumber(out, event);
    writeOwnElements(out, event);
    return out.take();
}

Bytes chainHeader(Seq seq)
{
    cbor::Writer out;
    out.array(1);
    out.number(seq.value);
    return out.take();
}

Digest contentDigest(const Event& event)
{
    return std::visit(Overloaded{[](const Content& content) { return contentDigest(content); },
                                 [](const Tombstone& tombstone) { return tombstone.digest; }},
                      event.content);
}

ChainValue link(const ChainValue& before, const Bytes& header, const Digest& content)
{
    return {crypto::sha256({before.view(), header, content.view()}).bytes};
}

} // namespace

std::string_view leftReasonWord(LeftReason reason)
{
    switch (reason) {
    case LeftReason::quit:
        return "quit";
    case LeftReason::lost:
        return "lost";
    case LeftReason::removed:
        return "removed";
    case LeftReason::banned:
        return "banned";
    }
    CHECK(false);
}

std::string_view Event::text() const
{
    const auto* held = std::get_if<Content>(&content);
    return held == nullptr ? std::string_view{} : std::string_view(held->text);
}

std::uint64_t kindNumber(const Event& event)
{
    return std::visit(
        Overloaded{[](const Joined&) { return kindJoined; }, [](const Left&) { return kindLeft; },
                   [](const Message&) { return kindMessage; },
                   [](const Announcement&) { return kindAnnouncement; },
                   [](const Renamed&) { return kindRenamed; }, [](const TopicSet&) { return kindTopic; },
                   [](const Removed&) { return kindRemoved; },
                   [](const UnknownKind& unknown) { return unknown.kind; }},
        event.what);
}

Bytes furtherElements(const Event& event)
{
    cbor::Writer out;
    writeOwnElements(out, event);
    return out.take();
}

Bytes encode(const LogRecord& record)
{
    cbor::Writer out;
    if (const auto* event = std::get_if<Event>(&record)) {
        out.array(commonElements + behindCommonElements(*event));
        writeUpToNumber(out, *event);
        writeContent(out, *event);
        writeOwnElements(out, *event);
    } else {
        out.null();
    }
    return out.take();
}

std::optional<LogRecord> decodeLogRecord(ByteView bytes)
{
    if (bytes.size() > limits::recordBytes)
        return std::nullopt;
    cbor::Reader in(bytes);
    if (in.takeNull())
        return in.complete() ? std::optional<LogRecord>(VoidEvent{}) : std::nullopt;

    const auto elements = in.array();
    if (elements < commonElements)
        return std::nullopt;
    auto left = elements - commonElements;
    const auto kind = in.number();
    Event event;
    event.time.milliseconds = static_cast<std::int64_t>(in.number(std::numeric_limits<std::int64_t>::max()));
    event.member = in.id<MemberId>();
    event.name = readName(in);
    event.number = in.id<SubmissionNumber>();
    event.content = readContent(in);
    event.what = readOwnElements(in, kind, left);
    event.further = copyOf(in.skip(left));
    if (!in.complete())
        return std::nullopt;
    return event;
}

Digest contentDigest(const Content& content)
{
    return crypto::sha256({content.salt.view(), bytesOf(content.text)});
}

ChainValue chainNext(const ChainValue& before, Seq seq, const LogRecord& record)
{
    if (const auto* event = std::get_if<Event>(&record))
        return link(before, chainHeader(seq, *event), contentDigest(*event));
    return link(before, chainHeader(seq), crypto::sha256({}));
}

} // namespace hubbub::chat
