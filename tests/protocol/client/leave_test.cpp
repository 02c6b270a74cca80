// Leaving, and what becomes of what was said before.
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

class LeaveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesPolitely();
    void waitsUntilAllIsConfirmed();
    void waitsForAnswersToo();
    void doesNotWaitIfNotAsked();
    void leavesAfterTwoSecondsWithoutAResult();
    void doesNotWaitForALinkThatIsLost();
    void stopsWaitingWhenAskedAgain();
    void waitsForTheLinkToComeBack();
    void givesUpWaitingWithTheLink();
    void closesWithoutEverHavingEntered();
    void leavesWhileThePersonShouldChooseAName();
    void takesNothingMore();
    void leavesBeforeTheStart();
};

void LeaveTest::leavesPolitely()
{
    EngineScene scene;
    scene.enter();
    scene.leave(true);
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"2 left 小明 (own)", "ended: left, 0 unconfirmed"}));
    QCOMPARE(scene.server.all<chat::LeaveRequest>().front().reason, std::string("bye"));
    QCOMPARE(scene.server.closes, 1); // of three, the first that arrives
    QVERIFY(scene.engine().hasEnded());
    QVERIFY(!scene.engine().isAdmitted());
    QVERIFY(!scene.engine().deadline());
}

void LeaveTest::waitsUntilAllIsConfirmed()
{
    EngineScene scene;
    scene.server.rates = {10'000, 10, 1U << 30U, 1U << 30U};
    scene.enter();
    for (int i = 0; i < 50; ++i)
        scene.say("x");
    scene.leave(true);
    scene.run(20s);
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{50});
    QCOMPARE(scene.told().last(), QStringLiteral("ended: left, 0 unconfirmed"));
}

void LeaveTest::waitsForAnswersToo()
{
    EngineScene scene;
    scene.enter();
    scene.with([&](auto& engine, auto& out) { return engine.askStats(scene.now, out); });
    scene.leave(true);
    scene.run(1s);
    QVERIFY(scene.has<StatsNotice>());
    QCOMPARE(scene.told().last(), QStringLiteral("ended: left, 0 unconfirmed"));
}

void LeaveTest::doesNotWaitIfNotAsked()
{
    EngineScene scene;
    scene.enter();
    scene.server.script = [&](const auto& asked) {
        return std::holds_alternative<chat::SayRequest>(asked.what);
    };
    scene.say("never answered");
    scene.leave(false);
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("ended: left, 1 unconfirmed"));
}

void LeaveTest::leavesAfterTwoSecondsWithoutAResult()
{
    EngineScene scene;
    scene.enter();
    scene.server.script = [](const auto&) { return true; };
    scene.leave(true);
    const Instant asked = scene.now;
    QVERIFY(scene.runUntil([&] { return scene.engine().hasEnded(); }));
    QVERIFY(scene.now - asked == 2s);
    QCOMPARE(scene.told(), lines({"ended: left, 0 unconfirmed"}));
}

void LeaveTest::doesNotWaitForALinkThatIsLost()
{
    EngineScene scene;
    scene.enter();
    scene.isCut = true;
    scene.leave(false);
    const Instant asked = scene.now;
    QVERIFY(scene.runUntil([&] { return scene.engine().hasEnded(); }));
    QVERIFY(scene.now - asked <= 2s);
    QCOMPARE(scene.told().last(), QStringLiteral("ended: left, 0 unconfirmed"));
}

void LeaveTest::stopsWaitingWhenAskedAgain()
{
    EngineScene scene;
    scene.enter();
    scene.server.script = [&](const auto& asked) {
        return std::holds_alternative<chat::SayRequest>(asked.what);
    };
    scene.say("never answered");
    scene.leave(true);
    scene.run(10s);
    QVERIFY(!scene.engine().hasEnded());
    scene.leave(false);
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("ended: left, 1 unconfirmed"));
}

void LeaveTest::waitsForTheLinkToComeBack()
{
    EngineScene scene;
    scene.enter();
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.server.restart();
    scene.run(10ms);
    scene.say("last words");
    scene.leave(true);
    QVERIFY(!scene.engine().hasEnded());
    scene.run(10s);
    QCOMPARE(scene.told(), lines({"link lost", "link resumed", "sent 1 as 2",
                                  "2 message 小明: last words (own) (submission 1)", "3 left 小明 (own)",
                                  "ended: left, 0 unconfirmed"}));
}

void LeaveTest::givesUpWaitingWithTheLink()
{
    EngineScene scene;
    scene.enter();
    scene.isCut = true;
    scene.say("last words");
    scene.leave(true);
    scene.run(2min);
    QCOMPARE(scene.told(), lines({"link lost", "link closed", "ended: gave up, 1 unconfirmed"}));
}

void LeaveTest::closesWithoutEverHavingEntered()
{
    EngineScene scene;
    scene.server.script = [](const auto&) { return true; };
    scene.start();
    scene.join("小明");
    scene.run(1s);
    scene.leave(true);
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("ended: left, 0 unconfirmed"));
    QVERIFY(scene.server.all<chat::LeaveRequest>().empty());
    QVERIFY(scene.server.closes > 0);
}

void LeaveTest::leavesWhileThePersonShouldChooseAName()
{
    EngineScene scene;
    scene.server.script = [&](const auto& asked) {
        scene.server.refuse(asked, chat::RefusalCode::nameTaken);
        return true;
    };
    scene.say("never said");
    scene.start();
    scene.join("小明");
    scene.run(1s);
    scene.leave(true);
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("ended: left, 1 unconfirmed"));
}

void LeaveTest::takesNothingMore()
{
    EngineScene scene;
    scene.enter();
    scene.leave(true);
    const auto late = [&] {
        return scene.with([&](auto& engine, auto& out) {
            return engine.say(scene.now, "late", chat::MessageStyle::plain, out);
        });
    };
    QVERIFY(!late().has_value());
    scene.run(1s);
    QVERIFY(!late().has_value());
    scene.notices.clear();
    scene.with([&](auto& engine, auto& out) { return engine.askMembers(scene.now, out); });
    QCOMPARE(scene.told(), lines({"refused 1: NOT_STORED"}));
    scene.join("小红");
    scene.start();
    scene.leave(false);
    scene.run(1min);
    QCOMPARE(scene.told().size(), 1);
}

void LeaveTest::leavesBeforeTheStart()
{
    EngineScene scene;
    scene.leave(true);
    QCOMPARE(scene.told(), lines({"ended: left, 0 unconfirmed"}));
    QCOMPARE(scene.sentByClient, 0);
}

QTEST_GUILESS_MAIN(LeaveTest)
#include "leave_test.moc"
