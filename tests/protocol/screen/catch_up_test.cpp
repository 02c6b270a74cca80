// Who comes back is told what they have missed, and no more than is known.
#include "protocol/screen/catch_up.h"
#include "tests/support/room_notices.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::screen;
using namespace hubbub::screen::test;

namespace {

const QString me = QStringLiteral("小明");

} // namespace

class CatchUpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasMissedIsCounted()
    {
        CatchUp missed;
        missed.begin(Seq{10}, Seq{20});
        missed.add(message(9, "小红", "read before"), me);
        missed.add(message(11, "小红", "hello"), me);
        missed.add(message(12, "小红", "@小明 are you there?"), me);
        missed.add(announcement(13, "lunch"), me);
        missed.add(joined(14, 4, "Tom"), me);
        missed.add(left(15, 4, "Tom"), me);
        missed.add(ownMessage(16, "said elsewhere"), me);
        missed.add(left(17, 1, "小明"), me); // of an earlier membership
        missed.add(message(21, "小红", "live"), me);
        QCOMPARE(missed.messages(), 2);
        QCOMPARE(missed.mentions(), 1);
        QCOMPARE(missed.announcements(), 1);
        QCOMPARE(missed.from(), Seq{11});
        QVERIFY(missed.isWhole());
        QCOMPARE(missed.text(),
                 QStringLiteral("New messages: 2 · mentioning you: 1 · notices: 1 · Tom came and went"));
    }
    void manyPeopleAreCounted()
    {
        CatchUp missed;
        missed.begin(Seq{1}, Seq{100});
        missed.add(message(2, "小红", "hello"), me);
        for (std::uint32_t number = 3; number < 18; ++number)
            missed.add(joined(number, number, "P" + std::to_string(number)), me);
        QVERIFY(missed.text().endsWith(QStringLiteral("P3, P4, P5 and 12 more joined the room")));
    }
    void whatCannotBeKnownIsNotClaimed()
    {
        CatchUp missed;
        missed.begin(Seq{10}, Seq{5'000});
        missed.add(message(4'901, "小红", "hello"), me);
        QVERIFY(!missed.isWhole());
        QCOMPARE(missed.text(), QStringLiteral("New messages: at least 1"));
        QCOMPARE(missed.from(), Seq{11});
        missed.begin(Seq{10}, Seq{5'000});
        missed.add(announcement(4'901, "lunch"), me);
        QCOMPARE(missed.text(), QStringLiteral("notices: at least 1"));
    }
    void whoWasNeverHereHasMissedNothing()
    {
        CatchUp missed;
        missed.begin(Seq{}, Seq{100});
        missed.add(message(2, "小红", "hello"), me);
        QVERIFY(missed.isEmpty());
        QCOMPARE(missed.text(), QString());
    }
    void comingsAndGoingsAloneAreNothing()
    {
        CatchUp missed;
        missed.begin(Seq{1}, Seq{100});
        missed.add(joined(2, 4, "Tom"), me);
        QVERIFY(missed.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CatchUpTest)
#include "catch_up_test.moc"
