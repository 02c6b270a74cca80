// What the window makes of little room, and what it calls itself.
#include "client-gui/main_window.h"
#include "client-gui/member_panel.h"
#include "client-gui/message_view.h"
#include "tests/support/room_notices.h"

#include <QAction>
#include <QTest>

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

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
