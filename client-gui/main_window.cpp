#include "client-gui/main_window.h"

#include "client-gui/announce_dialog.h"
#include "client-gui/confirm_banner.h"
#include "client-gui/find_bar.h"
#include "client-gui/found_panel.h"
#include "client-gui/icons.h"
#include "client-gui/input_bar.h"
#include "client-gui/kick_dialog.h"
#include "client-gui/link_banner.h"
#include "client-gui/link_status.h"
#include "client-gui/member_panel.h"
#include "client-gui/message_view.h"
#include "client-gui/note_bar.h"
#include "client-gui/settings.h"
#include "client-gui/topic_line.h"
#include "protocol/screen/room_commands.h"

#include <QAction>
#include <QCloseEvent>
#include <QScrollBar>
#include <QSplitter>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace hubbub::gui {

namespace {

/// How often the status line looks again: it counts seconds.
constexpr std::chrono::milliseconds linkInterval{500};
/// In characters of the text: so much of a line is worth reading, and so much leaves room for the members.
constexpr int messageColumns = 20;
constexpr int memberColumns = 8;
constexpr int columnsWithMembers = 80;
constexpr int messageLines = 3;
/// The input grows to a third of the window.
constexpr int inputShare = 3;

} // namespace

MainWindow::MainWindow(screen::RoomController& room, QWidget* parent) : QMainWindow(parent), room_(room)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Hubbub"));
    makeWidgets();
    makeMenus();
    connectRoom();
    resize(860, 600);
    giveWayToMessages();
    showRoom();
    showLink();
}

void MainWindow::makeWidgets()
{
    // Tab goes in the order in which they are made.
    messages_ = new MessageView(this);
    messages_->setObjectName(QStringLiteral("messages"));
    messages_->setModel(&room_.messages());
    find_ = new FindBar(*messages_, this);
    makePast();
    input_ = new InputBar(this);
    members_ = new MemberPanel(room_.members(), this);
    members_->setObjectName(QStringLiteral("members"));
    splitter_ = new QSplitter(this);
    splitter_->addWidget(messages_);
    splitter_->addWidget(members_);
    splitter_->setStretchFactor(0, 1);
    splitter_->setSizes({640, 200});
    splitter_->setChildrenCollapsible(false);
    withFound_->addWidget(splitter_);
    withFound_->addWidget(found_);
    withFound_->setStretchFactor(0, 1);
    withFound_->setChildrenCollapsible(false);
    banner_ = new LinkBanner(this);
    toConfirm_ = new ConfirmBanner(this);
    topic_ = new TopicLine(this);
    link_ = new LinkStatus(this);
    statusBar()->addWidget(link_, 1);

    auto* const central = new QWidget(this);
    auto* const column = new QVBoxLayout(central);
    column->addWidget(topic_);
    column->addWidget(banner_);
    column->addWidget(toConfirm_);
    column->addWidget(catchUp_);
    column->addWidget(find_);
    column->addWidget(withFound_, 1);
    column->addWidget(past_); // below, so that what is read stays where it is when it goes
    column->addWidget(input_);
    setCentralWidget(central);
    plainFont_ = central->font();
}

void MainWindow::connectRoom()
{
    InputEdit& edit = input_->edit();
    edit.completion().setNames([this] { return room_.likelyNames(); });
    connect(&edit, &InputEdit::submitted, this, &MainWindow::handleSubmitted);
    connect(&edit, &InputEdit::pagesTurned, messages_, &MessageView::scrollPages);
    connect(messages_, &MessageView::retryRequested, &room_, &screen::RoomController::retry);
    connect(messages_, &MessageView::mentionRequested, this, &MainWindow::mention);
    connect(messages_, &MessageView::linkHovered, statusBar(),
            [this](const QString& target) { statusBar()->showMessage(target); });
    connect(members_, &MemberPanel::nameChosen, this, &MainWindow::mention);
    connect(members_, &MemberPanel::kickRequested, this, &MainWindow::kick);
    connect(find_, &FindBar::closed, this, &MainWindow::focusInput);
    connectPast();
    connect(link_, &LinkStatus::tryNowRequested, &room_, &screen::RoomController::tryNow);
    connect(link_, &LinkStatus::enterAgainRequested, this, &MainWindow::connectRequested);
    connect(banner_, &LinkBanner::tryNowRequested, &room_, &screen::RoomController::tryNow);
    connect(banner_, &LinkBanner::enterAgainRequested, this, &MainWindow::connectRequested);
    connect(&room_.messages(), &screen::MessageModel::unreadChanged, this, &MainWindow::showTitle);
    connect(&room_, &screen::RoomController::problem, input_, &InputBar::showProblem);
    connect(&room_, &screen::RoomController::roomChanged, this, &MainWindow::showRoom);
    connect(&room_, &screen::RoomController::linkChanged, this, &MainWindow::showLink);
    connect(&room_, &screen::RoomController::quitRequested, this, &MainWindow::quitRequested);
    connectModeration();
    connect(&linkTimer_, &QTimer::timeout, this, &MainWindow::showLink);
    linkTimer_.start(linkInterval);
}

void MainWindow::focusInput()
{
    input_->edit().setFocus();
}

