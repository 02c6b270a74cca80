// Questions about the past, as sessions ask them: who may, how far, how often, and one at a time.
#include "protocol/chat/past_limits.h"
#include "server/core/limits.h"
#include "tests/support/test_room.h"

#include <QTest>

#include <ranges>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

namespace {

const chat::PageReply& pageIn(const std::optional<chat::Reply>& reply)
{
    CHECK(reply);
    const auto* const page = std::get_if<chat::PageReply>(&reply->what);
    CHECK(page != nullptr);
    return *page;
}

std::vector<std::uint64_t> seqsIn(const std::optional<chat::Reply>& reply)
{
    std::vector<std::uint64_t> seqs;
    for (const auto& entry : pageIn(reply).events)
        seqs.push_back(entry.seq.value);
    return seqs;
}

/// A page goes out when what was answered before it has been acknowledged.
std::optional<chat::Reply> ask(TestRoom& room, TestPeer& peer, const chat::Request& request)
{
    const Seq seq = peer.ask(request);
    room.settle();
    room.advance(200ms);
    return room.answerTo(peer, seq);
}

chat::HistoryRequest before(std::uint64_t seq, std::uint32_t limit)
{
    return {chat::BeforeEvent{Seq{seq}}, limit};
}

} // namespace

class LookBackTest : public QObject {
    Q_OBJECT

