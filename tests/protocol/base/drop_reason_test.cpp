#include "protocol/base/drop_reason.h"
#include "tests/support/mistake.h"

#include <QTest>

#include <set>

using namespace hubbub;
using test::isMistake;

class DropReasonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDropReasonHasAWordOfItsOwn();
    void dropsAreCountedApart();
};

void DropReasonTest::everyDropReasonHasAWordOfItsOwn()
{
    std::set<std::string_view> words;
    for (std::size_t i = 0; i < dropReasonCount; ++i)
        words.insert(dropReasonWord(static_cast<DropReason>(i)));
    QCOMPARE(words.size(), dropReasonCount);
    QVERIFY(!words.contains(""));
    QVERIFY(isMistake([] { dropReasonWord(DropReason::count); }));
}

void DropReasonTest::dropsAreCountedApart()
{
    DropCounters counters;
    counters.add(DropReason::replayed);
    counters.add(DropReason::replayed);
    counters.add(DropReason::tooLong);
    QCOMPARE(counters[DropReason::replayed], std::uint64_t{2});
    QCOMPARE(counters[DropReason::tooLong], std::uint64_t{1});
    QCOMPARE(counters[DropReason::noRoom], std::uint64_t{0});
}

QTEST_APPLESS_MAIN(DropReasonTest)
#include "drop_reason_test.moc"
