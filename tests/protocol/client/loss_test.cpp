// The link is lost: how that is noticed, what people are told, and how it comes back.
#include "protocol/client/backoff.h"
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

class LossTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysAliveAndHardlyWakesWhenNothingHappens();
    void noticesSilence();
    void noticesThatWhatItSaysIsNotHeard();
    void toleratesBadLossWithoutCrying();
    void usesTheOldSessionIfItAnswersAgain();
    void carriesTheSessionOnUnderOtherKeys();
    void heedsACredibleHint();
    void ignoresAHintWhenTheServerIsHeard();
    void ignoresHintsForPacketsItNeverSent();
    void waitsLongerFromHintToHint();

    void comesBackAfterAShutdown();
    void triesAtOnceWhenToldTo();
    void comesBackByItself_data();
    void comesBackByItself();
    void endsWhenClosedForGood_data();
    void endsWhenClosedForGood();
    void givesUp();
    void neverGivesUpIfAllowed();
    void wakesUpFromSleep();

    void makesNewKeysAfterAnHour();
    void goesOnWithAnotherSessionWhenTheServerForgot();
};

void LossTest::staysAliveAndHardlyWakesWhenNothingHappens()
{
    EngineScene scene;
    scene.enter();
    scene.run(10s);
    scene.wakeUps = 0;
    scene.sentByClient = 0;
    scene.run(10min);
    QVERIFY(scene.told().isEmpty());
    // Every 4 s ± 20 %.
    QVERIFY2(scene.sentByClient >= 120 && scene.sentByClient <= 190,
             qPrintable(QString::number(scene.sentByClient)));
    QVERIFY2(scene.wakeUps <= 2 * scene.sentByClient, qPrintable(QString::number(scene.wakeUps)));
}

void LossTest::noticesSilence()
{
    EngineScene scene;
    scene.enter();
    const Instant heard = *scene.engine().lastHeard();
    scene.isCut = true;
    QVERIFY(scene.runUntil([&] { return scene.has<LinkNotice>(); }));
    QCOMPARE(scene.told(), lines({"link lost"}));
    QVERIFY(scene.now - heard == 12s);
    QVERIFY(!scene.all<LinkNotice>().front().text.empty());
    QVERIFY(scene.engine().lastHeard() == heard);
}

void LossTest::noticesThatWhatItSaysIsNotHeard()
{
    EngineScene scene;
    scene.enter();
    scene.isCut = true;
    scene.say("hello?");
    QVERIFY(scene.runUntil([&] { return scene.has<LinkNotice>(); }, 8s));
    QCOMPARE(scene.told(), lines({"link lost"}));
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{1});
    // Nothing of the person's is lost with a search that is not answered.
    ClientOutbox out;
    scene.engine().search(scene.now, "hello", std::nullopt, 10, EarlierSearches::kept, out);
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{1});
}

void LossTest::toleratesBadLossWithoutCrying()
{
    EngineScene scene;
    SeededEntropy dice(99);
    scene.enter();
    scene.loses = [&](bool, ByteView) { return dice.drawBelow(5) == 0; };
    for (int i = 0; i < 120; ++i) {
        if (i % 3 == 0)
            scene.say("text " + std::to_string(i));
        scene.run(5s);
    }
    QVERIFY2(!scene.has<LinkNotice>(), qPrintable(scene.told().join(QLatin1Char('\n'))));
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{40});
}

void LossTest::usesTheOldSessionIfItAnswersAgain()
{
    EngineScene scene;
    scene.enter();
    // Handshakes get lost, sealed packets pass again after a while.
    scene.loses = [&](bool, ByteView bytes) { return bytes[0] != 4; };
    scene.isCut = true;
    QVERIFY(scene.runUntil([&] { return scene.has<LinkNotice>(); }));
    scene.isCut = false;
    scene.server.announces("still here");
    scene.run(5s);
    QCOMPARE(scene.told(), lines({"link lost", "link resumed", "2 announcement: still here"}));
    QCOMPARE(scene.server.sessions, 1);
    const int sent = scene.sentByClient;
    scene.run(20s);
    QVERIFY(scene.sentByClient - sent < 12); // no handshake goes on in the background
}

