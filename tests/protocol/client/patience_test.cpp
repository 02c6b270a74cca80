// How long is waited for a server, and what shortens it.
#include "protocol/client/patience.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;

namespace {

constexpr Instant at(Duration since)
{
    return Instant{1h} + since;
}

} // namespace

class PatienceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackForEverUnlessOnlyAnotherServerAnswers()
    {
        Patience patience({}, {});
        patience.waitToComeBack(at(0s));
        QVERIFY(!patience.deadline());
        patience.handleRefusal(at(10s));
        QCOMPARE(patience.deadline(), std::optional(at(70s)));
        patience.handleRefusal(at(20s));
        QCOMPARE(patience.deadline(), std::optional(at(70s)));
        patience.forgetRefusal();
        QVERIFY(!patience.deadline());
    }

    void beginsAnewWithEveryLoss()
    {
        Patience patience({}, {});
        patience.handleRefusal(at(0s));
        patience.waitToComeBack(at(2min));
        QVERIFY(!patience.isOver(at(2min)));
        QVERIFY(!patience.deadline());
    }
};

QTEST_GUILESS_MAIN(PatienceTest)
#include "patience_test.moc"
