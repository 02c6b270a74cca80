#include "protocol/base/limits.h"
#include "protocol/link/partial_record.h"
#include "tests/support/seeded_entropy.h"

#include <QtTest>

using namespace hubbub;
using namespace hubbub::test;
using link::PartialRecord;
using Added = PartialRecord::Added;

namespace {

Bytes sample(std::size_t size)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<Byte>(i * 7 + i / 256);
    return bytes;
}

Added add(PartialRecord& record, ByteView whole, std::uint32_t from, std::uint32_t to)
{
    return record.add(from, whole.subspan(from, to - from));
}

} // namespace

class PartialRecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsTheFirstGap()
    {
        const Bytes whole = sample(100);
        PartialRecord record(Seq{1}, 100, {});
        QCOMPARE(add(record, whole, 40, 60), Added::added);
        QCOMPARE(record.firstGap(), (wire::ByteRange{0, 40}));
        QVERIFY(record.hasHole());
        QCOMPARE(add(record, whole, 0, 10), Added::added);
        QCOMPARE(record.firstGap(), (wire::ByteRange{10, 40}));
        QCOMPARE(add(record, whole, 10, 40), Added::added);
        QCOMPARE(record.firstGap(), (wire::ByteRange{60, 100}));
        QVERIFY(!record.hasHole());
        QCOMPARE(record.end(), 60U);
        QVERIFY(!record.complete());
        QCOMPARE(add(record, whole, 60, 100), Added::added);
        QVERIFY(record.complete());
        QCOMPARE(record.takeBytes(), whole);
    }

    void partsMayOverlapAndRepeat()
    {
        const Bytes whole = sample(100);
        PartialRecord record(Seq{1}, 100, {});
        add(record, whole, 10, 30);
        add(record, whole, 50, 70);
        QCOMPARE(add(record, whole, 15, 20), Added::repeated);
        QCOMPARE(add(record, whole, 10, 30), Added::repeated);
        QCOMPARE(add(record, whole, 20, 55), Added::added);
        QCOMPARE(record.firstGap(), (wire::ByteRange{0, 10}));
        QCOMPARE(add(record, whole, 12, 68), Added::repeated);
        QCOMPARE(add(record, whole, 0, 100), Added::added);
        QVERIFY(record.complete());
        QCOMPARE(record.takeBytes(), whole);
    }

    void piecesAreBounded()
    {
        const Bytes whole = sample(1'000);
        PartialRecord record(Seq{1}, 1'000, {});
        for (std::uint32_t i = 0; i < PartialRecord::mostPieces; ++i)
            QCOMPARE(add(record, whole, 2 * i + 1, 2 * i + 2), Added::added);
        QCOMPARE(add(record, whole, 500, 501), Added::noRoom);
        QCOMPARE(add(record, whole, 0, 1), Added::added);
        QCOMPARE(add(record, whole, 2, 3), Added::added);
        QCOMPARE(add(record, whole, 500, 501), Added::added);
    }

    void anyOrderOfAnyPartsMakesTheWhole()
    {
        SeededEntropy dice(1);
        for (int round = 0; round < 200; ++round) {
            const auto size = static_cast<std::uint32_t>(1 + dice.drawBelow(limits::recordBytes));
            const Bytes whole = sample(size);
            PartialRecord record(Seq{1}, size, {});
            std::vector<bool> have(size);
            for (int part = 0; part < 5'000 && !record.complete(); ++part) {
                // As likely at the edges as elsewhere.
                const std::uint64_t middle = dice.drawBelow(size + 1'200U);
                const auto from = static_cast<std::uint32_t>(
                    std::min<std::uint64_t>(size - 1, std::max<std::uint64_t>(middle, 600) - 600));
                const auto to = static_cast<std::uint32_t>(
                    std::min<std::uint64_t>(size, from + 1 + dice.drawBelow(1'200)));
                if (add(record, whole, from, to) != Added::noRoom)
                    std::fill(have.begin() + from, have.begin() + to, true);
                const auto gap = std::find(have.begin(), have.end(), false);
                QCOMPARE(record.complete(), gap == have.end());
                if (!record.complete())
                    QCOMPARE(record.firstGap().from, static_cast<std::uint32_t>(gap - have.begin()));
            }
            QVERIFY(record.complete());
            QCOMPARE(record.takeBytes(), whole);
        }
    }
};

QTEST_APPLESS_MAIN(PartialRecordTest)
#include "partial_record_test.moc"
