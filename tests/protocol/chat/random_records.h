// Every kind of record with random content, for the property tests.
#pragma once

#include "protocol/chat/cbor.h"
#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"
#include "protocol/chat/utf8.h"
#include "protocol/wire/frame.h"
#include "tests/protocol/wire/dice.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace hubbub::test {

class RandomRecords {
public:
    /// `most` bounds numbers of 64 bits: not every codec can hold all of them.
    explicit RandomRecords(std::uint64_t seed, std::uint64_t most = std::numeric_limits<std::uint64_t>::max())
        : dice_(seed),
          most_(most)
    {
    }

    Dice& dice() { return dice_; }

    chat::LogRecord logRecord()
    {
        if (dice_.below(16) == 0)
            return chat::VoidEvent{};
        chat::Event event{.time = time(),
                          .member = id<MemberId>(),
                          .name = text(24),
                          .number = id<SubmissionNumber>(),
                          .content = chat::Content{dice_.id<Salt>(), text(300)},
                          .what = {}};
        if (dice_.below(4) == 0)
            event.content = chat::Tombstone{dice_.id<Digest>()};
        switch (dice_.below(8)) {
        case 0:
            event.what = chat::Joined{dice_.id<Fingerprint>()};
            break;
        case 1:
            event.what = chat::Left{static_cast<chat::LeftReason>(1 + dice_.below(4))};
            break;
        case 2:
            event.what = chat::Message{style()};
            break;
        case 3:
            event.what = chat::Announcement{dice_.coin()};
            break;
        case 4:
            event.what = chat::Renamed{text(24)};
            break;
        case 5:
            event.what = chat::TopicSet{};
            break;
        case 6:
            event.what = chat::Removed{id<Seq>()};
            break;
        default:
            event.what = chat::UnknownKind{dice_.between(8, most_)};
            break;
        }
        for (auto count = dice_.below(3) == 0 ? dice_.below(30) : 0; count > 0; --count) {
            const auto item = anyItem(2);
            event.further.insert(event.further.end(), item.begin(), item.end());
        }
        return event;
    }

    chat::Request request()
    {
        switch (dice_.below(22)) {
        case 0:
            return chat::JoinRequest{
                text(200),    dice_.id<OutboxId>(),
                dice_.coin(), position(),
                text(40),     dice_.coin() ? std::optional(dice_.id<Digest>()) : std::nullopt};
        case 1:
            return chat::SayRequest{id<SubmissionNumber>(), text(300), style(), maybe<SubmissionNumber>()};
        case 2:
            return chat::LeaveRequest{text(100)};
        case 3:
            return chat::AwayRequest{maybeText(100)};
        case 4:
            return chat::AnnounceRequest{id<SubmissionNumber>(), text(300),
                                         dice_.coin() ? std::optional(dice_.id<OutboxId>()) : std::nullopt,
                                         maybe<SubmissionNumber>(), dice_.coin()};
        case 5:
            return chat::KickRequest{id<MemberId>(), dice_.id<Fingerprint>(), text(100)};
        case 6:
            return chat::WhoRequest{};
        case 7:
            return chat::StatsRequest{};
        case 8:
            return chat::InfoRequest{};
        case 9:
            return chat::RenameRequest{text(200)};
        case 10:
            return chat::HistoryRequest{anchor(), u32()};
        case 11:
            return chat::SearchRequest{text(60), maybe<Seq>(), u32()};
        case 12:
            return restriction();
        case 13:
            return chat::LiftRequest{id<Seq>()};
        case 14:
            return chat::RestrictionsRequest{};
        case 15:
            return chat::TopicRequest{text(100)};
        case 16:
            return chat::LockRequest{dice_.coin()};
        case 17:
            return chat::RemoveRequest{id<Seq>(), text(100)};
        case 18:
            return chat::AcknowledgeRequest{id<Seq>()};
        case 19:
            return chat::ConfirmationsRequest{id<Seq>()};
        case 20:
            return chat::FiguresRequest{};
        default:
            return chat::UnknownRequest{dice_.between(22, most_)};
        }
    }

