#include "protocol/base/ids.h"
#include "server/core/bucket_table.h"
#include "server/core/token_bucket.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

class TokenBucketTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesTheBurstAndThenTheRate()
    {
        const BucketRate rate{10, 3};
        TokenBucket bucket;
        const Instant start{1h};
        for (int i = 0; i < 3; ++i) {
            QVERIFY(bucket.has(start, rate, 1));
            bucket.take(start, rate, 1);
        }
        QVERIFY(!bucket.has(start, rate, 1));
        QCOMPARE(bucket.waitFor(start, rate, 1), Duration(100ms));
        QVERIFY(bucket.has(start + 100ms, rate, 1));
        QVERIFY(!bucket.has(start + 100ms, rate, 2));
    }

    void isNeverMoreThanFull()
    {
        const BucketRate rate{10, 3};
        TokenBucket bucket;
        bucket.take(Instant{1h}, rate, 3);
        QVERIFY(!bucket.isFull(Instant{1h} + 299ms));
        QVERIFY(bucket.isFull(Instant{1h} + 300ms));
        QVERIFY(bucket.has(Instant{2h}, rate, 3));
        bucket.take(Instant{2h}, rate, 3);
        QVERIFY(!bucket.has(Instant{2h}, rate, 1));
    }

    void whatIsLargerThanTheBurstNeedsAFullBucketAndLeavesADebt()
    {
        const BucketRate rate{10, 3};
        TokenBucket bucket;
        const Instant start{1h};
        QVERIFY(bucket.has(start, rate, 100));
        bucket.take(start, rate, 100);
        QCOMPARE(bucket.waitFor(start, rate, 1), Duration(9800ms)); // 97 owed, and one to be had
        QVERIFY(!bucket.has(start + 9s, rate, 100));
        QVERIFY(bucket.has(start + 10s, rate, 100));
    }

    void noDebtLastsLongerThanADay()
    {
        const BucketRate rate{0.1, 3};
        TokenBucket bucket;
        const Instant start{1h};
        for (int i = 0; i < 100'000; ++i)
            bucket.take(start, rate, 1);
        QVERIFY(!bucket.isFull(start + 23h));
        QVERIFY(bucket.isFull(start + 24h));
    }

    void aRateOfZeroIsNoLimit()
    {
        TokenBucket bucket;
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(bucket.has(Instant{1h}, {}, 1e9));
            bucket.take(Instant{1h}, {}, 1e9);
        }
    }

    void tooManyKeysShareOneBucketUntilOthersAreForgotten()
    {
        BucketTable<PublicKey> table({1, 2});
        const Instant start{1h};
        const auto keyOf = [](std::uint32_t number) {
            PublicKey key;
            for (std::size_t i = 0; i < 4; ++i)
                key.bytes[i] = static_cast<Byte>(number >> 8U * i);
            return key;
        };
        for (std::uint32_t i = 0; i < limits::rememberedRates; ++i)
            table.take(start, keyOf(i));
        QCOMPARE(table.size(), limits::rememberedRates);
        table.take(start, keyOf(1'000'000));
        table.take(start, keyOf(1'000'001));
        QVERIFY(!table.has(start, keyOf(1'000'002)));
        QVERIFY(table.has(start, keyOf(5))); // those known are not worse off
        QCOMPARE(table.size(), limits::rememberedRates);
        QVERIFY(table.has(start + 2s, keyOf(1'000'002)));
        QCOMPARE(table.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TokenBucketTest)
#include "token_bucket_test.moc"