void LossTest::carriesTheSessionOnUnderOtherKeys()
{
    EngineScene scene;
    scene.enter();
    scene.isCut = true;
    const auto id = scene.say("hello?");
    scene.run(20s);
    scene.isCut = false;
    // The handshake gets through, but nothing of the old session.
    scene.loses = [&](bool, ByteView bytes) { return bytes[0] == 4 && scene.server.continued == 0; };
    scene.run(10s);
    QCOMPARE(scene.server.continued, 1);
    QCOMPARE(scene.server.sessions, 1);
    QCOMPARE(scene.server.all<chat::JoinRequest>().size(), std::size_t{1});
    QCOMPARE(scene.server.all<chat::SayRequest>().size(), std::size_t{1});
    QCOMPARE(scene.told().mid(0, 2), lines({"link lost", "link resumed"}));
    QCOMPARE(scene.all<SentNotice>().front().submission.value, id.value);
}

void LossTest::heedsACredibleHint()
{
    EngineScene scene;
    scene.enter();
    scene.run(10s);
    scene.server.sendsHints = true;
    scene.server.restart();
    scene.say("hello?");
    const Instant before = scene.now;
    QVERIFY(scene.runUntil([&] { return scene.has<SentNotice>(); }, 3s));
    QVERIFY(scene.now - before < 2s);
    QCOMPARE(scene.told().mid(0, 2), lines({"link lost", "link resumed"}));
}

void LossTest::ignoresAHintWhenTheServerIsHeard()
{
    EngineScene scene;
    scene.enter();
    // Someone on the way answers every packet with a hint; the server answers as well.
    bool isInjecting = false;
    scene.loses = [&](bool isToServer, ByteView bytes) {
        if (isToServer && bytes[0] == 4 && !isInjecting) {
            isInjecting = true;
            const auto packet = wire::decodePacket(bytes);
            const auto& sealed = std::get<wire::Sealed>(packet.value());
            scene.inject(wire::encode(wire::ResetHint{sealed.receiver, sealed.counter}));
            isInjecting = false;
        }
        return false;
    };
    for (int i = 0; i < 20; ++i) {
        scene.say("text");
        scene.run(3s);
    }
    QVERIFY(!scene.has<LinkNotice>());
    QCOMPARE(scene.server.sessions, 1);
}

void LossTest::ignoresHintsForPacketsItNeverSent()
{
    EngineScene scene;
    scene.enter();
    for (std::uint32_t index = 0; index < 100; ++index)
        scene.inject(wire::encode(wire::ResetHint{SessionIndex{index}, index}));
    scene.isCut = true;
    scene.run(3s);
    QVERIFY(!scene.has<LinkNotice>());
}

void LossTest::waitsLongerFromHintToHint()
{
    Backoff backoff;
    SeededEntropy entropy(5);
    Duration longest{};
    for (int i = 0; i < 200; ++i) {
        const Duration wait = backoff.next(entropy);
        const Duration bound = i >= 4 ? Duration(15s) : Duration(1s) * (1 << i);
        QVERIFY(wait >= 0s && wait < bound);
        longest = std::max(longest, wait);
    }
    QVERIFY(longest > 13s);
    backoff.reset();
    QVERIFY(backoff.next(entropy) < 1s);
}

void LossTest::comesBackAfterAShutdown()
{
    EngineScene scene;
    scene.enter();
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.server.restart();
    scene.run(100ms);
    QCOMPARE(scene.told(), lines({"link lost"}));
    QVERIFY(scene.all<LinkNotice>().front().text.find("so it is") != std::string::npos);
    scene.server.announces("meanwhile");
    scene.run(3s);
    QCOMPARE(scene.told(), lines({"link lost", "link resumed", "2 announcement: meanwhile"}));
    QVERIFY(scene.engine().linkState() == LinkState::resumed);
}

void LossTest::triesAtOnceWhenToldTo()
{
    EngineScene scene;
    scene.settings.giveUp.reset();
    scene.enter();
    scene.isCut = true;
    scene.run(10min);
    QVERIFY(scene.runUntil(
        [&] {
            const auto next = scene.engine().nextAttempt();
            return next && *next - scene.now > 5s;
        },
        10min));
    scene.isCut = false;
    scene.with([&](auto& engine, auto& out) { engine.tryNow(scene.now, out); });
    QVERIFY(!scene.engine().nextAttempt());
    scene.run(200ms);
    QVERIFY(scene.engine().linkState() == LinkState::resumed);
}

