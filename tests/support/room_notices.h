// Notices as a room would make them, for tests of what is shown.
#pragma once

#include "protocol/client/notice.h"

#include <QString>

#include <utility>

namespace hubbub::screen::test {

/// 2026-11-21 02:00 UTC.
inline constexpr std::int64_t morning = 1'795'226'400'000;

inline chat::Event roomEvent(std::uint32_t member, const std::string& name, const std::string& text,
                             decltype(chat::Event::what) what)
{
    return {.time = {morning},
            .member = {member},
            .name = name,
            .number = {},
            .content = chat::Content{{}, text},
            .what = std::move(what)};
}

inline client::EventNotice message(std::uint64_t seq, const std::string& name, const std::string& text)
{
    return {Seq{seq}, roomEvent(2, name, text, chat::Message{}), false, false, std::nullopt};
}

inline client::EventNotice ownMessage(std::uint64_t seq, const std::string& text,
                                      std::optional<std::uint64_t> submission = std::nullopt)
{
    client::EventNotice notice{Seq{seq}, roomEvent(1, "小明", text, chat::Message{}), false, true,
                               std::nullopt};
    if (submission)
        notice.submission = client::SubmissionId{*submission};
    return notice;
}

inline client::EventNotice joined(std::uint64_t seq, std::uint32_t member, const std::string& name)
{
    return {Seq{seq}, roomEvent(member, name, "", chat::Joined{}), false, false, std::nullopt};
}

inline client::EventNotice left(std::uint64_t seq, std::uint32_t member, const std::string& name,
                                chat::LeftReason reason = chat::LeftReason::quit)
{
    return {Seq{seq}, roomEvent(member, name, "", chat::Left{reason}), false, false, std::nullopt};
}

inline client::EventNotice announcement(std::uint64_t seq, const std::string& text)
{
    return {Seq{seq}, roomEvent(0, "", text, chat::Announcement{}), false, false, std::nullopt};
}

inline client::EventNotice askingAnnouncement(std::uint64_t seq, const std::string& text)
{
    return {Seq{seq}, roomEvent(0, "", text, chat::Announcement{true}), false, false, std::nullopt};
}

inline client::EventNotice removed(std::uint64_t seq, std::uint64_t which, const std::string& why)
{
    return {Seq{seq}, roomEvent(3, "管家", why, chat::Removed{Seq{which}}), false, false, std::nullopt};
}

inline client::EventNotice renamed(std::uint64_t seq, std::uint32_t member, const std::string& before,
                                   const std::string& name)
{
    return {Seq{seq}, roomEvent(member, before, "", chat::Renamed{name}), false, member == 1, std::nullopt};
}

inline client::EventNotice topic(std::uint64_t seq, const std::string& text)
{
    return {Seq{seq}, roomEvent(3, "管家", text, chat::TopicSet{}), false, false, std::nullopt};
}

inline client::EventNotice asTombstone(client::EventNotice notice)
{
    notice.event.content = chat::Tombstone{};
    return notice;
}

inline chat::RosterEntry member(std::uint32_t number, const std::string& name, chat::MemberFlags flags = {})
{
    return {{number}, name, {}, flags};
}

inline client::WelcomeNotice welcome(std::vector<chat::RosterEntry> members, bool isAdmin = false)
{
    client::WelcomeNotice notice;
    notice.room = "三班";
    notice.name = "小明";
    notice.member = {1};
    notice.members = std::move(members);
    notice.admin = isAdmin;
    return notice;
}

} // namespace hubbub::screen::test
