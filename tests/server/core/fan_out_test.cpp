// When what has been added to the log is told: at once, but for comings and goings in a large room.
#include "server/core/fan_out.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

namespace {

constexpr Instant begun = Instant{} + 1h;
constexpr std::size_t many = 5'000;

/// A round in which everything was told.
void tellAll(FanOut& fanOut, Instant now)
{
    RestoredRoom empty;
    RoomLog log(empty);
    fanOut.begin(now, log);
}

FanOut toldAll()
{
    FanOut fanOut;
    tellAll(fanOut, begun);
    return fanOut;
}

} // namespace

class FanOutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoComesIsToldOfAtOnceInASmallRoom();
    void inALargeRoomTheyGather();
    void notBeyondWhatARoundHolds();
    void whatIsSaidTakesThemAlong();
};

void FanOutTest::whoComesIsToldOfAtOnceInASmallRoom()
{
    FanOut fanOut = toldAll();
    fanOut.note(FanOut::Urgency::mayGather);
    QCOMPARE(fanOut.mayBeginAt(limits::gatheringRoom - 1, 1), begun);
}

void FanOutTest::inALargeRoomTheyGather()
{
    FanOut fanOut = toldAll();
    fanOut.note(FanOut::Urgency::mayGather);
    QCOMPARE(fanOut.mayBeginAt(many, 1), begun + 200ms);
    QCOMPARE(fanOut.mayBeginAt(2 * many, 1), begun + 400ms);
}

void FanOutTest::notBeyondWhatARoundHolds()
{
    FanOut fanOut = toldAll();
    fanOut.note(FanOut::Urgency::mayGather);
    QVERIFY(fanOut.mayBeginAt(many, limits::gatheredEvents - 1) > begun);
    QCOMPARE(fanOut.mayBeginAt(many, limits::gatheredEvents), begun);
}

void FanOutTest::whatIsSaidTakesThemAlong()
{
    FanOut fanOut = toldAll();
    fanOut.note(FanOut::Urgency::mayGather);
    fanOut.note(FanOut::Urgency::atOnce);
    fanOut.note(FanOut::Urgency::mayGather);
    QCOMPARE(fanOut.mayBeginAt(many, 3), begun);

    // That was for this round; the next gathers again.
    tellAll(fanOut, begun + 1s);
    fanOut.note(FanOut::Urgency::mayGather);
    QCOMPARE(fanOut.mayBeginAt(many, 1), begun + 1s + 200ms);
}

QTEST_APPLESS_MAIN(FanOutTest)
#include "fan_out_test.moc"
