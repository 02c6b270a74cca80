// Coming back: what was missed is told once and in order, whatever became of the member, the name or the log.
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;
using chat::RefusalCode;

namespace {

/// The link goes; what happens meanwhile is the test's.
void loseLink(EngineScene& scene)
{
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.server.restart();
    scene.run(10ms);
}

} // namespace

class ResumeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatWasMissedOnce();
    void provesWhereItStands();
    void joinsAnewWhenItWasLoggedAsLost();
    void tellsThatItIsAnotherMemberThoughTheLinkWasLostBeforeItCould();
    void asksForTheNewestNameThatItKnows();
    void staysAwayWhenItComesBack();
    void forgetsWhoWasAwayUntilItIsToldAgain();
    void tellsWhenTheNameIsGone();
    void beginsAnewWithoutTellingTwiceWhenTheChainIsUnknown();
    void showsAGapForWhatIsNoLongerKept();
    void tellsAFork();
    void saysAgainWhatAForkHasLost();
    void saysAgainWhatWasConfirmedAndLostBeforeItWasTold();
    void tellsWhenWhatWasLostIsRefused();
    void doesNotSayAgainWhatIsOld();
    void startsOverWhenLostWhileEntering();
    void showsAGapForWhatWentByWhileItWasEntering();
    void treatsAnotherLogAsAFork();
    void takesNobodyForItselfAfterAForkThatItCouldNotNotice();
};

void ResumeTest::tellsWhatWasMissedOnce()
{
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    scene.enter();
    scene.server.says(MemberId{1}, "Ann", "before");
    scene.run(1s);
    loseLink(scene);
    scene.server.says(MemberId{1}, "Ann", "meanwhile");
    scene.server.voids();
    scene.server.left(MemberId{1}, "Ann");
    scene.run(5s);
    scene.server.announces("after");
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"3 message Ann: before", "link lost", "link resumed",
                                  "4 message Ann: meanwhile", "6 left Ann", "7 announcement: after"}));
    QCOMPARE(scene.engine().members().size(), std::size_t{1});
    QVERIFY(scene.engine().isAdmitted());
}

void ResumeTest::provesWhereItStands()
{
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    scene.enter();
    scene.server.says(MemberId{1}, "Ann", "one");
    scene.server.voids();
    scene.run(1s);
    loseLink(scene);
    scene.run(5s);
    const auto joins = scene.server.all<chat::JoinRequest>();
    QCOMPARE(joins.size(), std::size_t{2});
    QVERIFY(!joins[0].resume);
    QVERIFY(joins[1].resume);
    QVERIFY(joins[1].resume->log == scene.server.logId());
    QVERIFY(joins[1].resume->cursor == Seq{4}); // the server has compared the chain value
    QVERIFY(joins[1].outbox == joins[0].outbox);
    QCOMPARE(joins[1].clientVersion, std::string("test"));
}

void ResumeTest::joinsAnewWhenItWasLoggedAsLost()
{
    EngineScene scene;
    scene.enter();
    const MemberId before = scene.engine().ownMember();
    loseLink(scene);
    scene.server.loseMember();
    scene.server.announces("meanwhile");
    scene.run(5s);
    QCOMPARE(scene.told(),
             lines({"link lost", "link resumed", "2 left 小明 (own)", "3 announcement: meanwhile",
                    "4 joined 小明 (own)", "welcome 小明 head 4: 小明"}));
    QVERIFY(scene.engine().ownMember() != before);
    scene.say("again");
    scene.run(1s);
    QCOMPARE(scene.told().mid(6), lines({"sent 1 as 5", "5 message 小明: again (own) (submission 1)"}));
}

void ResumeTest::tellsThatItIsAnotherMemberThoughTheLinkWasLostBeforeItCould()
{
    EngineScene scene;
    scene.enter();
    loseLink(scene);
    scene.server.loseMember();
    // More has happened than comes before the link is lost again.
    scene.server.spoil = [](chat::WelcomeReply& welcome) { welcome.head = next(welcome.head); };
    scene.run(5s);
    const QStringList before =
        lines({"link lost", "link resumed", "2 left 小明 (own)", "3 joined 小明 (own)"});
    QCOMPARE(scene.told(), before);
    scene.server.spoil = nullptr;
    loseLink(scene);
    scene.run(5s);
    QCOMPARE(scene.told().mid(before.size()),
             lines({"link lost", "link resumed", "welcome 小明 head 3: 小明 (attached)"}));
    loseLink(scene);
    scene.run(5s);
    QCOMPARE(scene.told().mid(before.size() + 3), lines({"link lost", "link resumed"}));
}

