// Reading back: which list is shown, and how the past grows into what is live.
#include "protocol/chat/past_limits.h"
#include "protocol/qt/event_lines.h"
#include "protocol/screen/room_controller.h"

#include <algorithm>
#include <ranges>

namespace hubbub::screen {

namespace {

/// Where one reads on in what is live, from the page before this one.
Seq firstLive(const MessageModel& messages, const PastPage& page)
{
    return std::max(messages.oldest(), page.events.front().seq);
}

/// Tells so. What only an answer makes good is not asked while there can be none.
bool isOutOfReach(RoomController& room)
{
    const bool isLost = room.linkPicture().state == client::LinkState::lost;
    if (isLost)
        room.refuseLocally(
            RoomController::tr("The connection is lost; the server can be asked when it is back."));
    return isLost;
}

} // namespace

bool RoomController::isNothingOlder() const
{
    if (past_.isOpen())
        return past_.isAtBeginning();
    return messages_.oldest() <= beginning_.value_or(Seq{1})
        || (client_ && messages_.oldest() <= client_->engine().firstKept());
}

bool RoomController::mayLoadOlder() const
{
    const bool isAsked = past_.isOpen() ? past_.isGrowingBack() : olderAsked_.has_value();
    return isInRoom() && !isAsked && !past_.isOpening() && !isNothingOlder();
}

bool RoomController::loadOlder()
{
    if (!mayLoadOlder())
        return false;
    hasFailed_ = false;
    if (past_.isOpen())
        past_.growBack();
    else
        olderAsked_ = client_->history(chat::BeforeEvent{messages_.oldest()}, limits::pageEvents);
    Q_EMIT pastChanged();
    return true;
}

bool RoomController::loadNewer()
{
    return isInRoom() && past_.growOn();
}

Before RoomController::before() const
{
    const bool isAsked = past_.isOpen() ? past_.isGrowingBack() : olderAsked_.has_value();
    if (isAsked)
        return Before::asked;
    if (isNothingOlder() && messages_.newest() != Seq{}) {
        const Seq first = past_.isOpen() ? past_.pages().front().events.front().seq : messages_.oldest();
        return first == Seq{1} ? Before::beginning : Before::nothing;
    }
    if (!isInRoom())
        return Before::unknown;
    return hasFailed_ ? Before::failed : Before::more;
}

QString RoomController::beforeText() const
{
    switch (before()) {
    case Before::unknown:
    case Before::more:
        return {};
    case Before::asked:
        return tr("Loading what was said before…");
    case Before::beginning:
        return tr("The room begins here.");
    case Before::nothing:
        return tr("The room shows nothing older.");
    case Before::failed:
        return tr("What was said before could not be loaded.");
    }
    return {};
}

bool RoomController::goTo(const PastReader::Place& place)
{
    if (goToLive(place))
        return true;
    if (const auto* const seq = std::get_if<Seq>(&place); seq != nullptr && past_.holds(*seq)) {
        Q_EMIT placeChanged(&past_.messages(), *seq);
        return true;
    }
    if (!canAsk() || isOutOfReach(*this))
        return false;
    hasFailed_ = false;
    past_.open(place);
    Q_EMIT pastChanged();
    return true;
}

bool RoomController::goToBeginning()
{
    return isInRoom() && !isNothingOlder() && goTo(Seq{1});
}

/// Where it stands in what is live; false: it is further back.
bool RoomController::goToLive(const PastReader::Place& place)
{
    std::optional<Seq> at;
    if (const auto* const seq = std::get_if<Seq>(&place)) {
        if (messages_.oldest() != Seq{} && *seq >= messages_.oldest())
            at = messages_.rowOf(*seq) < 0 ? Seq{} : *seq;
    } else if (const WallTime time = std::get<WallTime>(place); messages_.isBefore(time)) {
        at = Seq{};
    } else {
        at = messages_.firstSince(time);
    }
    if (!at)
        return false;
    leavePast();
    Q_EMIT placeChanged(&messages_, *at);
    return true;
}

void RoomController::backToNow()
{
    leavePast();
    Q_EMIT placeChanged(&messages_, Seq{});
}

void RoomController::leavePast()
{
    if (past_.isOpen()) {
        past_.takePages();
        Q_EMIT placeChanged(&messages_, Seq{});
    }
    closePast();
}

void RoomController::closePast()
{
    past_.close();
    noticeMeanwhile_.clear();
    Q_EMIT pastChanged();
}

/// Who reads the past does not see what stands at the end of what is live; what the admin tells everybody is
/// for them, too.
void RoomController::noteMeanwhile(const client::EventNotice& notice)
{
    if (!past_.isOpen() || notice.own || !std::holds_alternative<chat::Announcement>(notice.event.what))
        return;
    noticeMeanwhile_ = qt::eventLine(notice.event).simplified();
    Q_EMIT pastChanged();
}

/// What is live takes all of it in, as long as there is room. A place that was just opened stays apart if
/// there is none for the next page either: what does not fit is opened again, and that would never end.
void RoomController::joinPast(std::optional<Seq> at)
{
    const auto isShown = [this](const chat::Event& event) { return !ignored_.hides(event); };
    olderAsked_.reset(); // it would come a second time
    const bool isAtBeginning = past_.isAtBeginning();
    bool isTaken = !at || messages_.hasRoomFor(limits::pageEvents);
    for (const PastPage& page : std::views::reverse(past_.pages()))
        isTaken = isTaken && messages_.prepend(page.events, isShown, page.warning);
    if (at && !isTaken)
        return Q_EMIT placeChanged(&past_.messages(), *at);
    const std::deque<PastPage> pages = past_.takePages();
    if (isAtBeginning && isTaken)
        beginning_ = messages_.oldest();
    if (at)
        Q_EMIT placeChanged(&messages_, *at);
    else if (isTaken)
        Q_EMIT placeKept(&messages_);
    else
        Q_EMIT placeChanged(&messages_, firstLive(messages_, pages.back()));
    closePast();
}

bool RoomController::search(const QString& query)
{
    if (!canAsk() || isOutOfReach(*this))
        return false;
    found_.begin(query);
    Q_EMIT foundChanged();
    return searchOn();
}

bool RoomController::searchOn()
{
    if (!canAsk())
        return false;
    searchAsked_ = client_->search(found_.query(), found_.before(), limits::pageEvents,
                                   client::EarlierSearches::dropped);
    return true;
}

void RoomController::dismissCatchUp()
{
    if (catchUp_.isEmpty())
        return;
    catchUp_.clear();
    Q_EMIT catchUpChanged();
}

void RoomController::handle(const client::PageNotice& notice)
{
    if (notice.submission != olderAsked_) {
        past_.handle(notice, messages_.oldest());
        Q_EMIT pastChanged();
        return;
    }
    olderAsked_.reset();
    const auto isShown = [this](const chat::Event& event) { return !ignored_.hides(event); };
    const int before = messages_.rowCount();
    const bool isTaken = messages_.prepend(notice.page.events, isShown, PastReader::warningOf(notice));
    if (notice.page.events.empty() || !notice.page.more)
        beginning_ = messages_.oldest();
    Q_EMIT olderLoaded(messages_.rowCount() - before);
    Q_EMIT pastChanged();
    if (!isTaken) // the list is full: what lies before is read apart
        goTo(Seq{messages_.oldest().value - 1});
}

} // namespace hubbub::screen