    chat::Reply reply()
    {
        const Seq seq{dice_.between(1, std::min(most_, wire::maxRecordSeq))};
        switch (dice_.below(12)) {
        case 0:
            return {seq, chat::OkReply{maybe<Seq>()}};
        case 1:
            return {seq, refusal()};
        case 2:
            return {seq, welcome()};
        case 3:
            return {seq, members()};
        case 4:
            return {seq, stats()};
        case 5:
            return {seq,
                    chat::InfoReply{text(20), text(60), dice_.coin() ? std::optional(u32()) : std::nullopt,
                                    u32(), std::nullopt}};
        case 6:
            return {Seq{0}, presence()};
        case 7:
            return {seq, page()};
        case 8:
            return {seq, restrictions()};
        case 9:
            return {seq, confirmations()};
        case 10:
            return {seq, figures()};
        default:
            return {dice_.coin() ? seq : Seq{0}, chat::UnknownReply{dice_.between(21, most_)}};
        }
    }

    chat::RosterEntry entry() { return {id<MemberId>(), text(24), dice_.id<Fingerprint>(), flags()}; }

private:
    template <class Id>
    Id id()
    {
        const std::uint64_t largest =
            std::is_same_v<Id, Seq> ? wire::maxRecordSeq : std::numeric_limits<typename Id::Value>::max();
        return Id{static_cast<typename Id::Value>(dice_.between(0, std::min(largest, most_)))};
    }

