// The menus: everything that has a shortcut stands here, too, so that nothing is only a shortcut.
#include "client-gui/about_dialog.h"
#include "client-gui/find_bar.h"
#include "client-gui/input_bar.h"
#include "client-gui/keys_dialog.h"
#include "client-gui/main_window.h"
#include "client-gui/member_panel.h"
#include "client-gui/message_view.h"
#include "protocol/screen/room_commands.h"

#include <QAction>
#include <QApplication>
#include <QMenuBar>

namespace hubbub::gui {

namespace {

QAction* named(QAction* action, const char* objectName)
{
    action->setObjectName(QLatin1String(objectName));
    return action;
}

} // namespace

void MainWindow::makeMenus()
{
    makeRoomMenu();
    makeEditMenu();
    makeViewMenu();
    makeHelpMenu();
}

void MainWindow::makeRoomMenu()
{
    QMenu* const menu = menuBar()->addMenu(tr("&Room"));
    named(menu->addAction(tr("&Enter a room…"), QKeySequence(Qt::CTRL | Qt::Key_N), this,
                          &MainWindow::connectRequested),
          "connectAction");
    named(menu->addAction(tr("&Try to connect now"), QKeySequence(Qt::CTRL | Qt::Key_R), &room_,
                          &screen::RoomController::tryNow),
          "tryNowAction");
    announce_ =
        named(menu->addAction(tr("&Notice to everyone…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A),
                              this, &MainWindow::announce),
              "announceAction");
    confirm_ = named(menu->addAction(tr("&Confirm the newest notice"),
                                     QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), &room_,
                                     qOverload<>(&screen::RoomController::confirm)),
                     "confirmAction");
    menu->addSeparator();
    named(menu->addAction(tr("Change &my name…"), this, &MainWindow::changeName), "renameAction");
    forAdmins_ = {
        named(menu->addAction(tr("T&opic…"), this, &MainWindow::changeTopic), "topicAction"),
        named(menu->addAction(tr("&Lock the room"), this, [this] { room_.setLocked(true); }), "lockAction"),
        named(menu->addAction(tr("&Unlock the room"), this, [this] { room_.setLocked(false); }),
              "unlockAction"),
        named(menu->addAction(tr("&Bans and mutes…"), this, &MainWindow::showRestrictions),
              "restrictionsAction"),
    };
    menu->addSeparator();
    QAction* const settings = menu->addAction(tr("&Settings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma), this,
                                              &MainWindow::settingsRequested);
    settings->setMenuRole(QAction::PreferencesRole);
    named(settings, "settingsAction");
    menu->addSeparator();
    QAction* const quit = menu->addAction(tr("Leave and &quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this,
                                          [this] { Q_EMIT quitRequested({}); });
    quit->setMenuRole(QAction::QuitRole);
    named(quit, "quitAction");
}

void MainWindow::makeEditMenu()
{
    QMenu* const menu = menuBar()->addMenu(tr("&Edit"));
    InputEdit& edit = input_->edit();
    // Input and list know the usual keys themselves; a shortcut here would take those away from dialogs.
    const auto add = [menu](const QString& text, const QKeySequence& keys) {
        QAction* const action = menu->addAction(text);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        return action;
    };
    connect(add(tr("&Undo"), QKeySequence::Undo), &QAction::triggered, &edit, &QPlainTextEdit::undo);
    connect(add(tr("&Redo"), QKeySequence::Redo), &QAction::triggered, &edit, &QPlainTextEdit::redo);
    menu->addSeparator();
    connect(add(tr("Cu&t"), QKeySequence::Cut), &QAction::triggered, &edit, &QPlainTextEdit::cut);
    connect(named(add(tr("&Copy"), QKeySequence::Copy), "copyAction"), &QAction::triggered, this,
            &MainWindow::copySelection);
    connect(add(tr("&Paste"), QKeySequence::Paste), &QAction::triggered, &edit, &QPlainTextEdit::paste);
    menu->addSeparator();
    menu->addAction(tr("&Find in the room…"), QKeySequence(Qt::CTRL | Qt::Key_F), find_, &FindBar::open);
    menu->addAction(tr("Find &older"), QKeySequence(Qt::Key_F3), find_, &FindBar::findOlder);
    menu->addAction(tr("Find &newer"), QKeySequence(Qt::SHIFT | Qt::Key_F3), find_, &FindBar::findNewer);
    named(menu->addAction(tr("Search the &whole room…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), this,
                          [this] { searchRoom({}); }),
          "searchRoomAction");
    menu->addSeparator();
    menu->addAction(tr("Select all &messages"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M), this, [this] {
        messages_->selectAll();
        messages_->setFocus();
    });
    menu->addAction(tr("C&lear the list of messages"), this, [this] { room_.messages().clear(); });
}

void MainWindow::makeViewMenu()
{
    QMenu* const menu = menuBar()->addMenu(tr("&View"));
    QAction* const larger =
        menu->addAction(tr("&Larger text"), this, [this] { setTextSize(textSteps_ + 1); });
    larger->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    named(larger, "largerAction");
    named(menu->addAction(tr("&Smaller text"), QKeySequence(Qt::CTRL | Qt::Key_Minus), this,
                          [this] { setTextSize(textSteps_ - 1); }),
          "smallerAction");
    named(menu->addAction(tr("&Normal text"), QKeySequence(Qt::CTRL | Qt::Key_0), this,
                          [this] { setTextSize(0); }),
          "normalAction");
    menu->addSeparator();
    showMembers_ = named(
        menu->addAction(tr("&Members"), QKeySequence(Qt::CTRL | Qt::Key_M), this, &MainWindow::chooseMembers),
        "membersAction");
    showMembers_->setCheckable(true);
    showMembers_->setChecked(true);
    menu->addSeparator();
    named(menu->addAction(tr("To the first &unread message"), QKeySequence(Qt::ALT | Qt::Key_U), this,
                          &MainWindow::goToUnread),
          "unreadAction");
    menu->addAction(tr("To the &oldest message"), QKeySequence(Qt::ALT | Qt::Key_Home), this,
                    &MainWindow::goToOldest);
    menu->addAction(tr("To the ne&west message"), QKeySequence(Qt::ALT | Qt::Key_End), this,
                    &MainWindow::goToNewest);
    addPastActions(*menu);
    menu->addAction(tr("To the &input"), QKeySequence(Qt::CTRL | Qt::Key_L), this, &MainWindow::focusInput);
}

void MainWindow::makeHelpMenu()
{
    QMenu* const menu = menuBar()->addMenu(tr("&Help"));
    menu->addAction(tr("&Keys"), QKeySequence(Qt::Key_F1), this, [this] { showKeys(this); });
    menu->addAction(tr("&Commands"), this, [this] { room_.submit(QStringLiteral("/help")); });
    menu->addSeparator();
    QAction* const about = menu->addAction(tr("&About Hubbub"), this, [this] { showAbout(this); });
    about->setMenuRole(QAction::AboutRole);
    named(about, "aboutAction");
    menu->addAction(tr("About &Qt"), qApp, &QApplication::aboutQt)->setMenuRole(QAction::AboutQtRole);
}

} // namespace hubbub::gui