/// The result of a new name may come long before the event, and then the link may go.
void ResumeTest::asksForTheNewestNameThatItKnows()
{
    EngineScene scene;
    scene.enter();
    scene.server.script = [&](const ScriptedServer::Asked& asked) {
        if (!std::holds_alternative<chat::RenameRequest>(asked.what))
            return false;
        scene.server.reply(asked.seq, chat::OkReply{Seq{3}});
        return true;
    };
    scene.with([&](auto& engine, auto& out) { return engine.rename(scene.now, "Zoe\u0308", out); });
    scene.run(1s);
    scene.server.renames(scene.engine().ownMember(), "小明", "second");
    scene.run(1s);
    QCOMPARE(scene.all<EventNotice>().size(), std::size_t{1});
    QCOMPARE(scene.engine().ownName(), std::string("Zoë"));
    loseLink(scene);
    scene.run(5s);
    QCOMPARE(scene.server.all<chat::JoinRequest>().back().name, std::string("Zoë"));
    // What the server says then holds, whatever was heard before.
    QCOMPARE(scene.engine().ownName(), std::string("Zoë"));
    scene.server.renames(scene.engine().ownMember(), "Zoë", "fourth");
    scene.run(1s);
    loseLink(scene);
    scene.run(5s);
    QCOMPARE(scene.server.all<chat::JoinRequest>().back().name, std::string("fourth"));
}

void ResumeTest::staysAwayWhenItComesBack()
{
    EngineScene scene;
    scene.enter();
    scene.with([&](auto& engine, auto& out) { return engine.away(scene.now, "lunch", out); });
    scene.run(1s);
    loseLink(scene);
    scene.run(5s);
    QCOMPARE(scene.server.all<chat::AwayRequest>().size(),
             std::size_t{2}); // attached, but perhaps by a new server
    loseLink(scene);
    scene.server.loseMember();
    scene.run(5s);
    QCOMPARE(scene.server.all<chat::AwayRequest>().size(), std::size_t{3});
    QVERIFY(scene.server.all<chat::AwayRequest>().back().text == "lunch");
    QCOMPARE(scene.all<DoneNotice>().size(), std::size_t{1}); // only what was asked is told
    scene.with([&](auto& engine, auto& out) { return engine.away(scene.now, std::nullopt, out); });
    scene.run(1s);
    loseLink(scene);
    scene.server.loseMember();
    scene.run(5s);
    QCOMPARE(scene.server.all<chat::AwayRequest>().size(), std::size_t{4});
}

void ResumeTest::forgetsWhoWasAwayUntilItIsToldAgain()
{
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    scene.server.joined(MemberId{2}, "Bob");
    scene.enter();
    const chat::MemberFlags away{false, true};
    scene.server.reply({}, chat::PresenceNews{{{MemberId{1}, away, "lunch"}, {MemberId{2}, away, "tea"}}});
    scene.run(1s);
    loseLink(scene);
    // Ann has come back meanwhile; the server lists only who is away.
    scene.server.script = [&](const auto& asked) {
        scene.server.obey(asked);
        if (std::holds_alternative<chat::JoinRequest>(asked.what))
            scene.server.reply({}, chat::PresenceNews{{{MemberId{2}, away, "tea"}}});
        return true;
    };
    scene.run(5s);
    QCOMPARE(scene.told(),
             lines({"presence of 2", "link lost", "link resumed", "presence of 2", "presence of 1"}));
    const auto members = scene.engine().members();
    QVERIFY(!members[0].flags.away);
    QVERIFY(members[1].flags.away);
    QVERIFY(!scene.all<PresenceNotice>()[1].changes.front().flags.away);
}

void ResumeTest::tellsWhenTheNameIsGone()
{
    EngineScene scene;
    scene.enter();
    loseLink(scene);
    scene.say("kept");
    scene.server.loseMember();
    scene.server.joined(MemberId{50}, "小明");
    scene.server.script = [&](const auto& asked) {
        const auto* join = std::get_if<chat::JoinRequest>(&asked.what);
        if (join == nullptr || join->name != "小明")
            return false;
        scene.server.refuse(asked, RefusalCode::nameTaken);
        return true;
    };
    scene.run(5min);
    QCOMPARE(scene.told(), lines({"link lost", "link connected", "join refused: NAME_TAKEN"}));
    QVERIFY(!scene.engine().isAdmitted());
    scene.join("小红");
    scene.run(2s);
    QCOMPARE(scene.told().mid(3), lines({"link resumed", "2 left 小明 (own)", "3 joined 小明",
                                         "4 joined 小红 (own)", "welcome 小红 head 4: 小明 小红",
                                         "sent 1 as 5", "5 message 小红: kept (own) (submission 1)"}));
}