    std::uint64_t number() { return dice_.between(0, most_); }
    std::uint32_t u32() { return dice_.between32(0, 0xffff'ffff); }
    WallTime time() { return {static_cast<std::int64_t>(dice_.between(0, 4'000'000'000'000))}; }
    Duration milliseconds() { return std::chrono::milliseconds(dice_.between(0, 0xffff'ffff)); }

    chat::MemberFlags flags() { return {dice_.coin(), dice_.coin(), dice_.coin()}; }

    chat::MessageStyle style()
    {
        return dice_.coin() ? chat::MessageStyle::plain : chat::MessageStyle::action;
    }

    /// Of up to `most` characters, each of one to four bytes.
    std::string text(std::uint64_t most)
    {
        std::string made;
        for (auto count = dice_.between(0, most); count > 0; --count) {
            const auto character = static_cast<char32_t>(dice_.between(0, 0x10ffff));
            chat::appendUtf8(made, character >= 0xd800 && character < 0xe000 ? U'群' : character);
        }
        return made;
    }
    template <class Id>
    std::optional<Id> maybe()
    {
        return dice_.coin() ? std::optional(id<Id>()) : std::nullopt;
    }
    std::optional<std::string> maybeText(std::uint64_t most)
    {
        return dice_.coin() ? std::optional(text(most)) : std::nullopt;
    }

    std::optional<chat::LogPosition> position()
    {
        if (dice_.coin())
            return std::nullopt;
        return chat::LogPosition{dice_.id<LogId>(), id<Seq>(), dice_.id<ChainValue>()};
    }

    chat::Refusal refusal()
    {
        return {static_cast<chat::RefusalCode>(1 + dice_.below(22)), text(100),
                dice_.coin() ? std::optional(milliseconds()) : std::nullopt, maybeText(24)};
    }

    chat::WelcomeReply welcome()
    {
        chat::WelcomeReply welcome{.member = id<MemberId>(),
                                   .name = text(24),
                                   .log = dice_.id<LogId>(),
                                   .head = id<Seq>(),
                                   .nextNumber = id<SubmissionNumber>(),
                                   .room = text(60),
                                   .attached = dice_.coin(),
                                   .resumed = dice_.coin(),
                                   .forked = dice_.coin(),
                                   .admin = dice_.coin(),
                                   .ownJoined = id<Seq>(),
                                   .roomStream = id<StreamId>(),
                                   .roomFirst = id<Seq>(),
                                   .chainBefore = dice_.id<ChainValue>(),
                                   .rosterStream = id<StreamId>(),
                                   .rosterAsOf = id<Seq>(),
                                   .rosterEntries = u32(),
                                   .textBytes = u32(),
                                   .rates = {u32(), u32(), number(), number()},
                                   .topic = text(100),
                                   .serverVersion = text(20),
                                   .serverTime = time(),
                                   .members = u32(),
                                   .text = text(100),
                                   .firstKept = id<Seq>()};
        return welcome;
    }

    chat::MembersReply members()
    {
        chat::MembersReply reply;
        for (auto count = dice_.below(30); count > 0; --count)
            reply.members.push_back({entry(), time(), milliseconds()});
        reply.more = dice_.coin();
        return reply;
    }

    chat::HistoryAnchor anchor()
    {
        switch (dice_.below(3)) {
        case 0:
            return chat::BeforeEvent{id<Seq>()};
        case 1:
            return chat::AfterEvent{id<Seq>()};
        default:
            return chat::AroundTime{time()};
        }
    }

    AddressRange range()
    {
        IpAddress ip = IpAddress::v4(u32());
        if (dice_.coin()) {
            for (Byte& byte : ip.bytes)
                byte = static_cast<Byte>(dice_.number());
        }
        const auto bits = std::to_string(dice_.below(ip.isV4() ? 33 : 129));
        return *AddressRange::parse(ip.text() + '/' + bits);
    }

    chat::RestrictionKind restrictionKind()
    {
        return dice_.coin() ? chat::RestrictionKind::ban : chat::RestrictionKind::mute;
    }

    chat::RestrictRequest restriction()
    {
        chat::RestrictRequest request{
            .kind = restrictionKind(), .whom = {}, .lasts = {}, .reason = text(100)};
        if (dice_.coin())
            request.whom = chat::NamedMember{id<MemberId>(), dice_.id<Fingerprint>()};
        else if (dice_.coin())
            request.whom = dice_.id<PublicKey>();
        else
            request.whom = range();
        if (dice_.coin())
            request.lasts = std::chrono::milliseconds(time().milliseconds);
        return request;
    }

    chat::PageReply page()
    {
        chat::PageReply reply;
        for (auto count = dice_.below(5); count > 0; --count)
            reply.events.push_back({id<Seq>(), logRecord()});
        if (dice_.coin())
            reply.chainBefore = dice_.id<ChainValue>();
        reply.more = dice_.coin();
        reply.firstKept = id<Seq>();
        return reply;
    }

    chat::RestrictionsReply restrictions()
    {
        chat::RestrictionsReply reply;
        for (auto count = dice_.below(20); count > 0; --count) {
            chat::Restriction one{.seq = id<Seq>(),
                                  .kind = restrictionKind(),
                                  .whom = {},
                                  .name = text(24),
                                  .by = text(24),
                                  .byKey = {},
                                  .since = time(),
                                  .until = {},
                                  .reason = text(40)};
            if (dice_.coin())
                one.whom = range();
            else
                one.whom = dice_.id<PublicKey>();
            if (dice_.coin())
                one.byKey = dice_.id<Fingerprint>();
            if (dice_.coin())
                one.until = time();
            reply.restrictions.push_back(std::move(one));
        }
        reply.more = dice_.coin();
        return reply;
    }

    chat::ConfirmationsReply confirmations()
    {
        chat::ConfirmationsReply reply;
        for (auto count = dice_.below(30); count > 0; --count)
            reply.confirmations.push_back({{id<MemberId>(), dice_.id<Fingerprint>()},
                                           text(24),
                                           static_cast<chat::ConfirmationState>(1 + dice_.below(3))});
        reply.more = dice_.coin();
        return reply;
    }

    chat::FiguresReply figures()
    {
        chat::FiguresReply reply;
        for (auto count = dice_.below(20); count > 0; --count)
            reply.members.push_back({{entry(), time(), milliseconds()}, u32(), u32(), id<Seq>(), text(20)});
        reply.more = dice_.coin();
        return reply;
    }

    chat::StatsReply stats()
    {
        chat::StatsReply reply;
        for (auto count = dice_.below(30); count > 0; --count)
            reply.figures.emplace_back(text(30), number());
        return reply;
    }

    chat::PresenceNews presence()
    {
        chat::PresenceNews news;
        for (auto count = dice_.below(30); count > 0; --count)
            news.changes.push_back({id<MemberId>(), {dice_.coin(), dice_.coin()}, maybeText(40)});
        return news;
    }

    /// What a later version might put somewhere.
    Bytes anyItem(int depth)
    {
        chat::cbor::Writer out;
        switch (dice_.below(depth > 0 ? 7 : 5)) {
        case 0:
            out.number(dice_.between(0, most_));
            break;
        case 1:
            out.bytes(dice_.bytes(dice_.below(40)));
            break;
        case 2:
            out.text(text(20));
            break;
        case 3:
            out.boolean(dice_.coin());
            break;
        case 4:
            out.null();
            break;
        case 5: {
            const auto count = dice_.below(4);
            out.array(count);
            for (std::size_t i = 0; i < count; ++i)
                out.items(anyItem(depth - 1));
            break;
        }
        default: {
            const auto count = dice_.below(4);
            out.map(count);
            for (std::size_t i = 0; i < count; ++i) {
                out.number(i);
                out.items(anyItem(depth - 1));
            }
            break;
        }
        }
        return out.take();
    }

    Dice dice_;
    std::uint64_t most_;
};

} // namespace hubbub::test
