// Reading back on the room's screen: older pages, places of the past, what a search has found.
#include "client-cli/terminal/room_screen.h"
#include "client-cli/terminal/signs.h"

#include <algorithm>

namespace hubbub::terminal {

using Kind = Key::Kind;
using screen::RoomController;

void RoomScreen::connectPast()
{
    connect(&room_, &RoomController::searchRequested, this, &RoomScreen::search);
    connect(&room_, &RoomController::foundChanged, this, &RoomScreen::changed);
    connect(&room_, &RoomController::searchFailed, this, [this](const QString& why) {
        whyNotFound_ = why;
        changed();
    });
    connect(&room_, &RoomController::placeChanged, this, &RoomScreen::handlePlace);
    connect(&room_, &RoomController::placeKept, this, [this](screen::MessageModel* shown) {
        view_.moveTo(*shown, RoomView::Ends::goOn);
        changed();
    });
    connect(&room_, &RoomController::pastChanged, this, &RoomScreen::changed);
    connect(&room_, &RoomController::pastFailed, this, &RoomScreen::tell);
    connect(&room_, &RoomController::catchUpChanged, this, &RoomScreen::changed);
}

void RoomScreen::handlePlace(screen::MessageModel* shown, Seq at)
{
    hasMoved_ = true;
    const bool isLive = shown == &room_.messages();
    if (!isLive && watchedPast_ != shown) {
        watchedPast_ = shown;
        watch(*shown);
    }
    view_.show(*shown, isLive ? RoomView::Ends::goOn : RoomView::Ends::stay);
    if (at != Seq{}) {
        view_.toEvent(at);
        if (at == Seq{1}) { // above it stands that the room begins there
            view_.setHead(headText());
            view_.toStart();
        }
        if (view_.isNearStart(view_.size().height()))
            room_.loadOlder();
    }
    changed();
}

/// Of what lies before; where everything is seen, nobody asks.
QString RoomScreen::headText()
{
    const screen::Before before = room_.before();
    const bool isAsked = before == screen::Before::asked || before == screen::Before::failed;
    return isAsked || !view_.isWhole() ? room_.beforeText() : QString();
}

/// What is further up is asked for a screen before it is reached.
void RoomScreen::scrollUp(int lines)
{
    view_.scrollUp(lines);
    if (view_.isNearStart(view_.size().height()))
        room_.loadOlder();
}

void RoomScreen::scrollDown(int lines)
{
    view_.scrollDown(lines);
    if (room_.isInPast() && view_.isNearEnd(view_.size().height()))
        room_.loadNewer();
}

void RoomScreen::toStart()
{
    if (!room_.goToBeginning())
        view_.toStart();
}

void RoomScreen::toEnd()
{
    view_.clearMark();
    if (room_.isInPast())
        room_.backToNow();
    else
        view_.toEnd();
}

/// One step back: from the past, or on the way there, to what is live; from further up to its end; else from
/// what was told.
void RoomScreen::leaveThis()
{
    view_.clearMark();
    if (room_.isInPast() || room_.isGoing())
        room_.backToNow();
    else if (!view_.isAtEnd())
        view_.toEnd();
    else
        room_.dismissCatchUp();
}

void RoomScreen::goToUnread()
{
    const int row = room_.messages().unreadRow();
    const screen::CatchUp& missed = room_.catchUp();
    const bool isFurtherBack = !missed.isEmpty() && !missed.isWhole();
    const Seq from = missed.from();
    if (!isFurtherBack && row < 0)
        return tell(tr("Everything has been read."));
    if (isFurtherBack) {
        room_.goTo(from);
    } else {
        if (room_.isInPast())
            room_.backToNow();
        view_.toRow(row);
    }
    room_.dismissCatchUp();
}

void RoomScreen::search(const QString& words)
{
    whyNotFound_.clear();
    found_.begin();
    if (room_.search(words))
        mode_ = Mode::finding;
}

void RoomScreen::showFound()
{
    if (room_.found().rowCount() == 0)
        return tell(tr("/search WORDS first says what to look for."));
    if (mode_ == Mode::typing)
        mode_ = Mode::finding;
}

void RoomScreen::searchFurther()
{
    if (!room_.isSearching() && room_.found().hasMore()) {
        whyNotFound_.clear();
        room_.searchOn();
    }
}

void RoomScreen::handleFindingKey(const Key& key)
{
    // Half a screen: what is chosen stands in its middle, but at an end of the list, which may grow.
    const int page = std::max(1, view_.size().height() / 2);
    int back = 0;
    switch (key.kind) {
    case Kind::up:
        back = 1;
        break;
    case Kind::down:
        back = -1;
        break;
    case Kind::pageUp:
    case Kind::wheelUp:
        back = page;
        break;
    case Kind::pageDown:
    case Kind::wheelDown:
        back = -page;
        break;
    case Kind::home:
        back = screen::FoundModel::mostRows;
        break;
    case Kind::end:
        back = -screen::FoundModel::mostRows;
        break;
    case Kind::enter:
        mode_ = Mode::typing;
        return goToFound();
    case Kind::escape:
    case Kind::control:
        mode_ = Mode::typing;
        return;
    case Kind::text:
    case Kind::pasted: // is meant for the input
        mode_ = Mode::typing;
        return handleTypingKey(key);
    default:
        return;
    }
    found_.moveBack(back);
    if (back > 0 && found_.isNearFirst(page))
        searchFurther();
}

void RoomScreen::goToFound()
{
    if (const auto seq = found_.chosen())
        room_.goTo(*seq);
}

void RoomScreen::stepFound(int results)
{
    if (!found_.chosen())
        return tell(tr("/search WORDS first says what to look for."));
    if (found_.moveBack(results))
        return goToFound();
    if (results > 0)
        searchFurther();
    tell(room_.isSearching() ? tr("The server looks for more.") : tr("Nothing more is found."));
}

QString RoomScreen::foundTitle() const
{
    const screen::FoundModel& found = room_.found();
    const int count = found.rowCount();
    if (count > 0)
        return found.hasMore()
                 ? tr("Found: %L1 and more, %2", "how many, what was searched for")
                       .arg(count)
                       .arg(found.query())
                 : tr("Found: %L1, %2", "how many, what was searched for").arg(count).arg(found.query());
    if (room_.isSearching() || !whyNotFound_.isEmpty())
        return tr("Searching: %1").arg(found.query());
    return tr("Nothing is found: %1").arg(found.query());
}

/// Of what lies further back than the first.
QString RoomScreen::foundNote() const
{
    if (!whyNotFound_.isEmpty())
        return whyNotFound_;
    if (room_.isSearching())
        return tr("Searching…");
    return room_.found().rowCount() > 0 && !room_.found().hasMore() ? tr("Nothing older is found.")
                                                                    : QString();
}

QString RoomScreen::pastTitle() const
{
    const QString title = tr("You read the past. Esc: back to now");
    const QString& notice = room_.noticeMeanwhile();
    return notice.isEmpty() ? title : notice + signsOf(options_.glyphs).separator + title;
}

} // namespace hubbub::terminal