void ResumeTest::beginsAnewWithoutTellingTwiceWhenTheChainIsUnknown()
{
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    scene.enter();
    // A part of the log goes while the client is away; it is resumed all the same and told of the gap.
    loseLink(scene);
    for (int i = 0; i < 4; ++i)
        scene.server.says(MemberId{1}, "Ann", std::to_string(i));
    scene.server.forgetBelow(Seq{5});
    scene.run(5s);
    QCOMPARE(scene.told(),
             lines({"link lost", "link resumed", "gap 3 to 4", "5 message Ann: 2", "6 message Ann: 3"}));
    // The next time there is no chain value to prove anything with, and nothing is told twice.
    loseLink(scene);
    scene.server.says(MemberId{1}, "Ann", "4");
    scene.run(5s);
    QVERIFY(!scene.server.all<chat::JoinRequest>().back().resume);
    QCOMPARE(scene.told().mid(5), lines({"link lost", "link resumed",
                                         "welcome 小明 head 7: Ann 小明 (attached)", "7 message Ann: 4"}));
}

void ResumeTest::showsAGapForWhatIsNoLongerKept()
{
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    for (int i = 0; i < 10; ++i)
        scene.server.says(MemberId{1}, "Ann", std::to_string(i));
    scene.server.forgetBelow(Seq{9});
    scene.start();
    scene.join("小明");
    scene.run(2s);
    QCOMPARE(scene.told().mid(3),
             lines({"welcome 小明 head 12: Ann 小明", "gap 1 to 8", "9 message Ann: 7 (history)",
                    "10 message Ann: 8 (history)", "11 message Ann: 9 (history)", "12 joined 小明 (own)"}));
}

void ResumeTest::tellsAFork()
{
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    scene.enter(); // 2
    scene.server.says(MemberId{1}, "Ann", "kept");
    scene.server.says(MemberId{1}, "Ann", "lost in the restored log");
    scene.run(1s);
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.server.restore(Seq{3});
    scene.server.announces("another fourth");
    scene.run(5s);
    QCOMPARE(scene.told().mid(2),
             lines({"link lost", "link forked", "welcome 小明 head 4: Ann 小明 (attached)",
                    "1 joined Ann (history)", "2 joined 小明 (history) (own)",
                    "3 message Ann: kept (history)", "4 announcement: another fourth (history)"}));
    QVERIFY(scene.engine().linkState() == LinkState::resumed);
    scene.server.announces("on we go");
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("5 announcement: on we go"));
}

void ResumeTest::saysAgainWhatAForkHasLost()
{
    EngineScene scene;
    scene.enter(); // 1
    scene.say("one");
    scene.say("two");
    scene.say("three");
    scene.run(1s);
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{3});
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.server.restore(Seq{2}); // a power cut took two and three
    scene.notices.clear();
    scene.journal.clear();
    scene.run(5s);
    QCOMPARE(scene.told(), lines({"link lost", "link forked", "welcome 小明 head 2: 小明 (attached)",
                                  "1 joined 小明 (history) (own)", "2 message 小明: one (history) (own)",
                                  "3 message 小明: two (own) (submission 2)",
                                  "4 message 小明: three (own) (submission 3)"}));
    // As they were: same numbers, same texts; and journalled again before they went out.
    const auto says = scene.server.all<chat::SayRequest>();
    QCOMPARE(says.size(), std::size_t{5});
    for (const std::size_t i : {1U, 2U}) {
        QVERIFY(says[i + 2].number == says[i].number);
        QVERIFY(chat::requestDigest(says[i + 2]) == chat::requestDigest(says[i]));
    }
    QVERIFY(std::get<SubmissionNumbered>(scene.journal[0]).number == SubmissionNumber{2});
    QVERIFY(std::get<SubmissionNumbered>(scene.journal[1]).number == SubmissionNumber{3});
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
}

void ResumeTest::saysAgainWhatWasConfirmedAndLostBeforeItWasTold()
{
    EngineScene scene;
    scene.enter(); // 1
    // The result comes, the event does not, and then the power goes.
    scene.server.script = [&](const auto& asked) {
        if (!std::holds_alternative<chat::SayRequest>(asked.what))
            return false;
        scene.server.reply(asked.seq, chat::OkReply{Seq{2}});
        return true;
    };
    scene.say("one");
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"sent 1 as 2"}));
    scene.server.script = nullptr;
    loseLink(scene);
    scene.server.announces("in its place"); // 2
    scene.run(5s);
    QCOMPARE(scene.told().mid(1), lines({"link lost", "link resumed", "2 announcement: in its place",
                                         "3 message 小明: one (own) (submission 1)"}));
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
}

