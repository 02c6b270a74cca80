// A program that was ended with texts unconfirmed: the next one on the same profile says them, exactly once.
#include "protocol/client/outbox.h"
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

namespace {

/// What a profile would have read back from the journal.
RestoredOutbox replay(const std::vector<JournalEntry>& journal)
{
    RestoredOutbox restored;
    std::map<SubmissionNumber, SubmissionNumbered> unsettled;
    for (const JournalEntry& entry : journal) {
        if (const auto* drawn = std::get_if<OutboxDrawn>(&entry)) {
            restored.outbox = drawn->outbox;
        } else if (const auto* numbered = std::get_if<SubmissionNumbered>(&entry)) {
            unsettled[numbered->number] = *numbered;
            restored.nextNumber = std::max(restored.nextNumber, SubmissionNumber{numbered->number.value + 1});
        } else if (const auto* renumbered = std::get_if<SubmissionRenumbered>(&entry)) {
            auto node = unsettled.extract(renumbered->before);
            node.key() = node.mapped().number = renumbered->number;
            unsettled.insert(std::move(node));
            restored.nextNumber =
                std::max(restored.nextNumber, SubmissionNumber{renumbered->number.value + 1});
        } else {
            unsettled.erase(std::get<SubmissionSettled>(entry).number);
        }
    }
    for (const auto& [number, numbered] : unsettled)
        restored.unsettled.push_back(numbered);
    return restored;
}

} // namespace

class RestoredOutboxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysFirstWhatTheLastRunLeft();
    void saysOnceWhatHadArrived();
    void whatIsGivenUpIsNotSaidByTheNextRun();
    void whatTheLastRunLeftIsNotGivenUp();
    void tellsWhatIsRefusedWithoutASubmission();
    void keepsTheOrderOfWhatIsRefusedForTheRate();
    void keepsTheOrderIfTheLinkIsLostBehindARefusal();
    void keepsTheOrderWhereverACrashCutsTheJournal();
    void settlesAllInTheJournal();
    void neverReusesANumberThatTheServerHasSeen();
    void drawsAnotherOutboxWithoutARestoredOne();
    void drawsAnotherOutboxWhenTheNumbersAreUsedUp();
};

void RestoredOutboxTest::saysFirstWhatTheLastRunLeft()
{
    EngineScene scene;
    scene.enter(); // 1
    scene.isCut = true;
    scene.say("first");
    scene.say("second");
    const auto restored = replay(scene.journal);
    QCOMPARE(restored.unsettled.size(), std::size_t{2});

    scene.isCut = false;
    scene.settings.restored = restored;
    scene.journal.clear();
    scene.startAnew();
    scene.say("third");
    scene.start();
    scene.join("小明");
    scene.run(2s);
    QCOMPARE(scene.told().mid(3),
             lines({"welcome 小明 head 1: 小明 (attached)", "1 joined 小明 (history) (own)", "sent 0 as 2",
                    "2 message 小明: first (own)", "sent 0 as 3", "3 message 小明: second (own)",
                    "sent 1 as 4", "4 message 小明: third (own) (submission 1)"}));
    const auto joins = scene.server.all<chat::JoinRequest>();
    QVERIFY(joins[0].outbox == joins[1].outbox);
    QVERIFY(!std::holds_alternative<OutboxDrawn>(scene.journal.front()));
}

void RestoredOutboxTest::saysOnceWhatHadArrived()
{
    EngineScene scene;
    scene.enter();
    scene.loses = [](bool isToServer, ByteView) { return !isToServer; }; // the results are lost
    scene.say("arrived");
    scene.run(1s);
    QVERIFY(scene.server.head() == Seq{2});
    scene.settings.restored = replay(scene.journal);
    scene.loses = nullptr;
    scene.startAnew();
    scene.start();
    scene.join("小明");
    scene.run(2s);
    QVERIFY(scene.server.head() == Seq{2});
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
    QCOMPARE(scene.all<SentNotice>().size(), std::size_t{1});
    QVERIFY(scene.all<SentNotice>().front().submission == ofEarlierRun);
    QVERIFY(replay(scene.journal).unsettled.empty());
}

