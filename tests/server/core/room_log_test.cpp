// The log in memory: the tail, its chain, and what is read back from further behind.
#include "server/core/limits.h"
#include "server/core/room_log.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

namespace {

/// A log of `count` events with its true chain.
struct Written {
    RestoredRoom room;
    std::vector<ChainValue> chain{ChainValue{}}; ///< h(0), h(1), …
    std::vector<Bytes> records;
};

Written write(std::uint64_t count, std::size_t tail)
{
    Written written;
    for (std::uint64_t i = 1; i <= count; ++i) {
        chat::Event event;
        event.time = WallTime{static_cast<std::int64_t>(i)};
        event.member = MemberId{1};
        event.name = "Ming";
        event.content = chat::Content{{}, "text " + std::to_string(i)};
        event.what = chat::Message{};
        written.records.push_back(chat::encode(chat::LogRecord(event)));
        written.chain.push_back(chat::chainNext(written.chain.back(), Seq{i}, event));
    }
    written.room.state.head = Seq{count};
    written.room.state.chain = written.chain.back();
    written.room.tail.assign(written.records.end() - static_cast<std::ptrdiff_t>(tail),
                             written.records.end());
    return written;
}

Bytes found(const RoomLog& log, std::uint64_t seq)
{
    const auto record = log.find(Seq{seq});
    return record ? copyOf(*record) : Bytes{};
}

} // namespace

class RoomLogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWholeLogInMemoryKnowsItsChain()
    {
        Written written = write(10, 10);
        const RoomLog log(written.room);
        QVERIFY(!log.missingChain());
        for (std::uint64_t seq = 0; seq <= 10; ++seq)
            QCOMPARE(log.chainAt(Seq{seq}), written.chain[seq]);
        QCOMPARE(found(log, 1), written.records[0]);
        QVERIFY(!log.find(Seq{11}));
        QVERIFY(!log.find(Seq{0}));
    }

    void aTailLearnsItsChainFromTheStore()
    {
        Written written = write(10, 4);
        RoomLog log(written.room);
        QCOMPARE(log.missingChain(), Seq{6});
        QCOMPARE(log.chainAt(Seq{10}), written.chain[10]);
        QVERIFY(!log.chainAt(Seq{8}));
        log.setMissingChain(written.chain[6]);
        QVERIFY(!log.missingChain());
        for (std::uint64_t seq = 7; seq <= 10; ++seq)
            QCOMPARE(log.chainAt(Seq{seq}), written.chain[seq]);
        QVERIFY(!log.chainAt(Seq{3}));
    }

    void aTailThatDoesNotLeadToTheHeadIsNotVouchedFor()
    {
        Written written = write(10, 4);
        RoomLog log(written.room);
        log.setMissingChain(ChainValue{});
        QVERIFY(!log.chainAt(Seq{8}));
        QCOMPARE(log.chainAt(Seq{10}), written.chain[10]);
        QCOMPARE(log.chainsFrom(), Seq{10});
    }

    void theTailIsBounded()
    {
        Written written = write(0, 0);
        RoomLog log(written.room);
        for (std::uint64_t seq = 1; seq <= limits::tailRecords + 10; ++seq) {
            log.append(Seq{seq}, Bytes{1}, {});
            QVERIFY(seq + 1 - log.tailFirst().value <= limits::tailRecords);
        }
        // Some go at once, so that this need not be done each time.
        QVERIFY(log.find(Seq{100}).has_value());
        QVERIFY(!log.find(Seq{10}));
        QCOMPARE(log.chainsFrom(), log.tailFirst());
    }

    void theTailIsBoundedInBytes()
    {
        Written written = write(0, 0);
        RoomLog log(written.room);
        constexpr std::uint64_t count = limits::tailBytes / 20'000 + 10;
        for (std::uint64_t seq = 1; seq <= count; ++seq)
            log.append(Seq{seq}, Bytes(20'000), {});
        QVERIFY(!log.find(Seq{1}));
        QVERIFY(log.find(Seq{count - 1000}).has_value());
    }

    void oldRecordsAreReadBackInBlocks()
    {
        Written written = write(300, 10);
        RoomLog log(written.room);
        QVERIFY(!log.find(Seq{70}));
        QVERIFY(log.blocks().takeMissed());
        QVERIFY(!log.find(Seq{71}));
        const Instant now{1h};
        const auto wanted = log.blocks().takeWanted(now);
        QCOMPARE(wanted.size(), std::size_t{1}); // one block holds both
        const Seq start = wanted.front().block;
        QCOMPARE(wanted.front().first, start);
        QVERIFY(start <= Seq{70} && Seq{70}.value < start.value + limits::blockRecords);
        QVERIFY(log.blocks().takeWanted(now).empty()); // told once

        const auto first = written.records.begin() + static_cast<std::ptrdiff_t>(start.value - 1);
        log.blocks().put(now, wanted.front(), start, {first, first + limits::blockRecords});
        QCOMPARE(found(log, 70), written.records[69]);
        QCOMPARE(found(log, 71), written.records[70]);
    }

    /// The block at the tail's edge is read whole, and holds records that the tail has as well.
    void aRemovedTextDoesNotComeBackFromABlock()
    {
        Written written = write(300, 10);
        RoomLog log(written.room);
        const Instant now{1h};
        QVERIFY(!log.find(Seq{290}));
        const auto wanted = log.blocks().takeWanted(now);
        const Seq start = wanted.front().block;
        const auto first = written.records.begin() + static_cast<std::ptrdiff_t>(start.value - 1);
        log.blocks().put(now, wanted.front(), start, {first, written.records.end()});
        QVERIFY(log.blocks().peek(Seq{295}).has_value());

        log.removeText(Seq{295});
        const auto isRemoved = [&] {
            const auto record = chat::decodeLogRecord(found(log, 295));
            return record && std::holds_alternative<chat::Tombstone>(std::get<chat::Event>(*record).content);
        };
        QVERIFY(isRemoved());
        for (std::uint64_t seq = 301; log.tailFirst() <= Seq{295}; ++seq)
            log.append(Seq{seq}, Bytes{1}, {});
        QVERIFY(isRemoved());
        QCOMPARE(found(log, 294), written.records[293]);
    }

    void aReadThatFailedIsMadeAgainLater()
    {
        Written written = write(300, 10);
        RoomLog log(written.room);
        const Instant now{1h};
        log.find(Seq{1});
        log.blocks().put(now, log.blocks().takeWanted(now).front(), Seq{1}, {});
        log.find(Seq{1});
        QVERIFY(log.blocks().takeWanted(now).empty());
        QCOMPARE(log.blocks().deadline(), now + limits::blockRetry);
        QCOMPARE(log.blocks().takeWanted(now + limits::blockRetry).size(), std::size_t{1});
    }

    void aBlockMayComeInParts()
    {
        Written written = write(300, 10);
        RoomLog log(written.room);
        const Instant now{1h};
        const auto recordsFrom = [&](Seq seq, std::ptrdiff_t count) {
            const auto first = written.records.begin() + static_cast<std::ptrdiff_t>(seq.value - 1);
            return std::vector<Bytes>(first, first + count);
        };
        QVERIFY(!log.find(Seq{60}));
        auto read = log.blocks().takeWanted(now).front();
        QCOMPARE(read.first, Seq{1});
        log.blocks().put(now, read, read.first, recordsFrom(read.first, 40));
        QCOMPARE(found(log, 40), written.records[39]);
        QVERIFY(!log.find(Seq{60}));
        read = log.blocks().takeWanted(now).front();
        QCOMPARE(read.first, Seq{41});
        QCOMPARE(read.count, limits::blockRecords - 40);
        log.blocks().put(now, read, read.first, recordsFrom(read.first, 24));
        QCOMPARE(found(log, 60), written.records[59]);
        QCOMPARE(found(log, 1), written.records[0]);
    }

    void readsAreBoundedPerTurnAndUnderWay()
    {
        Written written = write(2000, 1);
        RoomLog log(written.room);
        for (std::uint64_t seq = 1; seq < 1999; seq += limits::blockRecords)
            log.find(Seq{seq});
        const Instant now{1h};
        std::size_t underWay = 0;
        for (int turn = 0; turn < 10; ++turn) {
            const auto wanted = log.blocks().takeWanted(now);
            QVERIFY(wanted.size() <= limits::blocksPerTurn);
            underWay += wanted.size();
        }
        QCOMPARE(underWay, limits::blocksUnderWay);
    }

    void theCacheForgetsTheBlockNotUsedForLongest()
    {
        Written written = write(5000, 1);
        RoomLog log(written.room);
        const Instant now{1h};
        const std::size_t perBlock = limits::blockRecords * std::size_t{20'000};
        const std::size_t fitting = limits::blockCacheBytes / perBlock;
        for (std::size_t i = 0; i <= fitting; ++i) {
            log.find(Seq{i * limits::blockRecords + 1});
            const auto read = log.blocks().takeWanted(now).front();
            log.blocks().put(now, read, read.first, std::vector<Bytes>(limits::blockRecords, Bytes(20'000)));
            QVERIFY(log.find(Seq{1}).has_value() || i >= fitting); // kept in use
        }
        QVERIFY(log.find(Seq{1}).has_value());
        QVERIFY(!log.find(Seq{limits::blockRecords + 1}));
    }

    void aViewEndsAtTheOwnLeave()
    {
        Written written = write(10, 10);
        const RoomLog log(written.room);
        RoomView view(log);
        QCOMPARE(view.head(), Seq{10});
        view.endAt(Seq{7});
        QCOMPARE(view.head(), Seq{7});
        QVERIFY(view.find(Seq{7}).has_value());
        QVERIFY(!view.find(Seq{8}));
    }
};

QTEST_APPLESS_MAIN(RoomLogTest)
#include "room_log_test.moc"