void ResumeTest::tellsWhenWhatWasLostIsRefused()
{
    EngineScene scene;
    scene.enter(); // 1
    scene.say("one");
    scene.run(1s);
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.server.restore(Seq{1});
    scene.server.script = [&](const auto& asked) {
        if (!std::holds_alternative<chat::SayRequest>(asked.what))
            return false;
        scene.server.refuse(asked, RefusalCode::notStored);
        return true;
    };
    scene.run(5s);
    QCOMPARE(scene.all<RefusedNotice>().size(), std::size_t{1});
    QVERIFY(scene.all<RefusedNotice>().front().submission == scene.all<SentNotice>().front().submission);
}

void ResumeTest::doesNotSayAgainWhatIsOld()
{
    EngineScene scene;
    scene.enter();
    scene.say("long ago");
    scene.run(11min);
    scene.say("just now");
    scene.run(1s);
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.server.restore(Seq{1});
    scene.run(5s);
    const auto says = scene.server.all<chat::SayRequest>();
    QCOMPARE(says.size(), std::size_t{3});
    QCOMPARE(says.back().text, std::string("just now"));
}

void ResumeTest::startsOverWhenLostWhileEntering()
{
    EngineScene scene;
    for (std::uint32_t i = 1; i <= 300; ++i)
        scene.server.joined(MemberId{i}, "guest" + std::to_string(i));
    int roster = 0;
    scene.loses = [&](bool isToServer, ByteView bytes) {
        return !isToServer && bytes.size() > 800 && ++roster > 2;
    };
    scene.start();
    scene.join("小明");
    scene.run(300ms);
    QVERIFY(!scene.has<WelcomeNotice>());
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.loses = nullptr;
    scene.run(5s);
    QCOMPARE(scene.all<WelcomeNotice>().size(), std::size_t{1});
    QCOMPARE(scene.engine().members().size(), std::size_t{301});
    const auto events = scene.all<EventNotice>();
    for (std::size_t i = 1; i < events.size(); ++i)
        QVERIFY(events[i].seq == next(events[i - 1].seq));
}

void ResumeTest::showsAGapForWhatWentByWhileItWasEntering()
{
    EngineScene scene;
    for (std::uint32_t i = 1; i <= 300; ++i)
        scene.server.joined(MemberId{i}, "guest" + std::to_string(i));
    int roster = 0;
    scene.loses = [&](bool isToServer, ByteView bytes) {
        return !isToServer && bytes.size() > 800 && ++roster > 2;
    };
    scene.start();
    scene.join("小明"); // 301
    scene.run(300ms);
    QVERIFY(!scene.has<WelcomeNotice>());
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.loses = nullptr;
    for (int i = 0; i < 200; ++i)
        scene.server.announces(std::to_string(i));
    scene.run(5s);
    const auto gaps = scene.all<GapNotice>();
    QCOMPARE(gaps.size(), std::size_t{1});
    QVERIFY(gaps.front().from == Seq{301}); // its own joined
    const auto events = scene.all<EventNotice>();
    QVERIFY(events.front().seq == next(gaps.front().to));
    QVERIFY(events.back().seq == Seq{501});
    QVERIFY(!events.front().history);
}

void ResumeTest::treatsAnotherLogAsAFork()
{
    EngineScene scene;
    scene.enter();
    loseLink(scene);
    scene.server.spoil = [&](chat::WelcomeReply& welcome) {
        welcome.log = LogId{{9, 9}};
        welcome.resumed = false;
        welcome.roomFirst = Seq{1};
        welcome.chainBefore = {};
        welcome.rosterStream = StreamId{6};
        welcome.rosterAsOf = Seq{0};
        welcome.rosterEntries = 0;
    };
    scene.run(5s);
    QCOMPARE(scene.told().mid(0, 2), lines({"link lost", "link forked"}));
}

void ResumeTest::takesNobodyForItselfAfterAForkThatItCouldNotNotice()
{
    EngineScene scene;
    scene.server.spoil = [](chat::WelcomeReply& welcome) { welcome.rosterEntries = 1000; };
    scene.start();
    scene.join("小明"); // 1, and the roster never comes
    scene.run(300ms);
    QVERIFY(!scene.has<WelcomeNotice>());
    scene.server.loseMember();
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.server.restore(Seq{0}); // a power cut took it all
    scene.server.spoil = nullptr;
    constexpr Fingerprint other{{1, 2, 3}};
    scene.server.joined(MemberId{1}, "Ann", other);
    scene.server.says(MemberId{1}, "Ann", "here I am");
    scene.notices.clear();
    scene.run(5s);
    QCOMPARE(scene.told().last(3),
             lines({"1 joined Ann", "2 message Ann: here I am", "3 joined 小明 (own)"}));
}

QTEST_GUILESS_MAIN(ResumeTest)
#include "resume_test.moc"
