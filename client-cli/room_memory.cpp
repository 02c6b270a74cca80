#include "client-cli/room_memory.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/local_time.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/ignore_commands.h"
#include "protocol/screen/own_name.h"
#include "protocol/screen/row_search.h"

#include <algorithm>
#include <utility>

namespace hubbub::cli {

RoomMemory::RoomMemory(qt::Profile& profile)
    : profile_(profile),
      ignored_(screen::IgnoreList::parse(profile.kept(screen::IgnoreList::file)))
{
}

void RoomMemory::handle(const client::WelcomeNotice& notice, bool isAnew)
{
    ownName_ = qt::fromUtf8(notice.name);
    topic_ = qt::shownLine(notice.topic);
    isAdmin_ = notice.admin;
    if (isAnew) {
        ignored_.forgetMembers();
        if (std::exchange(wasTold_, true))
            messages_.beginFork(notice.head);
        else
            messages_.beginRun(notice.head);
    }
    for (const chat::RosterEntry& member : notice.members)
        ignored_.learn(member.member, member.fingerprint);
}

bool RoomMemory::handle(const client::EventNotice& notice)
{
    if (const auto* const joined = std::get_if<chat::Joined>(&notice.event.what))
        ignored_.learn(notice.event.member, joined->fingerprint);
    if (const std::string* const name = screen::ownNewName(notice)) {
        ownName_ = qt::fromUtf8(*name);
        messages_.setOwnName(ownName_);
    }
    if (!notice.history && std::holds_alternative<chat::TopicSet>(notice.event.what))
        topic_ = qt::shownLine(notice.event.text());
    if (ignored_.hides(notice.event))
        return true;
    messages_.handleEvent(notice);
    return false;
}

Result<QString, chat::Refusal> RoomMemory::ignore(const std::optional<chat::RosterEntry>& member,
                                                  const QString& typed)
{
    auto answer = screen::ignore(ignored_, member, typed, ownName_);
    keepIgnored();
    return answer;
}

Result<QString, chat::Refusal> RoomMemory::unignore(const QString& name)
{
    auto answer = screen::unignore(ignored_, name);
    keepIgnored();
    return answer;
}

void RoomMemory::keepIgnored()
{
    profile_.keep(screen::IgnoreList::file, ignored_.text());
}

QString RoomMemory::lineOf(const chat::Event& event)
{
    return qt::dateAndTimeText(event.time) + QLatin1String("  ") + qt::eventLine(event);
}

std::vector<RoomMemory::Found> RoomMemory::search(const QString& words) const
{
    screen::RowSearch search(messages_);
    search.begin(words);
    std::vector<Found> found;
    for (const int at : search.rows()) {
        const screen::MessageRow& row = messages_.row(at);
        found.push_back({row.seq, qt::dateAndTimeText(row.time) + QLatin1String("  ") + row.line});
    }
    std::ranges::reverse(found);
    return found;
}

} // namespace hubbub::cli