InputEdit& MainWindow::input()
{
    return input_->edit();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    // The owner leaves the room first, politely, or keeps the window in the tray.
    event->ignore();
    Q_EMIT closeRequested();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    giveWayToMessages();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    wasShown_ = true;
}

QByteArray MainWindow::columns() const
{
    return splitter_->saveState();
}

void MainWindow::restoreColumns(const QByteArray& columns)
{
    splitter_->restoreState(columns);
    splitter_->setChildrenCollapsible(false); // the state says more than sizes
}

void MainWindow::wantMembers(bool areWanted)
{
    if (std::exchange(areMembersWanted_, areWanted) != areWanted)
        giveWayToMessages();
}

/// Who asks for them in a small window gets them all the same.
void MainWindow::chooseMembers(bool areWanted)
{
    areMembersWanted_ = areWanted;
    members_->setVisible(areWanted);
    Q_EMIT membersWanted(areWanted);
}

/// The messages are what the window is for; the members go first when it is small.
void MainWindow::giveWayToMessages()
{
    input_->edit().setMostHeight(height() / inputShare);
    const QFontMetrics metrics(centralWidget()->font());
    messages_->setMinimumSize(messageColumns * metrics.averageCharWidth(),
                              messageLines * metrics.lineSpacing());
    const int leastForMembers = memberColumns * metrics.averageCharWidth();
    members_->setMinimumWidth(leastForMembers); // or they would keep the window wide
    members_->setMaximumWidth(std::max(width() * 2 / 5, leastForMembers)); // or they would keep their width
    const int columns = columnsWithMembers * (found_->isHidden() ? 1 : 2);
    const bool isWideEnough = width() >= columns * metrics.averageCharWidth();
    members_->setVisible(areMembersWanted_ && isWideEnough);
    showMembers_->setChecked(areMembersWanted_ && isWideEnough);
}

void MainWindow::handleSubmitted(const QString& text)
{
    if (room_.submit(text))
        input_->edit().clearSent();
}

void MainWindow::showTitle()
{
    const QString room = room_.title();
    const QString program = QStringLiteral("Hubbub");
    QString title = room.isEmpty() ? program : tr("%1 – Hubbub").arg(room);
    if (room.endsWith(program)) // rooms are often called so
        title = room;
    if (const int unread = room_.messages().unread(); unread > 0)
        title = QStringLiteral("(%1) %2").arg(QString::number(unread), title);
    setWindowTitle(title);
}

void MainWindow::showRoom()
{
    showTitle();
    members_->setAdmin(room_.isAdmin());
    messages_->setAdmin(room_.isAdmin());
    topic_->setTopic(room_.topic());
    announce_->setVisible(room_.isAdmin());
    showModeration();
    input_->setMostBytes(room_.textBytes());
    input_->edit().completion().setCommands(screen::commandWords(room_.isAdmin()));
}

void MainWindow::showLink()
{
    link_->setPicture(room_.linkPicture());
    showBanner();
}

/// It takes its room at the top; who reads further up keeps before their eyes what they read, and at the end
/// the list sees to that itself.
void MainWindow::showBanner()
{
    const bool wasVisible = banner_->isVisible();
    const int height = banner_->height();
    banner_->setPicture(room_.linkPicture());
    if (banner_->isVisible() == wasVisible || messages_->sticksToEnd())
        return;
    QLayout& layout = *centralWidget()->layout();
    layout.activate();
    const int way = (wasVisible ? -height : banner_->height()) + (wasVisible ? -1 : 1) * layout.spacing();
    QScrollBar& bar = *messages_->verticalScrollBar();
    bar.setValue(bar.value() + way);
}

void MainWindow::setTextSize(int steps)
{
    const int before =
        std::exchange(textSteps_, std::clamp(steps, Settings::fewestTextSteps, Settings::mostTextSteps));
    if (before == textSteps_)
        return;
    QFont font = plainFont_;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(std::max(font.pointSizeF() + textSteps_, 5.0));
    else
        font.setPixelSize(std::max(font.pixelSize() + textSteps_, 7));
    centralWidget()->setFont(font);
    giveWayToMessages();
    Q_EMIT textSizeChanged(textSteps_);
}

/// What is selected where the person is; the input has the focus most of the time, so that its selection
/// comes before the messages'.
void MainWindow::copySelection()
{
    if (input_->edit().textCursor().hasSelection() && !messages_->hasFocus())
        input_->edit().copy();
    else
        messages_->copy();
}

void MainWindow::announce()
{
    auto* const dialog = new AnnounceDialog(room_.textBytes(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&room_, &screen::RoomController::problem, dialog, &AnnounceDialog::showProblem);
    connect(dialog, &AnnounceDialog::announceRequested, this,
            [this, dialog](const QString& text, bool asksToConfirm) {
                screen::Draft draft;
                draft.text = text;
                draft.isAnnouncement = true;
                draft.asksToConfirm = asksToConfirm;
                if (room_.say(draft))
                    dialog->accept();
            });
    dialog->open();
}

void MainWindow::kick(MemberId member)
{
    const auto entry = room_.members().find(member);
    if (!entry)
        return;
    auto* const dialog = new KickDialog(*entry, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, entry] { room_.kick(*entry, dialog->reason()); });
    dialog->open();
}

void MainWindow::mention(const QString& name)
{
    input_->edit().insertName(name);
}

} // namespace hubbub::gui
