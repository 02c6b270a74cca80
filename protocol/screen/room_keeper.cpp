#include "protocol/screen/room_keeper.h"

#include "protocol/qt/local_time.h"
#include "protocol/qt/utf8.h"

#include <algorithm>
#include <utility>

namespace hubbub::screen {

namespace {

std::optional<PublicKey> keyOf(const qt::Profile& profile, const chat::ServerAddress& server)
{
    if (server.key)
        return server.key;
    for (const client::KnownServer& known : profile.knownServers()) {
        if (std::ranges::find(known.places, server.text()) != known.places.end())
            return known.key;
    }
    return std::nullopt;
}

QString folderOf(const qt::Profile& profile)
{
    return profile.folder() + QLatin1String("/rooms");
}

/// What comes after it does not go on from what came before.
bool isBreak(const client::Notice& notice)
{
    const auto* const link = std::get_if<client::LinkNotice>(&notice);
    return std::holds_alternative<client::GapNotice>(notice)
        || (link != nullptr && link->state == client::LinkState::forked);
}

/// A text may have been removed since it was told.
bool isSame(const chat::Event& a, const chat::Event& b)
{
    const bool isOneRemoved = std::holds_alternative<chat::Tombstone>(a.content)
                           || std::holds_alternative<chat::Tombstone>(b.content);
    return a.time == b.time && a.member == b.member && a.name == b.name && a.what == b.what
        && (isOneRemoved || a.content == b.content);
}

} // namespace

RoomKeeper::RoomKeeper(qt::Profile& profile, QObject* parent)
    : QObject(parent),
      profile_(profile),
      files_(folderOf(profile))
{
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &RoomKeeper::keep);
}

RoomKeeper::~RoomKeeper()
{
    keep();
}

void RoomKeeper::setWanted(bool isWanted)
{
    isWanted_ = isWanted;
    if (isWanted)
        return writeWithin(interval);
    timer_.stop();
    files_.removeAll();
}

std::optional<qt::KeptRoom> RoomKeeper::find(const chat::ServerAddress& server)
{
    const auto key = keyOf(profile_, server);
    return key && isWanted_ ? read(*key) : std::nullopt;
}

std::optional<qt::KeptRoom> RoomKeeper::read(const PublicKey& server)
{
    auto room = files_.find(server);
    if (room)
        return std::move(*room);
    Q_EMIT problem(qt::fromUtf8(room.error().context));
    return std::nullopt;
}

void RoomKeeper::begin(qt::RoomClient& client)
{
    keep();
    client_ = &client;
    wasWelcome_ = false;
}

void RoomKeeper::handleNotice(const client::Notice& notice)
{
    if (const auto* const event = std::get_if<client::EventNotice>(&notice))
        handleEvent(*event);
    else if (const auto* const welcome = std::get_if<client::WelcomeNotice>(&notice))
        handleWelcome(*welcome);
    else if (const auto* const key = std::get_if<client::ServerKeyNotice>(&notice))
        replacedKey_ = key->expected;
    else if (isBreak(notice))
        forgetEvents();
}

void RoomKeeper::handleWelcome(const client::WelcomeNotice& notice)
{
    if (!std::exchange(wasWelcome_, true)) {
        const auto replaced = std::exchange(replacedKey_, std::nullopt);
        if (replaced && replaced != notice.serverKey && profile_.holdsLock())
            files_.remove(*replaced);
        if (room_.server != notice.serverKey) {
            room_ = isWanted_ ? read(notice.serverKey).value_or(qt::KeptRoom{}) : qt::KeptRoom{};
            room_.server = notice.serverKey;
        }
        while (!room_.events.empty() && room_.events.back().seq > notice.head)
            room_.events.pop_back();
        // What was said in between is missing: the room goes on from somewhere else.
        const Seq first = client_ ? client_->engine().completeness().first : Seq{};
        if (!room_.events.empty() && first > next(room_.events.back().seq))
            forgetEvents();
    }
    room_.room = notice.room;
    room_.ownName = notice.name;
    if (client_)
        room_.place = client_->server().text();
    writeWithin(interval);
}

void RoomKeeper::handleEvent(const client::EventNotice& notice)
{
    if (const auto* const removed = std::get_if<chat::Removed>(&notice.event.what))
        removeText(removed->seq);
    const auto at = std::ranges::lower_bound(room_.events, notice.seq, {}, &qt::KeptEvent::seq);
    if (at != room_.events.end()) { // an earlier run was told it
        if (at->seq == notice.seq && isSame(at->event, notice.event)) {
            if (at->event.content != notice.event.content) {
                at->event.content = notice.event.content;
                writeWithin(intervalAfterRemoval);
            }
            return;
        }
        forgetEvents(); // the log is not what it was then
    }
    room_.events.push_back({notice.seq, notice.own, notice.event});
    if (room_.events.size() > qt::KeptRoom::mostEvents)
        room_.events.pop_front();
    writeWithin(interval);
}

void RoomKeeper::forgetEvents()
{
    room_.events.clear();
    writeWithin(interval);
}

void RoomKeeper::removeText(Seq seq)
{
    const auto at = std::ranges::lower_bound(room_.events, seq, {}, &qt::KeptEvent::seq);
    if (at == room_.events.end() || at->seq != seq)
        return;
    const auto* const content = std::get_if<chat::Content>(&at->event.content);
    if (content == nullptr)
        return;
    at->event.content = chat::Tombstone{chat::contentDigest(*content)};
    writeWithin(intervalAfterRemoval);
}

void RoomKeeper::writeWithin(std::chrono::seconds time)
{
    const bool isDue = isWanted_ && wasWelcome_;
    if (isDue && (!timer_.isActive() || timer_.remainingTimeAsDuration() > time))
        timer_.start(time);
}

void RoomKeeper::keep()
{
    timer_.stop();
    if (!isWanted_ || !wasWelcome_ || !profile_.holdsLock())
        return;
    WallTime seenAt = qt::wallTime();
    if (const auto silence = client_ ? client_->sinceLastHeard() : std::nullopt)
        seenAt.milliseconds -= std::chrono::duration_cast<std::chrono::milliseconds>(*silence).count();
    room_.seenAt = seenAt;
    const auto written = files_.keep(room_);
    if (!written && !std::exchange(hasFailed_, true))
        Q_EMIT problem(qt::fromUtf8(written.error().context));
}

} // namespace hubbub::screen
