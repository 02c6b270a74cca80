#include "protocol/base/result.h"
#include "tests/support/mistake.h"

#include <QTest>

#include <memory>

using namespace hubbub;
using test::isMistake;

namespace {

enum class Reason { tooLarge, negative };

Result<int, Reason> half(int number)
{
    if (number < 0)
        return Unexpected(Reason::negative);
    return number / 2;
}

} // namespace

class ResultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsAValueOrTheReason();
    void tellsThemApartWhenBothHaveOneType();
    void carriesWhatCanOnlyBeMoved();
    void reachesIntoItsValue();
    void askingForWhatIsNotThereIsAMistake();
};

void ResultTest::holdsAValueOrTheReason()
{
    const auto good = half(8);
    QVERIFY(good);
    QVERIFY(good.has_value());
    QCOMPARE(*good, 4);
    const auto bad = half(-1);
    QVERIFY(!bad);
    QVERIFY(bad.error() == Reason::negative);
}

void ResultTest::tellsThemApartWhenBothHaveOneType()
{
    const Result<std::string, std::string> value = std::string("text");
    const Result<std::string, std::string> error = Unexpected(std::string("text"));
    QVERIFY(value.has_value());
    QVERIFY(!error.has_value());
    QCOMPARE(error.error(), std::string("text"));
}

void ResultTest::carriesWhatCanOnlyBeMoved()
{
    Result<std::unique_ptr<int>, Failure> result = std::make_unique<int>(3);
    const std::unique_ptr<int> taken = std::move(*result);
    QCOMPARE(*taken, 3);
}

void ResultTest::reachesIntoItsValue()
{
    const Result<std::string, Failure> fixed = std::string("four");
    QCOMPARE(fixed->size(), std::size_t{4});
    Result<std::string, Failure> changing = std::string("four");
    changing->push_back('!');
    QCOMPARE(changing.value(), std::string("four!"));
}

void ResultTest::askingForWhatIsNotThereIsAMistake()
{
    QVERIFY(isMistake([] { *half(-1); }));
    QVERIFY(isMistake([] { half(1).error(); }));
    QVERIFY(!isMistake([] { *half(1); }));
}

QTEST_APPLESS_MAIN(ResultTest)
#include "result_test.moc"
