// The way in: finding the server, joining, being refused and trying again.
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;
using chat::RefusalCode;

class EnterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entersAnEmptyRoom();
    void tellsHistoryBeforeTheOwnJoined();
    void tellsTheMembersAsOfTheHead();
    void findsTheServerAmongSeveralAddresses();
    void takesOtherAddressesWhenTheyAreFound();
    void waitsForAServerThatIsLate();
    void endsWithoutAnAnswerInTime();
    void saysThatTheServerIsThereButDoesNotAnswer();
    void triesForEverIfAllowed();

    void refusesAnIllegalNameHere();
    void asksForAnotherNameInTheSameSession_data();
    void asksForAnotherNameInTheSameSession();
    void thinksAboutANameAsLongAsItTakes();
    void waitsOutWhatPasses_data();
    void waitsOutWhatPasses();
    void losesPatienceWithAServerThatAlwaysPutsOff();
    void endsWhenItIsNotAdmitted_data();
    void endsWhenItIsNotAdmitted();
    void attachesToAMemberStillPresent();
    void takesOverOnlyOnce();
    void tellsPresenceOnlyInTheRoom();
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

void EnterTest::findsTheServerAmongSeveralAddresses()
{
    EngineScene scene;
    const PeerAddress nobody{IpAddress::v4(0xc0000263), 7788};
    scene.addresses = {nobody, nobody, sceneServer};
    scene.start();
    scene.join("小明");
    QVERIFY(scene.runUntil([&] { return scene.engine().isAdmitted(); }, 3s));
}

void EnterTest::takesOtherAddressesWhenTheyAreFound()
{
    EngineScene scene;
    scene.addresses = {PeerAddress{IpAddress::v4(0xc0000263), 7788}};
    scene.start();
    scene.join("小明");
    scene.run(1s);
    scene.addresses = {sceneServer};
    scene.start();
    QVERIFY(scene.runUntil([&] { return scene.engine().isAdmitted(); }, 7s));
    QCOMPARE(scene.told().count(QStringLiteral("link connecting")), 1);
}

void EnterTest::waitsForAServerThatIsLate()
{
    EngineScene scene;
    scene.isCut = true;
    scene.start();
    scene.join("小明");
    scene.run(7s);
    scene.isCut = false;
    QVERIFY(scene.runUntil([&] { return scene.engine().isAdmitted(); }, 3s));
}

void EnterTest::endsWithoutAnAnswerInTime()
{
    EngineScene scene;
    scene.isCut = true;
    scene.start();
    scene.join("小明");
    scene.say("hello?");
    scene.run(20s);
    QCOMPARE(scene.told(), lines({"link connecting", "ended: no answer, 1 unconfirmed"}));
    const std::string text = scene.all<EndedNotice>().front().text;
    QVERIFY(text.find("chat.example:7788") != std::string::npos);
    QVERIFY(text.find("UDP") != std::string::npos);
    QVERIFY(scene.sentByClient > 8);
    QVERIFY(!scene.engine().deadline());
}

void EnterTest::saysThatTheServerIsThereButDoesNotAnswer()
{
    EngineScene scene;
    scene.server.script = [](const auto&) { return true; };
    scene.start();
    scene.join("小明");
    scene.run(11s);
    QCOMPARE(scene.told().last(), QStringLiteral("ended: no answer, 0 unconfirmed"));
    QVERIFY(scene.all<EndedNotice>().front().text.find("is there") != std::string::npos);
}

void EnterTest::triesForEverIfAllowed()
{
    EngineScene scene;
    scene.settings.timeout.reset();
    scene.isCut = true;
    scene.start();
    scene.join("小明");
    scene.run(1h);
    QVERIFY(!scene.engine().hasEnded());
    QVERIFY(scene.sentByClient < 2000); // and does not flood the network
    scene.isCut = false;
    QVERIFY(scene.runUntil([&] { return scene.engine().isAdmitted(); }, 20s));
}

void EnterTest::refusesAnIllegalNameHere()
{
    EngineScene scene;
    scene.start();
    scene.join("with space");
    scene.run(1s);
    QVERIFY(scene.told().contains(QStringLiteral("join refused: NAME_ILLEGAL")));
    QVERIFY(scene.server.asked.empty());
    scene.join("小明");
    scene.run(1s);
    QVERIFY(scene.engine().isAdmitted());
}

void EnterTest::asksForAnotherNameInTheSameSession_data()
{
    QTest::addColumn<int>("code");
    for (const auto code : {RefusalCode::nameTaken, RefusalCode::nameLookalike, RefusalCode::nameReserved,
                            RefusalCode::nameIllegal, RefusalCode::nameResting, RefusalCode::selfInUse})
        QTest::newRow(std::string(chat::refusalWord(code)).c_str()) << static_cast<int>(code);
}

void EnterTest::asksForAnotherNameInTheSameSession()
{
    QFETCH(int, code);
    EngineScene scene;
    scene.server.script = [&](const auto& asked) {
        const auto* join = std::get_if<chat::JoinRequest>(&asked.what);
        if (join == nullptr || join->name != "Ann")
            return false;
        scene.server.refuse(asked, static_cast<RefusalCode>(code), 5s);
        return true;
    };
    scene.start();
    scene.join("Ann");
    scene.run(1s);
    QVERIFY(scene.told().last().startsWith(QStringLiteral("join refused: ")));
    QVERIFY(!scene.engine().isAdmitted());
    scene.join("小明");
    scene.run(1s);
    QVERIFY(scene.engine().isAdmitted());
    QCOMPARE(scene.server.sessions, 1);
}

