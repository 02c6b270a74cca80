// A server, or somebody on the way, that does not keep to the rules: no crash, no lie told to people, no
// memory filled.
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dropsWhateverIsNotForIt();
    void endsOnRecordsThatBreakTheRules_data();
    void endsOnRecordsThatBreakTheRules();
    void endsOnWelcomesThatContradictThemselves_data();
    void endsOnWelcomesThatContradictThemselves();
    void endsOnStreamsBeyondTheLastRecord_data();
    void endsOnStreamsBeyondTheLastRecord();
    void tellsWhatPagesLeaveOut_data();
    void tellsWhatPagesLeaveOut();
    void doesNotMissInAPageWhatCameAfterItWasAskedFor();
    void skipsWhatItDoesNotKnow();
    void doesNotWaitForEverWhateverItIsTold();
    void livesThroughNoise();
};

void HostileTest::dropsWhateverIsNotForIt()
{
    EngineScene scene;
    SeededEntropy dice(21);
    const auto pelt = [&] {
        for (std::size_t i = 0; i < 2000; ++i) {
            Bytes bytes(dice.drawBelow(1300));
            dice.fill(bytes);
            if (!bytes.empty())
                bytes[0] = static_cast<Byte>(dice.drawBelow(9)); // a type
            scene.inject(bytes);
        }
    };
    pelt();
    scene.start();
    pelt();
    scene.join("小明");
    scene.run(1s);
    pelt();
    scene.run(1s);
    QVERIFY(scene.engine().isAdmitted());
    QCOMPARE(scene.told().size(), 5);
    scene.leave(false);
    scene.run(1s);
    pelt();
}

void HostileTest::endsOnRecordsThatBreakTheRules_data()
{
    using Break = std::function<void(EngineScene&)>;
    QTest::addColumn<Break>("breakRules");
    const auto row = [](const char* name, const Break& breakRules) { QTest::newRow(name) << breakRules; };
    row("a reply that is no CBOR", [](EngineScene& scene) { scene.server.rawReply({0xff, 0xff}); });
    row("an empty reply", [](EngineScene& scene) { scene.server.rawReply({}); });
    row("an answer to nothing", [](EngineScene& scene) { scene.server.reply(Seq{77}, chat::OkReply{}); });
    row("an event that is no CBOR", [](EngineScene& scene) { scene.server.rawRecord({0x01}); });
    row("an empty event", [](EngineScene& scene) { scene.server.rawRecord({}); });
    row("an event with bytes behind it", [](EngineScene& scene) { scene.server.rawRecord({0xf6, 0x00}); });
    row("a welcome for a text", [](EngineScene& scene) {
        scene.server.script = [&scene](const auto& asked) {
            scene.server.reply(asked.seq, chat::WelcomeReply{});
            return true;
        };
        scene.say("x");
    });
    row("a text without a seq", [](EngineScene& scene) {
        scene.server.script = [&scene](const auto& asked) {
            scene.server.reply(asked.seq, chat::OkReply{});
            return true;
        };
        scene.say("x");
    });
    const auto answerPast = [](EngineScene& scene, Seq first, Seq last) {
        while (scene.server.head() < last)
            scene.server.voids();
        scene.server.script = [&scene, first, last](const auto& asked) {
            scene.server.reply(asked.seq, scene.server.page(first, last));
            return true;
        };
    };
    row("a page that goes in circles", [answerPast](EngineScene& scene) {
        answerPast(scene, Seq{5}, Seq{9});
        scene.with([&](auto& engine, auto& out) {
            return engine.history(scene.now, chat::BeforeEvent{Seq{5}}, 10, out);
        });
    });
    row("a page that goes in circles the other way", [answerPast](EngineScene& scene) {
        answerPast(scene, Seq{5}, Seq{9});
        scene.with([&](auto& engine, auto& out) {
            return engine.history(scene.now, chat::AfterEvent{Seq{9}}, 10, out);
        });
    });
    row("a search that goes in circles", [answerPast](EngineScene& scene) {
        answerPast(scene, Seq{5}, Seq{9});
        scene.with([&](auto& engine, auto& out) {
            return engine.search(scene.now, "tea", Seq{5}, 10, EarlierSearches::kept, out);
        });
    });
    row("figures for a question about people", [](EngineScene& scene) {
        scene.server.script = [&scene](const auto& asked) {
            scene.server.reply(asked.seq, chat::StatsReply{});
            return true;
        };
        scene.with([&](auto& engine, auto& out) { return engine.askMembers(scene.now, out); });
    });
}