void LossTest::comesBackByItself_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("shutdown") << static_cast<int>(wire::CloseCode::shutdown);
    QTest::newRow("lost") << static_cast<int>(wire::CloseCode::lost);
    QTest::newRow("expired keys") << static_cast<int>(wire::CloseCode::expiredKeys);
    QTest::newRow("busy") << static_cast<int>(wire::CloseCode::busy);
    QTest::newRow("of a later version") << 99;
}

void LossTest::comesBackByItself()
{
    QFETCH(int, code);
    EngineScene scene;
    scene.enter();
    scene.closeByServer(static_cast<wire::CloseCode>(code));
    scene.run(3s);
    QCOMPARE(scene.told(), lines({"link lost", "link resumed"}));
    QCOMPARE(scene.server.sessions, 2);
}

void LossTest::endsWhenClosedForGood_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("ended");
    QTest::newRow("taken over") << static_cast<int>(wire::CloseCode::takenOver)
                                << QStringLiteral("ended: taken over, 1 unconfirmed");
    QTest::newRow("removed") << static_cast<int>(wire::CloseCode::removed)
                             << QStringLiteral("ended: removed, 1 unconfirmed");
    QTest::newRow("banned") << static_cast<int>(wire::CloseCode::banned)
                            << QStringLiteral("ended: banned, 1 unconfirmed");
    QTest::newRow("protocol error") << static_cast<int>(wire::CloseCode::protocolError)
                                    << QStringLiteral("ended: protocol error, 1 unconfirmed");
}

void LossTest::endsWhenClosedForGood()
{
    QFETCH(int, code);
    QFETCH(QString, ended);
    EngineScene scene;
    scene.enter();
    scene.server.script = [](const auto&) { return true; };
    scene.say("never answered");
    scene.run(1s);
    scene.closeByServer(static_cast<wire::CloseCode>(code));
    scene.run(1min);
    QCOMPARE(scene.told(), lines({"link closed"}) + QStringList{ended});
    QVERIFY(scene.all<EndedNotice>().front().text.find("so it is") != std::string::npos);
    QCOMPARE(scene.server.sessions, 1);
    QVERIFY(!scene.engine().deadline());
}

void LossTest::givesUp()
{
    EngineScene scene;
    scene.enter();
    scene.isCut = true;
    scene.say("one");
    scene.say("two");
    QVERIFY(scene.runUntil([&] { return scene.has<LinkNotice>(); }));
    const Instant lost = scene.now;
    QVERIFY(scene.runUntil([&] { return scene.engine().hasEnded(); }, 2min));
    QVERIFY(scene.now - lost == 60s);
    QCOMPARE(scene.told(), lines({"link lost", "link closed", "ended: gave up, 2 unconfirmed"}));
}

void LossTest::neverGivesUpIfAllowed()
{
    EngineScene scene;
    scene.settings.giveUp.reset();
    scene.enter();
    scene.isCut = true;
    const auto id = scene.say("patience");
    scene.run(24h);
    scene.isCut = false;
    QVERIFY(scene.runUntil([&] { return scene.has<SentNotice>(); }, 30s));
    QCOMPARE(scene.all<SentNotice>().front().submission.value, id.value);
}

void LossTest::wakesUpFromSleep()
{
    EngineScene scene;
    scene.enter();
    scene.now += 8h;
    scene.server.restart();
    scene.server.announces("meanwhile");
    scene.run(2s);
    QCOMPARE(scene.told(), lines({"link lost", "link resumed", "2 announcement: meanwhile"}));
}

void LossTest::makesNewKeysAfterAnHour()
{
    EngineScene scene;
    scene.enter();
    scene.run(47min);
    QCOMPARE(scene.server.continued, 0);
    scene.run(26min);
    QCOMPARE(scene.server.continued, 1);
    scene.say("under other keys");
    scene.run(4h);
    QVERIFY(scene.server.continued >= 4);
    QCOMPARE(scene.server.sessions, 1);
    QCOMPARE(scene.told(), lines({"sent 1 as 2", "2 message 小明: under other keys (own) (submission 1)"}));
}

void LossTest::goesOnWithAnotherSessionWhenTheServerForgot()
{
    EngineScene scene;
    scene.enter();
    scene.server.knowsSessions = false;
    scene.run(75min);
    QCOMPARE(scene.server.sessions, 2);
    QCOMPARE(scene.told(), lines({"link lost", "link resumed"}));
    scene.say("still there");
    scene.run(1s);
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(LossTest)
#include "loss_test.moc"
