// Reading back in the window: older pages as one scrolls, places far away, the search, and what was missed.
#include "client-gui/find_bar.h"
#include "client-gui/found_panel.h"
#include "client-gui/go_to_dialog.h"
#include "client-gui/input_bar.h"
#include "client-gui/main_window.h"
#include "client-gui/message_view.h"
#include "client-gui/note_bar.h"
#include "client-gui/past_sign.h"

#include <QAction>
#include <QDateTime>
#include <QMenu>
#include <QSplitter>

namespace hubbub::gui {

namespace {

using screen::Before;
using screen::MessageModel;
using screen::RoomController;

/// Of the window's width, for what was found, until the person chooses.
constexpr int foundShare = 3;

QDateTime timeSeen(MessageView& view)
{
    const MessageModel* const model = view.model();
    const int row = view.rowAt({0, 0});
    return row < 0 ? QDateTime::currentDateTime()
                   : QDateTime::fromMSecsSinceEpoch(model->row(row).time.milliseconds);
}

} // namespace

void MainWindow::makePast()
{
    withFound_ = new QSplitter(this);
    found_ = new FoundPanel(room_, this);
    past_ = new NoteBar(QStringLiteral("pastBar"), this);
    catchUp_ = new NoteBar(QStringLiteral("catchUp"), this);
    catchUp_->setDismissible(true);
    older_ = new PastSign;
    messages_->setFront(older_);
}

void MainWindow::connectPast()
{
    connect(&room_, &RoomController::placeChanged, this, [this](MessageModel* shown, Seq at) {
        messages_->showList(shown, at, shown == &room_.messages());
    });
    connect(&room_, &RoomController::placeKept, messages_, &MessageView::showListInstead);
    connect(&room_, &RoomController::pastChanged, this, &MainWindow::showPast);
    connect(&room_, &RoomController::linkChanged, this, &MainWindow::showPast);
    connect(&room_, &RoomController::olderLoaded, messages_, &MessageView::tellNear);
    connect(&room_, &RoomController::newerLoaded, messages_, &MessageView::tellNear);
    connect(&room_, &RoomController::pastFailed, input_, &InputBar::showProblem);
    connect(&room_, &RoomController::searchRequested, this, &MainWindow::searchRoom);
    connect(&room_, &RoomController::catchUpChanged, this, &MainWindow::showCatchUp);
    // Not from within the painting that finds it out.
    connect(
        messages_, &MessageView::frontNeared, this,
        [this] {
            if (room_.before() == Before::more)
                room_.loadOlder();
        },
        Qt::QueuedConnection);
    connect(messages_, &MessageView::endNeared, &room_, &RoomController::loadNewer, Qt::QueuedConnection);
    connect(
        messages_, &MessageView::unreadSeen, this,
        [this] {
            if (room_.catchUp().isWhole())
                room_.dismissCatchUp();
        },
        Qt::QueuedConnection);
    connect(older_, &PastSign::tryAgainRequested, &room_, &RoomController::loadOlder);
    connect(past_, &NoteBar::actionRequested, &room_, &RoomController::backToNow);
    connect(catchUp_, &NoteBar::actionRequested, this, &MainWindow::goToUnread);
    connect(catchUp_, &NoteBar::dismissed, &room_, &RoomController::dismissCatchUp);
    connect(find_, &FindBar::wholeRoomRequested, this, &MainWindow::searchRoom);
    connect(found_, &FoundPanel::placeChosen, this, [this](Seq seq) { room_.goTo(seq); });
    connect(found_, &FoundPanel::closed, this, [this] {
        giveWayToMessages();
        focusInput();
    });
    showPast();
}

void MainWindow::addPastActions(QMenu& menu)
{
    const auto add = [&](const QString& text, const char* name, const QKeySequence& keys, auto action) {
        QAction* const added = menu.addAction(text, keys, this, action);
        added->setObjectName(QLatin1String(name));
        return added;
    };
    add(tr("&Go to a date…"), "goToAction", QKeySequence(Qt::CTRL | Qt::Key_G), [this] { goToDate(); });
    backToNow_ = add(tr("&Back to now"), "backToNowAction", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G),
                     [this] { room_.backToNow(); });
    add(tr("&How far the room is complete"), "completeAction", {},
        [this] { room_.submit(QStringLiteral("/complete")); });
}

void MainWindow::showPast()
{
    older_->tell(room_.before(), room_.beforeText());
    if (room_.isGoing())
        past_->tell(tr("Looking for the place…"), tr("&Cancel"));
    else if (room_.isInPast())
        past_->tell(room_.noticeMeanwhile().isEmpty() ? tr("You are reading the past.")
                                                      : room_.noticeMeanwhile(),
                    tr("&Back to now"));
    else
        past_->tell({});
    if (backToNow_ != nullptr)
        backToNow_->setEnabled(room_.isInPast() || room_.isGoing());
    messages_->tellNear();
}

/// What stands before one's eyes needs no summary.
void MainWindow::showCatchUp()
{
    const screen::CatchUp& missed = room_.catchUp();
    const int unread = room_.messages().unreadRow();
    const bool isSeen = missed.isWhole() && unread >= 0 && messages_->model() == &room_.messages()
                     && messages_->isRowSeen(unread);
    if (missed.isEmpty() || isSeen)
        catchUp_->tell({});
    else
        catchUp_->tell(tr("While you were away: %1").arg(missed.text()), tr("&Jump to unread"));
}

void MainWindow::goToUnread()
{
    const screen::CatchUp& missed = room_.catchUp();
    if (!missed.isEmpty() && !missed.isWhole())
        room_.goTo(missed.from());
    else if (room_.isInPast())
        room_.backToNow();
    if (missed.isEmpty() || missed.isWhole())
        messages_->showUnread();
    room_.dismissCatchUp();
}

/// Of the room, however much of it is loaded.
void MainWindow::goToOldest()
{
    if (!room_.goToBeginning())
        messages_->showStart();
}

void MainWindow::goToNewest()
{
    if (room_.isInPast())
        room_.backToNow();
    else
        messages_->showEnd();
}

void MainWindow::goToDate()
{
    auto* const dialog = new GoToDialog(timeSeen(*messages_), QDateTime::currentDateTime(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { room_.goTo(dialog->time()); });
    dialog->open();
}

/// Empty: what is to be searched for is typed now.
void MainWindow::searchRoom(const QString& words)
{
    const bool wasHidden = found_->isHidden();
    if (words.isEmpty())
        found_->open();
    else
        found_->openWith(words);
    if (wasHidden && withFound_->sizes().value(1) == 0)
        withFound_->setSizes({width() - width() / foundShare, width() / foundShare});
    giveWayToMessages();
}

} // namespace hubbub::gui