void RestoredOutboxTest::whatIsGivenUpIsNotSaidByTheNextRun()
{
    EngineScene scene;
    scene.enter(); // 1
    scene.isCut = true;
    scene.say("under way");
    scene.run(1s);
    scene.with([](ClientEngine& engine, ClientOutbox& out) { engine.giveUpUnsent(out); });
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
    scene.settings.restored = replay(scene.journal);
    QVERIFY(scene.settings.restored->unsettled.empty());

    scene.isCut = false;
    scene.startAnew();
    scene.say("later");
    scene.start();
    scene.join("小明");
    scene.run(2s);
    QVERIFY(scene.server.head() == Seq{2});
    // Nobody takes the number that the server may have seen.
    QVERIFY(scene.server.all<chat::SayRequest>().back().number == SubmissionNumber{2});
}

void RestoredOutboxTest::whatTheLastRunLeftIsNotGivenUp()
{
    EngineScene scene;
    scene.settings.restored =
        RestoredOutbox{OutboxId{{5}}, SubmissionNumber{8}, {{SubmissionNumber{7}, "old", {}, false}}};
    scene.say("fresh");
    scene.with([](ClientEngine& engine, ClientOutbox& out) { engine.giveUpUnsent(out); });
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{1});
    QVERIFY(scene.journal.empty());
    scene.start();
    scene.join("小明");
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("2 message 小明: old (own)"));
}

void RestoredOutboxTest::tellsWhatIsRefusedWithoutASubmission()
{
    EngineScene scene;
    scene.settings.restored =
        RestoredOutbox{OutboxId{{5}}, SubmissionNumber{8}, {{SubmissionNumber{7}, "old", {}, false}}};
    scene.server.script = [&](const auto& asked) {
        if (!std::holds_alternative<chat::SayRequest>(asked.what))
            return false;
        scene.server.refuse(asked, chat::RefusalCode::notStored);
        return true;
    };
    scene.start();
    scene.join("小明");
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("refused 0: NOT_STORED"));
    QVERIFY(scene.all<RefusedNotice>().front().submission == ofEarlierRun);
    // Not even a power cut makes the next run say what was shown as refused.
    QVERIFY(std::get<SubmissionSettled>(scene.journal.back()).isRefused);
}

void RestoredOutboxTest::keepsTheOrderOfWhatIsRefusedForTheRate()
{
    EngineScene scene;
    RestoredOutbox restored{OutboxId{{5}}, SubmissionNumber{301}, {}};
    for (std::uint32_t i = 1; i <= 300; ++i)
        restored.unsettled.push_back({SubmissionNumber{i}, std::to_string(i), {}, false});
    scene.settings.restored = restored;
    // All that is under way is refused, while the others wait under lower numbers than those are given.
    const Instant until = scene.now + 3s;
    int refusals = 0;
    scene.server.script = [&](const auto& asked) {
        if (!std::holds_alternative<chat::SayRequest>(asked.what) || scene.now > until)
            return false;
        ++refusals;
        scene.server.refuse(asked, chat::RefusalCode::rate, 1s);
        return true;
    };
    scene.start();
    scene.say("301");
    scene.join("小明");
    scene.run(20s);
    QVERIFY(refusals > 100 && refusals < 200); // then one by one
    int last = 0;
    for (const auto& each : scene.all<EventNotice>()) {
        if (std::holds_alternative<chat::Message>(each.event.what))
            QCOMPARE(std::string(each.event.text()), std::to_string(++last));
    }
    QCOMPARE(last, 301);
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
}

void RestoredOutboxTest::keepsTheOrderIfTheLinkIsLostBehindARefusal()
{
    SeededEntropy entropy(7);
    Outbox outbox(std::nullopt, entropy);
    Outbox::Journal journal;
    for (const char* text : {"one", "two", "three"})
        outbox.add({SubmissionId{1}, text, {}, false});
    for (int i = 0; i < 3; ++i)
        outbox.offerNext(true, journal);
    // The results of the others are lost with the session.
    outbox.postpone(SubmissionNumber{1}, journal);
    outbox.handleNewSession(journal);
    for (const auto& [number, text] : {std::pair{4U, "one"}, std::pair{5U, "two"}, std::pair{6U, "three"}}) {
        const auto offer = outbox.offerNext(true, journal);
        QVERIFY(offer.number == SubmissionNumber{number});
        QCOMPARE(std::get<chat::SayRequest>(offer.request).text, std::string(text));
        outbox.confirm({}, offer.number, Seq{number}, journal);
    }
    QVERIFY(replay(journal).unsettled.empty());
    QVERIFY(replay(journal).nextNumber == SubmissionNumber{7});
}

