// What the window makes of little room, and what it calls itself.
#include "client-gui/line_dialog.h"
#include "client-gui/main_window.h"
#include "client-gui/member_panel.h"
#include "client-gui/message_view.h"
#include "tests/support/room_notices.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <array>
#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void inASmallWindowTheMembersGiveWay();
    void inANarrowWindowTheMessagesAreWider();
    void largeTextTakesTheirRoom();
    void whoWantsNoMembersSeesNone();
    void theProgramIsNamedOnce();
    void membersStandAsPeopleCount();
    void escapeEmptiesTheFilter();
    void theTopicStandsAboveTheMessages();
    void onlyAdminsAreOfferedTheirActions();
    void aNoticeIsConfirmedFromTheStrip();
    void aRefusedNameIsMendedInPlace();

private:
    template <class Widget>
    Widget& find(const char* name) const
    {
        return *window_->findChild<Widget*>(QLatin1String(name));
    }
    bool areMembersShown() const { return find<MemberPanel>("members").isVisible(); }
    void trigger(const char* action) const { find<QAction>(action).trigger(); }

    std::unique_ptr<screen::RoomController> room_;
    std::unique_ptr<MainWindow> window_;
};

void MainWindowTest::init()
{
    window_.reset();
    room_ = std::make_unique<screen::RoomController>();
    window_ = std::make_unique<MainWindow>(*room_);
    window_->show();
}

void MainWindowTest::inASmallWindowTheMembersGiveWay()
{
    QVERIFY(areMembersShown());
    window_->resize(300, 260);
    QTRY_VERIFY(!areMembersShown());
    QVERIFY(window_->width() <= 320);
    QTRY_VERIFY(find<MessageView>("messages").width() > window_->width() * 3 / 4);
    QVERIFY(!find<QAction>("membersAction").isChecked());
    // Who wants to see them all the same does.
    trigger("membersAction");
    QVERIFY(areMembersShown());
    window_->resize(860, 600);
    QTRY_VERIFY(areMembersShown());
    QVERIFY(find<QAction>("membersAction").isChecked());
}

void MainWindowTest::inANarrowWindowTheMessagesAreWider()
{
    window_->resize(480, 400);
    QVERIFY(areMembersShown());
    QTRY_VERIFY(find<MessageView>("messages").width() > find<MemberPanel>("members").width());
}

void MainWindowTest::largeTextTakesTheirRoom()
{
    window_->resize(520, 400);
    QTRY_VERIFY(areMembersShown());
    for (int step = 0; step < 12; ++step)
        trigger("largerAction");
    QVERIFY(!areMembersShown());
    trigger("normalAction");
    QTRY_VERIFY(areMembersShown());
}

void MainWindowTest::whoWantsNoMembersSeesNone()
{
    trigger("membersAction");
    QVERIFY(!areMembersShown());
    window_->resize(300, 300);
    window_->resize(900, 600);
    QTRY_COMPARE(window_->width(), 900);
    QVERIFY(!areMembersShown());
}

void MainWindowTest::theProgramIsNamedOnce()
{
    QCOMPARE(window_->windowTitle(), QStringLiteral("Hubbub"));
    client::WelcomeNotice notice = welcome({member(1, "小明")});
    room_->handleNotice(notice);
    QCOMPARE(window_->windowTitle(), QStringLiteral("小明 – 三班 – Hubbub"));
    notice.room = "Hubbub";
    room_->handleNotice(notice);
    QCOMPARE(window_->windowTitle(), QStringLiteral("小明 – Hubbub"));
}

void MainWindowTest::membersStandAsPeopleCount()
{
    room_->handleNotice(welcome({member(1, "user10"), member(2, "user9"), member(3, "User1")}));
    const QAbstractItemModel& shown = *find<QListView>("memberList").model();
    QStringList names;
    for (int row = 0; row < shown.rowCount(); ++row)
        names += shown.index(row, 0).data(screen::MemberModel::NameRole).toString();
    QCOMPARE(names,
             QStringList({QStringLiteral("User1"), QStringLiteral("user9"), QStringLiteral("user10")}));
}

void MainWindowTest::escapeEmptiesTheFilter()
{
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    auto& filter = find<QLineEdit>("memberFilter");
    filter.setFocus();
    QTest::keyClicks(&filter, QStringLiteral("xyz"));
    QCOMPARE(filter.text(), QStringLiteral("xyz"));
    QTest::keyClick(&filter, Qt::Key_Escape);
    QCOMPARE(filter.text(), QString());
}

void MainWindowTest::theTopicStandsAboveTheMessages()
{
    room_->handleNotice(welcome({member(1, "小明")}));
    QVERIFY(!find<QLabel>("topic").isVisible());
    room_->handleNotice(topic(3, "期末"));
    QVERIFY(find<QLabel>("topic").isVisible());
    QTRY_COMPARE(find<QLabel>("topic").text(), QStringLiteral("期末"));
    QVERIFY(find<QLabel>("topic").geometry().bottom()
            < find<MessageView>("messages").mapTo(window_->centralWidget(), QPoint()).y());
}

void MainWindowTest::onlyAdminsAreOfferedTheirActions()
{
    constexpr std::array forAdmins{"topicAction", "lockAction", "unlockAction", "restrictionsAction",
                                   "announceAction"};
    room_->handleNotice(welcome({member(1, "小明")}));
    for (const char* const action : forAdmins)
        QVERIFY2(!find<QAction>(action).isVisible(), action);
    QVERIFY(find<QAction>("renameAction").isVisible());
    room_->handleNotice(welcome({member(1, "小明")}, true));
    for (const char* const action : forAdmins)
        QVERIFY2(find<QAction>(action).isVisible(), action);
}

void MainWindowTest::aNoticeIsConfirmedFromTheStrip()
{
    QSignalSpy problems(room_.get(), &screen::RoomController::problem);
    room_->handleNotice(welcome({member(1, "小明")}));
    QVERIFY(!find<QAction>("confirmAction").isEnabled());
    room_->handleNotice(askingAnnouncement(4, "fire drill"));
    QVERIFY(find<QWidget>("confirmBanner").isVisible());
    QVERIFY(find<QAction>("confirmAction").isEnabled());
    auto& view = find<MessageView>("messages");
    QVERIFY(!view.actionRect(room_->messages().rowCount() - 1).isEmpty());
    find<QPushButton>("confirmButton").click();
    QCOMPARE(problems.size(), 1); // nobody is there to be told: there is no client
    room_->messages().handleConfirmed(Seq{4});
    QVERIFY(!find<QWidget>("confirmBanner").isVisible());
    QVERIFY(!find<QAction>("confirmAction").isEnabled());
    QVERIFY(view.actionRect(room_->messages().rowCount() - 1).isEmpty());
}

void MainWindowTest::aRefusedNameIsMendedInPlace()
{
    room_->handleNotice(welcome({member(1, "小明")}));
    trigger("renameAction");
    auto& dialog = find<LineDialog>("renameDialog");
    QVERIFY(dialog.isVisible());
    Q_EMIT room_->renameRefused({chat::RefusalCode::nameTaken, "", {}, "小红2"});
    auto* const suggestion = dialog.findChild<QPushButton*>(QStringLiteral("lineSuggestion"));
    QVERIFY(suggestion->isVisible());
    suggestion->click();
    QCOMPARE(dialog.text(), QStringLiteral("小红2"));
    Q_EMIT room_->renamed(QStringLiteral("小红2"));
    QVERIFY(!dialog.isVisible());
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
