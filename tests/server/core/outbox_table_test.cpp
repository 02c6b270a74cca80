// Which outboxes are remembered, against a plain list that looks through all of them each time.
#include "server/core/outbox_table.h"
#include "tests/server/core/sample_commands.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <algorithm>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

/// The rule word for word.
class PlainTable {
public:
    void use(const OutboxKey& outbox, SubmissionNumber number, WallTime time)
    {
        std::erase_if(outboxes_, [&](const FoldedOutbox& other) { return other.outbox == outbox; });
        outboxes_.push_back({outbox, number, time});
    }
    void forgetOld(WallTime time)
    {
        std::vector<FoldedOutbox> kept;
        for (const FoldedOutbox& outbox : outboxes_) {
            const auto later =
                std::count_if(outboxes_.begin(), outboxes_.end(), [&outbox](const FoldedOutbox& other) {
                    return other.outbox.key == outbox.outbox.key
                        && std::pair(other.used, other.outbox.id) > std::pair(outbox.used, outbox.outbox.id);
                });
            if (later < 8 || outbox.used.milliseconds + OutboxTable::keptMilliseconds > time.milliseconds)
                kept.push_back(outbox);
        }
        outboxes_ = kept;
    }
    std::vector<FoldedOutbox> all() const
    {
        auto sorted = outboxes_;
        std::sort(sorted.begin(), sorted.end(),
                  [](const FoldedOutbox& a, const FoldedOutbox& b) { return a.outbox < b.outbox; });
        return sorted;
    }

private:
    std::vector<FoldedOutbox> outboxes_;
};

OutboxKey outboxNumber(std::uint32_t number)
{
    OutboxKey outbox;
    for (std::size_t i = 0; i < 4; ++i)
        outbox.key.bytes[i] = static_cast<Byte>(number >> (24 - 8 * i));
    return outbox;
}

} // namespace

class OutboxTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersByTheRule();
    void takesBackWhatItDid();
    void isBoundedHoweverManyKeysCome();
};

void OutboxTableTest::remembersByTheRule()
{
    SeededEntropy entropy(1);
    PlainTable plain;
    OutboxTable table;
    WallTime time{1000};
    std::size_t forgotten = 0;
    for (std::uint32_t number = 1; number < 4000; ++number) {
        // Often several in the same millisecond; days pass now and then.
        time.milliseconds += static_cast<std::int64_t>(entropy.drawBelow(3));
        if (entropy.drawBelow(30) == 0)
            time.milliseconds += static_cast<std::int64_t>(entropy.drawBelow(20)) * 24 * 60 * 60 * 1000;
        const auto outbox =
            outboxOf(static_cast<Byte>(entropy.drawBelow(3)), static_cast<Byte>(entropy.drawBelow(30)));
        OutboxChange change;
        table.use(outbox, SubmissionNumber{number}, time, change);
        table.forgetOld(time, change);
        plain.use(outbox, SubmissionNumber{number}, time);
        plain.forgetOld(time);
        QCOMPARE(table.all(), plain.all());
        QCOMPARE(table.cursorOf(outbox), SubmissionNumber{number});
        forgotten += change.forgotten.size();
        if (number % 100 == 0)
            table = OutboxTable(table.all());
    }
    QVERIFY(forgotten > 500);
}

void OutboxTableTest::takesBackWhatItDid()
{
    SeededEntropy entropy(2);
    OutboxTable table;
    OutboxTable straight;
    WallTime time{1000};
    for (std::uint32_t number = 1; number < 2000; ++number) {
        std::vector<OutboxChange> changes(1 + entropy.drawBelow(4));
        const WallTime began = time;
        for (OutboxChange& change : changes) {
            time.milliseconds += static_cast<std::int64_t>(entropy.drawBelow(3)) * 3 * 24 * 60 * 60 * 1000;
            const Byte instance = static_cast<Byte>(entropy.drawBelow(30));
            table.use(outboxOf(1, instance), SubmissionNumber{number}, time, change);
            table.forgetOld(time, change);
        }
        // The first stays, what came after it does not.
        for (std::size_t i = changes.size() - 1; i > 0; --i)
            table.undo(changes[i]);
        time = changes[0].used->used;
        OutboxChange change;
        straight.use(changes[0].used->outbox, SubmissionNumber{number}, time, change);
        straight.forgetOld(time, change);
        QCOMPARE(table.all(), straight.all());
        QVERIFY(began <= time);
    }
}

void OutboxTableTest::isBoundedHoweverManyKeysCome()
{
    OutboxTable table;
    constexpr std::uint32_t most = OutboxTable::keptInAll;
    for (std::uint32_t number = 0; number < most; ++number) {
        OutboxChange change;
        table.use(outboxNumber(number), SubmissionNumber{7}, WallTime{1000 + number / 10}, change);
        QVERIFY(change.forgotten.empty());
    }
    OutboxChange again;
    table.use(outboxNumber(0), SubmissionNumber{8}, WallTime{most}, again);
    QVERIFY(again.forgotten.empty());

    OutboxChange change;
    table.use(outboxNumber(most), SubmissionNumber{1}, WallTime{most}, change);
    QCOMPARE(change.forgotten.size(), std::size_t{1});
    QCOMPARE(change.forgotten[0].outbox.outbox, outboxNumber(1));
    QCOMPARE(table.cursorOf(outboxNumber(1)), SubmissionNumber{});
    QCOMPARE(table.cursorOf(outboxNumber(0)), SubmissionNumber{8});
    QCOMPARE(table.all().size(), OutboxTable::keptInAll);

    table.undo(change);
    QCOMPARE(table.cursorOf(outboxNumber(1)), SubmissionNumber{7});
    QCOMPARE(table.cursorOf(outboxNumber(most)), SubmissionNumber{});
    QCOMPARE(table.all().size(), OutboxTable::keptInAll);
}

QTEST_APPLESS_MAIN(OutboxTableTest)
#include "outbox_table_test.moc"