    /// Says `text 1` to `text n`.
    static void talk(TestRoom& room, TestPeer& peer, std::uint32_t count)
    {
        for (std::uint32_t i = 1; i <= count; ++i)
            room.say(peer, i, "text " + std::to_string(i));
    }

private Q_SLOTS:
    void aPageIsContiguousAndProven()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        talk(room, ming, 20);
        const auto reply = ask(room, ming, before(12, 5));
        QCOMPARE(seqsIn(reply), (std::vector<std::uint64_t>{7, 8, 9, 10, 11}));
        const auto& page = pageIn(reply);
        QVERIFY(page.more);
        QCOMPARE(page.firstKept, Seq{1});
        ChainValue chain = *page.chainBefore;
        for (const auto& entry : page.events)
            chain = chat::chainNext(chain, entry.seq, entry.record);
        QCOMPARE(chain, room.store.entries()[10].effect.chain);
    }

    void aSearchFindsTheNewest()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        talk(room, ming, 20);
        const auto reply = ask(room, ming, chat::SearchRequest{"TEXT 1", {}, 3});
        QCOMPARE(seqsIn(reply), (std::vector<std::uint64_t>{18, 19, 20}));
        QVERIFY(pageIn(reply).more && !pageIn(reply).chainBefore);
        const auto further = ask(room, ming, chat::SearchRequest{"TEXT 1", Seq{18}, 100});
        QCOMPARE(seqsIn(further).back(), std::uint64_t{17});
        QVERIFY(!pageIn(further).more);
        QCOMPARE(room.figure("history.searches"), std::uint64_t{2});
    }

    void anIllFormedSearchIsExplained()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        const auto reply = ask(room, ming, chat::SearchRequest{"before:soon", {}, 3});
        QCOMPARE(refusalOf(reply), RefusalCode::badArgument);
    }

    void pagesFitIntoARecord()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        for (std::uint32_t i = 1; i <= 8; ++i) {
            room.say(ming, i, std::string(i % 2 == 0 ? limits::textBytes : 3000, 'x'));
            room.advance(5s);
        }
        std::vector<std::uint64_t> all;
        std::uint64_t seq = 10;
        while (seq > 1) {
            const auto reply = ask(room, ming, before(seq, 200));
            QVERIFY(!pageIn(reply).events.empty());
            for (const auto& event : std::views::reverse(pageIn(reply).events))
                all.push_back(event.seq.value);
            seq = all.back();
        }
        QCOMPARE(all, (std::vector<std::uint64_t>{9, 8, 7, 6, 5, 4, 3, 2, 1}));
        const auto found = ask(room, ming, chat::SearchRequest{"xxx", {}, 200});
        QVERIFY(!pageIn(found).events.empty() && pageIn(found).more);
    }

    /// Somebody on a line of 64 kbit/s reads page after page while others talk: what they say waits behind
    /// the rest of a page at most.
    void whoReadsOnASlowLineHearsWhatIsSaid()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        std::uint32_t number = 0;
        for (; number < 400; room.advance(100ms))
            room.say(ming, ++number, std::string(150, 'x'));
        TestPeer& slow = room.stranger(room.drawKey());
        room.slowLine = {&slow, 8'000, 16 * 1024};
        slow.connect(room.now);
        room.advance(2s);
        slow.ask(room.joinRequest(slow, "Slow"));
        room.advance(10s);

        Seq asked = slow.ask(before(400, 200));
        std::size_t pages = 0;
        Duration longest{};
        for (int round = 0; round < 60; ++round) {
            const Seq said = okSeq(room.say(ming, ++number, "now"));
            const Instant since = room.now;
            for (bool hasCome = false; !hasCome; room.advance(10ms)) {
                hasCome = slow.events.back().seq >= said;
                if (room.answerTo(slow, asked)) {
                    ++pages;
                    asked = slow.ask(before(400 - pages % 300, 200));
                }
                QVERIFY(room.now - since < 10s);
            }
            longest = std::max(longest, room.now - since);
            room.advance(500ms);
        }
        QVERIFY2(pages >= 20, qPrintable(QString::number(pages)));
        const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(longest).count();
        QVERIFY2(milliseconds <= 1'200, qPrintable(QString::number(milliseconds)));
    }

    void whoHasNotJoinedMayReadAnOpenRoom()
    {
        TestRoom room;
        talk(room, room.member("Ming"), 3);
        TestPeer& tool = room.newcomer();
        QCOMPARE(seqsIn(ask(room, tool, before(99, 2))), (std::vector<std::uint64_t>{3, 4}));
        room.settings.allowedKeys = {PublicKey{{1}}};
        server::ServerOutbox out;
        room.core().apply(room.now, room.settings, out);
        QCOMPARE(refusalOf(ask(room, tool, before(99, 2))), RefusalCode::notAllowed);
    }

    void whoCouldNotEnterReadsNothing()
    {
        TestRoom room;
        const crypto::KeyPair key = room.drawKey();
        room.settings.admins = {key.shared};
        server::ServerOutbox out;
        room.core().apply(room.now, room.settings, out);
        TestPeer& admin = room.stranger(key);
        room.connect(admin);
        TestPeer& ming = room.member("Ming");
        talk(room, ming, 2);
        const crypto::KeyPair toolKey = room.drawKey();
        TestPeer& tool = room.stranger(toolKey);
        room.connect(tool);
        QCOMPARE(seqsIn(ask(room, tool, before(99, 2))), (std::vector<std::uint64_t>{2, 3}));
        QVERIFY(isOk(room.ask(admin, chat::LockRequest{true})));
        QCOMPARE(refusalOf(ask(room, tool, before(99, 2))), RefusalCode::notAllowed);
        QCOMPARE(refusalOf(ask(room, tool, chat::SearchRequest{"text", {}, 3})), RefusalCode::notAllowed);
        QCOMPARE(seqsIn(ask(room, ming, before(99, 2))), (std::vector<std::uint64_t>{3, 4}));
        QVERIFY(isOk(room.ask(admin, chat::LockRequest{false})));
        chat::RestrictRequest ban;
        ban.whom = tool.key();
        QVERIFY(isOk(room.ask(admin, ban)));
        TestPeer& again = room.stranger(toolKey);
        room.connect(again);
        QCOMPARE(refusalOf(ask(room, again, before(99, 2))), RefusalCode::banned);
    }

    void readingBackCanEndWhereOneEntered()
    {
        server::CoreSettings settings;
        settings.readBack = server::ReadBack::shown;
        settings.history = 3;
        TestRoom room(settings);
        talk(room, room.member("Ming"), 20);
        TestPeer& hong = room.member("Hong"); // event 22
        const auto reply = ask(room, hong, before(99, 100));
        QCOMPARE(seqsIn(reply), (std::vector<std::uint64_t>{19, 20, 21, 22}));
        QVERIFY(!pageIn(reply).more);
        QVERIFY(seqsIn(ask(room, hong, chat::SearchRequest{"\"text 5\"", {}, 9})).empty());
        TestPeer& tool = room.newcomer();
        QCOMPARE(refusalOf(ask(room, tool, before(99, 2))), RefusalCode::notAllowed);
    }

    void aLaterQuestionTakesThePlaceOfAnEarlierOne()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        talk(room, ming, 5);
        room.storeAnswers = false;
        const Seq first = ming.ask(chat::SearchRequest{"text", {}, 3});
        room.settle();
        const Seq second = ming.ask(before(5, 2));
        room.settle();
        QCOMPARE(refusalOf(room.answerTo(ming, first)), RefusalCode::busy);
        QVERIFY(!room.answerTo(ming, second));
        room.storeAnswers = true;
        room.settle();
        QCOMPARE(seqsIn(room.answerTo(ming, second)), (std::vector<std::uint64_t>{3, 4}));
        QCOMPARE(ming.answers.at(first).size(), std::size_t{1});
    }

    void whoIsGoneIsNotAnswered()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        talk(room, ming, 5);
        room.storeAnswers = false;
        ming.ask(chat::SearchRequest{"text", {}, 3});
        room.settle();
        QCOMPARE(room.figure("history.under-way"), std::uint64_t{1});
        ming.close();
        room.settle();
        room.storeAnswers = true;
        room.settle();
        QCOMPARE(room.figure("history.under-way"), std::uint64_t{0});
    }

    void askingTooOftenIsRefusedForAMoment_data()
    {
        QTest::addColumn<bool>("isSearch");
        QTest::addColumn<double>("burst");
        QTest::newRow("searches") << true << limits::searchBurst;
        QTest::newRow("pages") << false << limits::pageBurst;
    }

    void askingTooOftenIsRefusedForAMoment()
    {
        QFETCH(bool, isSearch);
        QFETCH(double, burst);
        const auto question =
            isSearch ? chat::Request(chat::SearchRequest{"nobody said it", {}, 3}) : before(99, 3);
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        std::optional<chat::Reply> reply;
        int answered = 0;
        for (; answered < 1000; ++answered) {
            reply = room.ask(ming, question);
            if (std::holds_alternative<chat::RefusedReply>(reply->what))
                break;
        }
        QCOMPARE(refusalOf(reply), RefusalCode::rate);
        QCOMPARE(answered, static_cast<int>(burst));
        room.advance(2s);
        QCOMPARE(seqsIn(ask(room, ming, question)).empty(), isSearch);
    }

    void soManyAreLookedForAtOnce()
    {
        TestRoom room;
        std::vector<TestPeer*> peers;
        for (std::size_t i = 0; i <= limits::pastUnderWay; ++i)
            peers.push_back(&room.newcomer());
        TestPeer& last = *peers.back();
        peers.pop_back();
        room.storeAnswers = false;
        for (TestPeer* const peer : peers)
            peer->ask(before(99, 3));
        room.settle();
        QCOMPARE(room.figure("history.under-way"), std::uint64_t{limits::pastUnderWay});
        QCOMPARE(refusalOf(room.ask(last, before(99, 3))), RefusalCode::busy);
        room.storeAnswers = true;
        room.settle();
        QVERIFY(seqsIn(ask(room, last, before(99, 3))).empty());
    }

    void theWelcomeTellsWhereTheLogBegins()
    {
        TestRoom room;
        QCOMPARE(room.member("Ming").welcome->firstKept, Seq{1});
    }
};

QTEST_GUILESS_MAIN(LookBackTest)
#include "look_back_test.moc"
