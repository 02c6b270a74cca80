#include "bench/fan_out/room_facts.h"
#include "protocol/chat/event.h"
#include "protocol/chat/roster_entry.h"

#include <QTest>

#include <set>

using namespace hubbub;
using namespace hubbub::bench;

namespace {

Bytes eventOf(MemberId member, decltype(chat::Event::what) what, const std::string& text = {})
{
    chat::Event event;
    event.member = member;
    event.name = "Ben";
    event.content = chat::Content{{}, text};
    event.what = what;
    return chat::encode(event);
}

} // namespace

class RoomFactsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherRecordUnderOneSeqIsNoFact()
    {
        RoomFacts facts;
        const Bytes record = eventOf(MemberId{7}, chat::Message{}, messageText(12'345, 100));
        Bytes changed = record;
        changed.back() ^= 1U;
        QVERIFY(facts.find(Seq{5}, record) != nullptr);
        QVERIFY(facts.find(Seq{5}, record) != nullptr);
        QVERIFY(facts.find(Seq{5}, changed) == nullptr);
        QVERIFY(facts.find(Seq{6}, Bytes(20)) == nullptr);
    }

    void readsWhenAMessageWasSaid()
    {
        RoomFacts facts;
        for (const std::size_t bytes : {leastTextBytes, std::size_t{100}}) {
            const std::string text = messageText(0x1234'5678'9abc, bytes);
            QCOMPARE(text.size(), bytes);
            const EventFact* const fact = facts.find(Seq{bytes}, eventOf(MemberId{7}, chat::Message{}, text));
            QVERIFY(fact != nullptr);
            QCOMPARE(fact->saidAt, std::int64_t{0x1234'5678'9abc});
        }
    }

    void aRosterAndTheEventsThatMadeItHaveOneHash()
    {
        RoomFacts facts;
        const std::vector<chat::RosterEntry> entries{{MemberId{7}, "Ben", {}, {}},
                                                     {MemberId{9}, "Ben", {}, {}}};
        const std::vector<Bytes> records = chat::encodeRoster(entries);
        QCOMPARE(records.size(), std::size_t{1});
        const auto roster = facts.ofRoster(records.front());
        QVERIFY(roster.has_value());
        QCOMPARE(roster->entries, 2U);
        const EventFact seven = *facts.find(Seq{1}, eventOf(MemberId{7}, chat::Joined{}));
        const EventFact nine = *facts.find(Seq{2}, eventOf(MemberId{9}, chat::Joined{}));
        const EventFact gone = *facts.find(Seq{3}, eventOf(MemberId{7}, chat::Left{}));
        QCOMPARE(seven.entryHash + nine.entryHash, roster->hash);
        QCOMPARE(seven.entryHash + gone.entryHash, std::uint64_t{0});
        QCOMPARE(seven.rosterChange + gone.rosterChange, 0);
        QVERIFY(!facts.ofRoster(Bytes(20)).has_value());
    }

    void tellsWhatAllHave()
    {
        RoomFacts facts;
        const Bytes record = eventOf(MemberId{7}, chat::Message{}, messageText(1, 100));
        facts.find(Seq{1}, record);
        facts.beginAnew(Seq{1});
        QCOMPARE(facts.heldBy(2), Seq{1});
        ++facts.find(Seq{2}, record)->holders;
        ++facts.find(Seq{3}, record)->holders;
        QCOMPARE(facts.heldBy(2), Seq{1});
        ++facts.find(Seq{2}, record)->holders;
        QCOMPARE(facts.heldBy(2), Seq{2});
        ++facts.find(Seq{3}, record)->holders;
        QCOMPARE(facts.heldBy(2), Seq{3});
    }

    void hashesTellLengthsAndTailsApart()
    {
        const Bytes zeros(100);
        std::set<std::uint64_t> hashes;
        for (std::size_t length = 0; length <= zeros.size(); ++length)
            hashes.insert(quickHash(ByteView(zeros).first(length), 1));
        for (std::size_t at = 0; at < zeros.size(); ++at) {
            Bytes changed = zeros;
            changed[at] = 1;
            hashes.insert(quickHash(changed, 1));
        }
        QCOMPARE(hashes.size(), std::size_t{201});
    }
};

QTEST_GUILESS_MAIN(RoomFactsTest)
#include "room_facts_test.moc"
