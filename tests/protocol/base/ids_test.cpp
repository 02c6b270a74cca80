#include "protocol/base/ids.h"
#include "tests/support/hex.h"

#include <QTest>

#include <type_traits>

using namespace hubbub;
using test::hex;

// What the strong types are for: none turns into another, nor into a number, by accident.
static_assert(!std::is_convertible_v<Seq, MemberId>);
static_assert(!std::is_convertible_v<StreamId, MemberId>);
static_assert(!std::is_convertible_v<std::uint64_t, Seq>);
static_assert(!std::is_convertible_v<Seq, std::uint64_t>);
static_assert(!std::is_convertible_v<Digest, ChainValue>);
static_assert(!std::is_convertible_v<OutboxId, LogId>);

class IdsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreOrdered();
    void opaqueIdsComeFromExactlyTheirBytes();
    void opaqueIdsAreOrderedByTheirBytes();
    void aShownFingerprintHasTenCharacters();
};

void IdsTest::numbersAreOrdered()
{
    QVERIFY(Seq{1} < Seq{2});
    QVERIFY(Seq{} == Seq{0});
    QVERIFY(next(Seq{41}) == Seq{42});
    QCOMPARE(std::hash<MemberId>{}(MemberId{7}), std::hash<MemberId>{}(MemberId{7}));
}

void IdsTest::opaqueIdsComeFromExactlyTheirBytes()
{
    const auto salt = Salt::from(hex("0102030405060708"));
    QVERIFY(salt);
    QCOMPARE(copyOf(salt->view()), hex("0102030405060708"));
    QVERIFY(!Salt::from(hex("01020304050607")));
    QVERIFY(!Salt::from(hex("010203040506070809")));
    QVERIFY(!Salt::from({}));
}

void IdsTest::opaqueIdsAreOrderedByTheirBytes()
{
    const auto low = *Salt::from(hex("0000000000000001"));
    const auto high = *Salt::from(hex("0100000000000000"));
    QVERIFY(low < high);
    QVERIFY(low != high);
    QCOMPARE(std::hash<Salt>{}(low), std::hash<Salt>{}(low));
}

void IdsTest::aShownFingerprintHasTenCharacters()
{
    const auto fingerprint = *Fingerprint::from(hex("fbff00112233aabb"));
    QCOMPARE(shownFingerprint(fingerprint), std::string("-_8AESIzqr"));
}

QTEST_APPLESS_MAIN(IdsTest)
#include "ids_test.moc"