void RestoredOutboxTest::keepsTheOrderWhereverACrashCutsTheJournal()
{
    SeededEntropy entropy(8);
    Outbox outbox(std::nullopt, entropy);
    Outbox::Journal journal;
    for (const char* text : {"1", "2", "3", "4", "5"})
        outbox.add({SubmissionId{1}, text, {}, false});
    for (int i = 0; i < 4; ++i)
        outbox.offerNext(true, journal);
    const std::size_t before = journal.size();
    outbox.confirm({}, SubmissionNumber{1}, Seq{1}, journal);
    for (const std::uint32_t number : {2U, 3U, 4U})
        outbox.postpone(SubmissionNumber{number}, journal);
    QCOMPARE(journal.size(), before + 4);
    for (std::size_t kept = before + 1; kept <= journal.size(); ++kept) {
        const auto cut = journal.begin() + static_cast<std::ptrdiff_t>(kept);
        const RestoredOutbox restored = replay({journal.begin(), cut});
        QCOMPARE(restored.unsettled.size(), std::size_t{3});
        for (std::size_t i = 0; i < restored.unsettled.size(); ++i) {
            QCOMPARE(restored.unsettled[i].text, std::to_string(i + 2));
            QVERIFY(restored.unsettled[i].number < restored.nextNumber);
        }
    }
}

void RestoredOutboxTest::settlesAllInTheJournal()
{
    EngineScene scene;
    scene.enter();
    SeededEntropy dice(11);
    int refusals = 0;
    scene.server.script = [&](const auto& asked) {
        if (!std::holds_alternative<chat::SayRequest>(asked.what) || ++refusals % 5 != 0)
            return false;
        scene.server.refuse(asked, refusals % 2 == 0 ? chat::RefusalCode::rate : chat::RefusalCode::muted,
                            100ms);
        return true;
    };
    scene.loses = [&](bool, ByteView) { return dice.drawBelow(4) == 0; };
    for (int i = 0; i < 50; ++i)
        scene.say(std::to_string(i));
    scene.run(30s);
    QCOMPARE(scene.engine().unconfirmed(), std::size_t{0});
    QVERIFY(replay(scene.journal).unsettled.empty());
    QVERIFY(replay(scene.journal).nextNumber.value > 50);
}

void RestoredOutboxTest::neverReusesANumberThatTheServerHasSeen()
{
    EngineScene scene;
    scene.settings.restored =
        RestoredOutbox{OutboxId{{5}}, SubmissionNumber{3}, {}}; // an older copy of the profile
    scene.server.spoil = [](chat::WelcomeReply& welcome) { welcome.nextNumber = SubmissionNumber{100}; };
    scene.enter();
    scene.say("new");
    scene.run(1s);
    QVERIFY(scene.server.all<chat::SayRequest>().front().number == SubmissionNumber{100});
}

void RestoredOutboxTest::drawsAnotherOutboxWithoutARestoredOne()
{
    EngineScene scene;
    scene.enter();
    scene.startAnew();
    scene.start();
    scene.join("小明");
    scene.run(1s);
    const auto joins = scene.server.all<chat::JoinRequest>();
    QVERIFY(joins[0].outbox != joins[1].outbox);
}

void RestoredOutboxTest::drawsAnotherOutboxWhenTheNumbersAreUsedUp()
{
    EngineScene scene;
    scene.settings.restored = RestoredOutbox{
        OutboxId{{5}}, SubmissionNumber{8}, {{SubmissionNumber{0xffff'ffff}, "old", {}, false}}};
    scene.enter();
    scene.say("new");
    scene.run(1s);
    QVERIFY(scene.server.all<chat::JoinRequest>().front().outbox != OutboxId{{5}});
    QVERIFY(std::holds_alternative<OutboxDrawn>(scene.journal.front()));
    const auto says = scene.server.all<chat::SayRequest>();
    QCOMPARE(says.size(), std::size_t{2});
    QVERIFY(says[0].number == SubmissionNumber{1} && says[0].text == "old");
    QVERIFY(says[1].number == SubmissionNumber{2} && says[1].text == "new");
    QVERIFY(replay(scene.journal).unsettled.empty());
}

QTEST_GUILESS_MAIN(RestoredOutboxTest)
#include "restored_outbox_test.moc"