void HostileTest::endsOnRecordsThatBreakTheRules()
{
    QFETCH(std::function<void(EngineScene&)>, breakRules);
    EngineScene scene;
    scene.enter();
    breakRules(scene);
    scene.run(2s);
    QVERIFY(scene.engine().hasEnded());
    const auto ended = scene.all<EndedNotice>();
    QCOMPARE(ended.size(), std::size_t{1});
    QVERIFY(ended.front().reason == EndReason::protocolError);
    QVERIFY(scene.told().contains(QStringLiteral("link closed")));
    QVERIFY(scene.server.closes > 0);
    const int sent = scene.sentByClient;
    scene.run(10min);
    QCOMPARE(scene.sentByClient, sent); // and does not come back
}

void HostileTest::endsOnWelcomesThatContradictThemselves_data()
{
    using Spoil = std::function<void(chat::WelcomeReply&)>;
    QTest::addColumn<Spoil>("spoil");
    const auto row = [](const char* name, const Spoil& spoil) { QTest::newRow(name) << spoil; };
    row("the private stream as the room's", [](auto& welcome) { welcome.roomStream = StreamId{0}; });
    row("one stream for both", [](auto& welcome) { welcome.rosterStream = welcome.roomStream; });
    row("no roster", [](auto& welcome) { welcome.rosterStream = StreamId{0}; });
    row("nobody", [](auto& welcome) { welcome.member = MemberId{0}; });
    row("resumed without having been here", [](auto& welcome) {
        welcome.resumed = true;
        welcome.rosterStream = StreamId{0};
    });
    row("a stream that begins before the first", [](auto& welcome) { welcome.roomFirst = Seq{0}; });
    row("a stream that begins too late for the roster", [](auto& welcome) { welcome.roomFirst = Seq{2}; });
    row("a roster of the future", [](auto& welcome) { welcome.rosterAsOf = Seq{9}; });
    row("a join of the future", [](auto& welcome) { welcome.ownJoined = Seq{9}; });
    row("more members than there can be", [](auto& welcome) { welcome.rosterEntries = 4'000'000'000; });
    row("a submission number after which none is left",
        [](auto& welcome) { welcome.nextNumber = SubmissionNumber{0xffff'ffff}; });
    row("a name longer than any can be",
        [](auto& welcome) { welcome.name = std::string(limits::nameBytes + 1, 'x'); });
    row("fewer entries than come", [](auto& welcome) { welcome.rosterEntries = 1; });
}

void HostileTest::endsOnWelcomesThatContradictThemselves()
{
    QFETCH(std::function<void(chat::WelcomeReply&)>, spoil);
    EngineScene scene;
    scene.server.joined(MemberId{1}, "Ann");
    scene.server.joined(MemberId{2}, "Bob");
    scene.server.joined(MemberId{3}, "Eve");
    scene.server.says(MemberId{1}, "Ann", "hello");
    scene.server.spoil = [&](chat::WelcomeReply& welcome) {
        // As of the log's beginning, so that the stream has to begin there.
        spoil(welcome);
        if (welcome.roomFirst == Seq{2})
            welcome.rosterAsOf = Seq{0};
    };
    scene.start();
    scene.join("小明");
    scene.run(2s);
    QVERIFY(!scene.has<WelcomeNotice>());
    QCOMPARE(scene.told().last(), QStringLiteral("ended: protocol error, 0 unconfirmed"));
}

void HostileTest::endsOnStreamsBeyondTheLastRecord_data()
{
    QTest::addColumn<std::uint64_t>("head");
    QTest::newRow("one more than can be sent") << wire::maxRecordSeq + 1;
    QTest::newRow("the last number but one") << ~std::uint64_t{0} - 1;
}

void HostileTest::endsOnStreamsBeyondTheLastRecord()
{
    QFETCH(std::uint64_t, head);
    EngineScene scene;
    scene.server.script = [&](const auto& asked) {
        chat::WelcomeReply welcome;
        welcome.member = MemberId{1};
        welcome.name = "小明";
        welcome.head = welcome.rosterAsOf = Seq{head};
        welcome.roomStream = StreamId{5};
        welcome.roomFirst = Seq{head + 1};
        welcome.rosterStream = StreamId{6};
        scene.server.reply(asked.seq, welcome);
        return true;
    };
    scene.start();
    scene.join("小明");
    scene.run(2s);
    QVERIFY(!scene.has<WelcomeNotice>());
    QCOMPARE(scene.told().last(), QStringLiteral("ended: protocol error, 0 unconfirmed"));
}

void HostileTest::tellsWhatPagesLeaveOut_data()
{
    QTest::addColumn<bool>("isMember");
    QTest::addColumn<chat::HistoryAnchor>("anchor");
    QTest::addColumn<std::uint64_t>("first");
    QTest::addColumn<std::uint64_t>("last");
    QTest::addColumn<std::uint64_t>("brokenAt"); // 0: nothing is missing
    const auto row = [](const char* name, bool isMember, const chat::HistoryAnchor& anchor,
                        std::uint64_t first, std::uint64_t last, std::uint64_t brokenAt) {
        QTest::newRow(name) << isMember << anchor << first << last << brokenAt;
    };
    const chat::BeforeEvent before{Seq{40}};
    const chat::AfterEvent after{Seq{60}};
    const chat::BeforeEvent beforeAll{Seq{1000}};
    row("a member's page", true, before, 30, 39, 0);
    row("a member's page too far back", true, before, 1, 10, 11);
    row("a member's page not up to the head", true, beforeAll, 40, 49, 50);
    row("a page", false, before, 30, 39, 0);
    row("a page too far back", false, before, 1, 10, 11);
    row("a page on", false, after, 61, 70, 0);
    row("a page too far on", false, after, 65, 70, 61);
}

void HostileTest::tellsWhatPagesLeaveOut()
{
    QFETCH(bool, isMember);
    QFETCH(chat::HistoryAnchor, anchor);
    QFETCH(std::uint64_t, first);
    QFETCH(std::uint64_t, last);
    QFETCH(std::uint64_t, brokenAt);
    EngineScene scene;
    for (int i = 0; i < 80; ++i)
        scene.server.announces(std::to_string(i));
    const auto ask = [&](const chat::HistoryAnchor& from, Seq begin, Seq end) {
        scene.server.script = [&, begin, end](const auto& asked) {
            scene.server.reply(asked.seq, scene.server.page(begin, end));
            return true;
        };
        scene.with([&](auto& engine, auto& out) { return engine.history(scene.now, from, 10, out); });
        scene.run(1s);
    };
    if (isMember) {
        scene.enter();
    } else {
        scene.start();
        ask(chat::BeforeEvent{Seq{61}}, Seq{40}, Seq{60});
    }
    ask(anchor, Seq{first}, Seq{last});
    const PageNotice told = scene.all<PageNotice>().back();
    QCOMPARE(told.page.events.front().seq, Seq{first});
    QCOMPARE(told.verdict == ChainVerdict::broken, brokenAt != 0);
    QCOMPARE(scene.engine().completeness().brokenAt.value_or(Seq{}).value, brokenAt);
    QVERIFY(!scene.engine().hasEnded());
}

void HostileTest::doesNotMissInAPageWhatCameAfterItWasAskedFor()
{
    EngineScene scene;
    scene.enter();
    const Seq head = scene.server.head();
    std::optional<Seq> question;
    scene.server.script = [&](const auto& asked) {
        question = asked.seq;
        return true;
    };
    scene.with([&](auto& engine, auto& out) {
        return engine.history(scene.now, chat::BeforeEvent{Seq{1000}}, 10, out);
    });
    scene.run(1s);
    const chat::PageReply page = scene.server.page(Seq{1}, head);
    scene.server.announces("meanwhile");
    scene.run(1s);
    scene.server.reply(question.value(), page);
    scene.run(1s);
    QVERIFY(scene.all<PageNotice>().front().verdict == ChainVerdict::joined);
}

void HostileTest::skipsWhatItDoesNotKnow()
{
    EngineScene scene;
    scene.enter();
    // {0: 99, 1: 0}, a reply of a later version
    scene.server.rawReply({0xa2, 0x00, 0x18, 0x63, 0x01, 0x00});
    chat::Event later{{}, MemberId{1}, "小明", {}, chat::Content{{}, "?"}, chat::UnknownKind{77}, {}};
    scene.server.event(later);
    scene.server.announces("after it");
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"3 announcement: after it"}));
    // It counts: the chain goes over it, and the place is proved to the server.
    scene.closeByServer(wire::CloseCode::shutdown);
    scene.run(5s);
    QCOMPARE(scene.told().last(), QStringLiteral("link resumed"));
}

void HostileTest::doesNotWaitForEverWhateverItIsTold()
{
    EngineScene scene;
    scene.enter();
    int refusals = 1;
    scene.server.script = [&](const auto& asked) {
        if (refusals-- <= 0)
            return false;
        scene.server.refuse(asked, chat::RefusalCode::rate, 1000h);
        return true;
    };
    scene.say("patience");
    scene.run(61s);
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{1});
}

void HostileTest::livesThroughNoise()
{
    EngineScene scene;
    SeededEntropy dice(17);
    scene.enter();
    // One bit in every tenth datagram is flipped, either way.
    scene.loses = [&](bool isToServer, ByteView bytes) {
        if (isToServer || dice.drawBelow(10) != 0)
            return false;
        Bytes spoilt = copyOf(bytes);
        spoilt[dice.drawBelow(spoilt.size())] ^= static_cast<Byte>(1U << dice.drawBelow(8));
        scene.inject(spoilt);
        return true;
    };
    for (int i = 0; i < 100; ++i) {
        scene.server.announces(std::to_string(i));
        scene.run(200ms);
    }
    scene.run(5s);
    QCOMPARE(scene.all<EventNotice>().size(), std::size_t{100});
    QVERIFY(!scene.has<LinkNotice>());
}

QTEST_GUILESS_MAIN(HostileTest)
#include "hostile_test.moc"
