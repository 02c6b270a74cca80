// Tools ask and announce without entering the room.
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

class ToolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksWithoutEntering();
    void gathersTheMembersOfSeveralRecords();
    void announcesWithTheOutboxNamed();
    void tellsWhatIsDoneAndWhatIsRefused();
    void endsWithoutAnAnswer();
    void asksAgainInAnotherSession();
    void waitsOutTheRate();
    void staysForTheNextQuestion();
    void usesAnAdminKeyAsItIs();
};

void ToolTest::asksWithoutEntering()
{
    EngineScene scene;
    scene.start();
    const auto id = scene.with([&](auto& engine, auto& out) { return engine.askInfo(scene.now, out); });
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"link connecting", "key first sight", "link connected", "info 1: Room"}));
    const auto info = scene.all<InfoNotice>().front();
    QVERIFY(info.submission == id);
    QCOMPARE(info.info.memberLimit, 100U);
    QVERIFY(scene.server.all<chat::JoinRequest>().empty());
    scene.leave(false);
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("ended: left, 0 unconfirmed"));
}

void ToolTest::gathersTheMembersOfSeveralRecords()
{
    EngineScene scene;
    scene.server.script = [&](const auto& asked) {
        for (std::uint32_t i = 1; i <= 3; ++i) {
            chat::MembersReply part;
            part.members.push_back({{MemberId{i}, "guest", {}, {}}, {}, 1s});
            part.more = i < 3;
            scene.server.reply(asked.seq, part);
        }
        return true;
    };
    scene.start();
    scene.with([&](auto& engine, auto& out) { return engine.askMembers(scene.now, out); });
    scene.run(1s);
    QCOMPARE(scene.told().mid(3), lines({"members 1: 3"}));
    QVERIFY(scene.all<MembersNotice>().front().members[2].entry.member == MemberId{3});
}

void ToolTest::announcesWithTheOutboxNamed()
{
    EngineScene scene;
    scene.start();
    scene.with([&](auto& engine, auto& out) { return engine.announce(scene.now, "at 18:00", out); }).value();
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("sent 1 as 1"));
    const auto request = scene.server.all<chat::AnnounceRequest>().front();
    QCOMPARE(request.text, std::string("at 18:00"));
    QVERIFY(request.outbox);
    QVERIFY(std::get<OutboxDrawn>(scene.journal.front()).outbox == *request.outbox);
}

void ToolTest::tellsWhatIsDoneAndWhatIsRefused()
{
    EngineScene scene;
    scene.server.script = [&](const auto& asked) {
        if (!std::holds_alternative<chat::StatsRequest>(asked.what))
            return false;
        scene.server.refuse(asked, chat::RefusalCode::notAdmin);
        return true;
    };
    scene.start();
    scene.with([&](auto& engine, auto& out) {
        return engine.kick(scene.now, MemberId{4}, Fingerprint{{1}}, "spam\nand more", out);
    });
    scene.with([&](auto& engine, auto& out) { return engine.away(scene.now, "lunch", out); });
    scene.with([&](auto& engine, auto& out) { return engine.away(scene.now, std::nullopt, out); });
    scene.with([&](auto& engine, auto& out) { return engine.askStats(scene.now, out); });
    scene.run(1s);
    QCOMPARE(scene.told().mid(3), lines({"done 1", "done 2", "done 3", "refused 4: NOT_ADMIN"}));
    const auto kick = scene.server.all<chat::KickRequest>().front();
    QVERIFY((kick == chat::KickRequest{MemberId{4}, Fingerprint{{1}}, "spam and more"}));
    QVERIFY(scene.server.all<chat::AwayRequest>()[0].text == "lunch");
    QVERIFY(!scene.server.all<chat::AwayRequest>()[1].text);
}

void ToolTest::endsWithoutAnAnswer()
{
    EngineScene scene;
    scene.server.script = [](const auto&) { return true; };
    scene.start();
    scene.with([&](auto& engine, auto& out) { return engine.askInfo(scene.now, out); });
    scene.run(11s);
    // Nothing is lost with a question.
    QCOMPARE(scene.told().last(), QStringLiteral("ended: no answer, 0 unconfirmed"));
}

void ToolTest::asksAgainInAnotherSession()
{
    EngineScene scene;
    scene.server.script = [](const auto&) { return true; };
    scene.start();
    scene.with([&](auto& engine, auto& out) { return engine.askInfo(scene.now, out); });
    scene.run(1s);
    scene.server.script = nullptr;
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.run(5s);
    QCOMPARE(scene.told().last(), QStringLiteral("info 1: Room"));
    QCOMPARE(scene.all<InfoNotice>().size(), std::size_t{1});
}

void ToolTest::waitsOutTheRate()
{
    EngineScene scene;
    int refusals = 2;
    scene.server.script = [&](const auto& asked) {
        if (refusals-- <= 0)
            return false;
        scene.server.refuse(asked, chat::RefusalCode::rate, 1s);
        return true;
    };
    scene.start();
    scene.with([&](auto& engine, auto& out) { return engine.askInfo(scene.now, out); });
    scene.run(4s);
    QCOMPARE(scene.told().last(), QStringLiteral("info 1: Room"));
    QVERIFY(!scene.has<RefusedNotice>());
}

void ToolTest::staysForTheNextQuestion()
{
    EngineScene scene;
    scene.start();
    scene.run(1min); // the session is there, and nobody asks
    QVERIFY(!scene.engine().hasEnded());
    scene.with([&](auto& engine, auto& out) { return engine.askStats(scene.now, out); });
    scene.run(1min);
    scene.with([&](auto& engine, auto& out) { return engine.askStats(scene.now, out); });
    scene.run(1s);
    QCOMPARE(scene.told().mid(3), lines({"stats 1", "stats 2"}));
}

void ToolTest::usesAnAdminKeyAsItIs()
{
    EngineScene scene;
    const auto pair = crypto::KeyPair::draw(scene.entropy);
    scene.settings.identity = pair;
    scene.start();
    scene.run(1s);
    QVERIFY(scene.server.clientKey == pair.shared);
}

QTEST_GUILESS_MAIN(ToolTest)
#include "tool_test.moc"
