// The way in: finding the server, judging its key, joining, being refused and trying again.
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

class EnterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entersAnEmptyRoom();
    void tellsHistoryBeforeTheOwnJoined();
    void tellsTheMembersAsOfTheHead();
};

void EnterTest::entersAnEmptyRoom()
{
    EngineScene scene;
    scene.start();
    scene.join("小明");
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"link connecting", "key first sight", "link connected",
                                  "welcome 小明 head 1: 小明", "1 joined 小明 (own)"}));
    QVERIFY(scene.engine().isAdmitted());
    QVERIFY(scene.engine().linkState() == LinkState::connected);
    QCOMPARE(scene.engine().ownName(), std::string("小明"));
    QCOMPARE(scene.engine().members().size(), std::size_t{1});
    QVERIFY(scene.engine().roundTrip().has_value());
    QCOMPARE(scene.server.sessions, 1);
}

void EnterTest::tellsHistoryBeforeTheOwnJoined()
{
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    scene.server.says(MemberId{1}, "Ann", "hello");
    scene.server.voids();
    scene.server.announces("soon");
    scene.start();
    scene.join("小明");
    scene.run(1s);
    scene.server.says(MemberId{1}, "Ann", "welcome");
    scene.run(1s);
    QCOMPARE(scene.told().mid(3), lines({"welcome 小明 head 5: Ann 小明", "1 joined Ann (history)",
                                         "2 message Ann: hello (history)", "4 announcement: soon (history)",
                                         "5 joined 小明 (own)", "6 message Ann: welcome"}));
}

void EnterTest::tellsTheMembersAsOfTheHead()
{
    EngineScene scene;
    for (std::uint32_t i = 1; i <= 300; ++i)
        scene.server.joined(MemberId{i}, "guest" + std::to_string(i));
    scene.server.left(MemberId{7}, "guest7");
    scene.enter();
    QCOMPARE(scene.engine().members().size(), std::size_t{300});
    scene.server.left(MemberId{8}, "guest8");
    scene.run(1s);
    QCOMPARE(scene.engine().members().size(), std::size_t{299});
}

QTEST_GUILESS_MAIN(EnterTest)
#include "enter_test.moc"
