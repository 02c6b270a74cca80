#include "protocol/link/sent_marks.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::link;

namespace {

Instant at(Duration sinceStart)
{
    return Instant{} + 1h + sinceStart;
}

} // namespace

class SentMarksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasNotSentIsNotBelieved();
    void aPacketIsBelievedForFiveSeconds();
    void nothingIsBelievedAfterSomethingAuthenticCame();
    void aBusySenderLosesNothingOfTheLastSeconds();
};

void SentMarksTest::whatWasNotSentIsNotBelieved()
{
    SentMarks marks;
    QVERIFY(!marks.isCredible(at(0s), 0, 0));
    marks.sent(at(0s), 0);
    QVERIFY(marks.isCredible(at(0s), 0, 1));
    QVERIFY(!marks.isCredible(at(0s), 1, 1));
}

void SentMarksTest::aPacketIsBelievedForFiveSeconds()
{
    SentMarks marks;
    marks.sent(at(0s), 0);
    marks.sent(at(4s), 1);
    QVERIFY(marks.isCredible(at(5s), 0, 2));
    QVERIFY(!marks.isCredible(at(5s) + 1us, 0, 2));
    QVERIFY(marks.isCredible(at(9s), 1, 2));
    QVERIFY(!marks.isCredible(at(9s) + 1us, 1, 2));
}

void SentMarksTest::nothingIsBelievedAfterSomethingAuthenticCame()
{
    SentMarks marks;
    marks.sent(at(0s), 0);
    marks.sent(at(1s), 1);
    marks.heard(2);
    QVERIFY(!marks.isCredible(at(1s), 0, 2));
    QVERIFY(!marks.isCredible(at(1s), 1, 2));
    marks.sent(at(1s), 2);
    QVERIFY2(marks.isCredible(at(2s), 2, 3), "this one was sent since");
}

void SentMarksTest::aBusySenderLosesNothingOfTheLastSeconds()
{
    // A packet each millisecond for 20 s.
    SentMarks marks;
    const std::uint64_t sent = 20'000;
    for (std::uint64_t counter = 0; counter < sent; ++counter)
        marks.sent(at(counter * 1ms), counter);
    const Instant now = at(sent * 1ms);
    for (std::uint64_t age = 1; age <= sent; ++age) {
        const bool credible = marks.isCredible(now, sent - age, sent);
        if (age <= 4750)
            QVERIFY(credible);
        if (age > 5000)
            QVERIFY(!credible);
    }
}

QTEST_APPLESS_MAIN(SentMarksTest)
#include "sent_marks_test.moc"