void EnterTest::thinksAboutANameAsLongAsItTakes()
{
    EngineScene scene;
    scene.server.script = [&](const auto& asked) {
        scene.server.refuse(asked, RefusalCode::nameTaken);
        return true;
    };
    scene.start();
    scene.join("Ann");
    scene.run(1h);
    QVERIFY(!scene.engine().hasEnded());
    scene.server.script = nullptr;
    scene.join("小明");
    scene.run(2s);
    QVERIFY(scene.engine().isAdmitted());
}

void EnterTest::waitsOutWhatPasses_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("RATE") << static_cast<int>(RefusalCode::rate);
    QTest::newRow("BUSY") << static_cast<int>(RefusalCode::busy);
    QTest::newRow("NOT_STORED") << static_cast<int>(RefusalCode::notStored);
}

void EnterTest::waitsOutWhatPasses()
{
    QFETCH(int, code);
    EngineScene scene;
    int refusals = 0;
    scene.server.script = [&](const auto& asked) {
        if (refusals == 3)
            return false;
        ++refusals;
        scene.server.refuse(asked, static_cast<RefusalCode>(code), 2s);
        return true;
    };
    scene.start();
    scene.join("小明");
    scene.run(5s);
    QVERIFY(!scene.engine().isAdmitted());
    QCOMPARE(scene.server.asked.size(), std::size_t{3}); // at once, and each time it was told
    scene.run(3s);
    QVERIFY(scene.engine().isAdmitted());
    QVERIFY(!scene.has<JoinRefusedNotice>());
}

void EnterTest::losesPatienceWithAServerThatAlwaysPutsOff()
{
    EngineScene scene;
    scene.server.script = [&](const auto& asked) {
        scene.server.refuse(asked, RefusalCode::rate);
        return true;
    };
    scene.start();
    scene.join("小明");
    scene.run(11s);
    QCOMPARE(scene.told().last(), QStringLiteral("ended: no answer, 0 unconfirmed"));
}

void EnterTest::endsWhenItIsNotAdmitted_data()
{
    QTest::addColumn<int>("code");
    for (const auto code : {RefusalCode::banned, RefusalCode::badPassword, RefusalCode::notAllowed,
                            RefusalCode::full, RefusalCode::locked})
        QTest::newRow(std::string(chat::refusalWord(code)).c_str()) << static_cast<int>(code);
}

void EnterTest::endsWhenItIsNotAdmitted()
{
    QFETCH(int, code);
    EngineScene scene;
    scene.server.script = [&](const auto& asked) {
        scene.server.refuse(asked, static_cast<RefusalCode>(code));
        return true;
    };
    scene.start();
    scene.join("小明");
    scene.run(1s);
    const QStringList told = scene.told();
    QCOMPARE(told.at(told.size() - 2),
             QStringLiteral("join refused: ") + QString::fromUtf8(QTest::currentDataTag()));
    QCOMPARE(told.last(), QStringLiteral("ended: not admitted, 0 unconfirmed"));
}

void EnterTest::attachesToAMemberStillPresent()
{
    EngineScene scene;
    scene.enter();
    scene.say("before");
    scene.run(1s);
    scene.startAnew();
    scene.start();
    scene.join("小明");
    scene.run(1s);
    scene.server.announces("live");
    scene.run(1s);
    QCOMPARE(scene.told().mid(3),
             lines({"welcome 小明 head 2: 小明 (attached)", "1 joined 小明 (history) (own)",
                    "2 message 小明: before (history) (own)", "3 announcement: live"}));
}

void EnterTest::takesOverOnlyOnce()
{
    EngineScene scene;
    scene.start();
    scene.join("小明", true);
    scene.run(1s);
    scene.server.restart();
    scene.server.sendsHints = true;
    scene.run(20s);
    const auto joins = scene.server.all<chat::JoinRequest>();
    QCOMPARE(joins.size(), std::size_t{2});
    QVERIFY(joins[0].takeOver);
    QVERIFY(!joins[1].takeOver);
    QVERIFY(joins[0].outbox == joins[1].outbox);
}

void EnterTest::tellsPresenceOnlyInTheRoom()
{
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    const chat::PresenceNews away{{{MemberId{1}, chat::MemberFlags{false, true}, "lunch"}}};
    scene.server.script = [&](const auto& asked) {
        scene.server.obey(asked);
        scene.server.reply({}, away); // may overtake the roster
        return true;
    };
    scene.start();
    scene.join("小明");
    scene.run(1s);
    QVERIFY(scene.engine().members().front().flags.away);
    const qsizetype welcome = scene.told().indexOf(QStringLiteral("welcome 小明 head 2: Ann 小明"));
    QVERIFY(welcome > 0);
    QVERIFY(!scene.told().mid(0, welcome).contains(QStringLiteral("presence of 1")));
    scene.server.reply({}, away);
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("presence of 1"));
}

QTEST_GUILESS_MAIN(EnterTest)
#include "enter_test.moc"
