// The room as a window: messages, members, the input, the link's truth, and menus for everything. What it
// shows is the controller's; what it cannot decide (servers, leaving) it asks its owner for.
#pragma once

#include "protocol/screen/room_controller.h"

#include <QMainWindow>
#include <QTimer>

#include <chrono>
#include <optional>

class QAction;
class QMenu;
class QSplitter;

namespace hubbub::gui {

class ConfirmBanner;
class FindBar;
class FoundPanel;
class InputBar;
class InputEdit;
class LinkBanner;
class LinkStatus;
class MemberPanel;
class MessageView;
class NoteBar;
class PastSign;
class TopicLine;

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(screen::RoomController& room, QWidget* parent = nullptr);

    void focusInput();
    InputEdit& input();

    /// In points more than the system's text has, or less.
    void setTextSize(int steps);
    void wantMembers(bool areWanted);
    /// How messages and members share the window, as Qt writes it.
    QByteArray columns() const;
    void restoreColumns(const QByteArray& columns);
    /// What has never been seen has no place of its own.
    bool wasShown() const { return wasShown_; }

Q_SIGNALS:
    void connectRequested();
    void quitRequested(const QString& reason);
    /// By the window's own button.
    void closeRequested();
    void settingsRequested();
    void textSizeChanged(int steps);
    /// The person has chosen so.
    void membersWanted(bool areWanted);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void makeWidgets();
    void makeMenus();
    void makeRoomMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeHelpMenu();
    void connectRoom();

    void handleSubmitted(const QString& text);
    void showRoom();
    void showTitle();
    void showLink();
    void showBanner();
    void chooseMembers(bool areWanted);
    void giveWayToMessages();
    void copySelection();
    void announce();
    void kick(MemberId member);

    // main_window_past.cpp

    void makePast();
    void connectPast();
    void addPastActions(QMenu& menu);
    void showPast();
    void showCatchUp();
    void goToUnread();
    void goToOldest();
    void goToNewest();
    void goToDate();
    void searchRoom(const QString& words);

    // main_window_moderation.cpp

    void connectModeration();
    void ban(MemberId member);
    void mute(MemberId member, std::optional<std::chrono::milliseconds> length);
    void unmute(MemberId member);
    void removeMessage(Seq seq);
    void changeName();
    void changeTopic();
    void showRestrictions();
    void showConfirmations(Seq announcement);
    void showToConfirm();
    void showModeration();

    void mention(const QString& name);

    screen::RoomController& room_;
    QSplitter* splitter_ = nullptr;
    QSplitter* withFound_ = nullptr; ///< that, and what was found beside it
    FoundPanel* found_ = nullptr;
    NoteBar* past_ = nullptr;
    NoteBar* catchUp_ = nullptr;
    PastSign* older_ = nullptr;
    QAction* backToNow_ = nullptr;
    FindBar* find_ = nullptr;
    MessageView* messages_ = nullptr;
    MemberPanel* members_ = nullptr;
    InputBar* input_ = nullptr;
    LinkBanner* banner_ = nullptr;
    ConfirmBanner* toConfirm_ = nullptr;
    TopicLine* topic_ = nullptr;
    LinkStatus* link_ = nullptr;
    QAction* announce_ = nullptr;
    QAction* confirm_ = nullptr;
    QList<QAction*> forAdmins_;
    QAction* showMembers_ = nullptr;
    bool areMembersWanted_ = true; ///< where there is room for them
    QTimer linkTimer_;
    QFont plainFont_;
    int textSteps_ = 0; ///< larger or smaller than the system's
    bool wasShown_ = false;
};

} // namespace hubbub::gui
