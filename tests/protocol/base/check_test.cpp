#include "protocol/base/check.h"
#include "tests/support/mistake.h"

#include <QTest>

using namespace hubbub;
using test::isMistake;

class CheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsTheProgramOnAMistakeOnly();
    void looksAtItsConditionOnce();
};

void CheckTest::endsTheProgramOnAMistakeOnly()
{
    QVERIFY(isMistake([] { CHECK(1 + 1 == 3); }));
    QVERIFY(!isMistake([] { CHECK(1 + 1 == 2); }));
}

void CheckTest::looksAtItsConditionOnce()
{
    int looks = 0;
    CHECK(++looks > 0);
    QCOMPARE(looks, 1);
}

QTEST_APPLESS_MAIN(CheckTest)
#include "check_test.moc"
