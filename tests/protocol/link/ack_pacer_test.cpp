#include "protocol/link/ack_pacer.h"
#include "tests/support/seeded_entropy.h"

#include <QtTest>

#include <set>

using namespace hubbub;
using namespace hubbub::test;
using link::AckPacer;

class AckPacerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsDueAtFirst()
    {
        AckPacer pacer(entropy_);
        QVERIFY(!pacer.isDue(now_));
        QVERIFY(!pacer.isPending());
        QVERIFY(!pacer.deadline());
    }

    void acknowledgesOncePerIntervalHoweverMuchComes()
    {
        AckPacer pacer(entropy_);
        std::vector<Instant> sent;
        for (Instant now = now_; now < now_ + 1s; now += 5ms) {
            pacer.handleRecords(now);
            if (pacer.isDue(now)) {
                sent.push_back(now);
                QVERIFY(!pacer.isAtOnce());
                pacer.handleAckSent();
            }
        }
        QVERIFY2(sent.size() >= 39 && sent.size() <= 40, qPrintable(QString::number(sent.size())));
        for (std::size_t i = 1; i < sent.size(); ++i)
            QCOMPARE(sent[i] - sent[i - 1], Duration{25ms});
    }

    void acknowledgesWithinAnIntervalAtTheLatest()
    {
        for (int i = 0; i < 100; ++i) {
            AckPacer pacer(entropy_);
            pacer.handleRecords(now_);
            const auto at = pacer.deadline();
            QVERIFY(at.has_value());
            QVERIFY(*at > now_ && *at <= now_ + AckPacer::firstInterval);
            QVERIFY(pacer.isPending());
            QVERIFY(!pacer.isDue(*at - Duration{1}));
            QVERIFY(pacer.isDue(*at));
        }
    }

    void thousandsDoNotAnswerAtTheSameMoment()
    {
        // Ten thousand members, one event, an interval of a second: in no tenth of it much more than a tenth
        // answer.
        std::vector<int> tenths(11);
        for (int member = 0; member < 10'000; ++member) {
            AckPacer pacer(entropy_);
            pacer.handleHead(1s, entropy_);
            pacer.handleAckSent();
            pacer.handleRecords(now_);
            ++tenths[static_cast<std::size_t>((*pacer.deadline() - now_) / 100ms)];
        }
        for (const int tenth : tenths)
            QVERIFY2(tenth < 1'200, qPrintable(QString::number(tenth)));
    }

    void acknowledgesAtOnceAfterSixteenDatagrams()
    {
        AckPacer pacer(entropy_);
        for (int i = 1; i < 16; ++i) {
            pacer.handleRecords(now_);
            QVERIFY(!pacer.isDue(now_));
        }
        pacer.handleRecords(now_);
        QVERIFY(pacer.isDue(now_));
        QVERIFY(pacer.isAtOnce());
        pacer.handleAckSent();
        QVERIFY(!pacer.isDue(now_));
        QVERIFY(!pacer.deadline());
    }

    void acknowledgesAtOnceWhenAsked()
    {
        AckPacer pacer(entropy_);
        pacer.handleHead(25ms, entropy_);
        QVERIFY(pacer.isDue(now_));
        QVERIFY(pacer.isAtOnce());
        pacer.handleAckSent();
        pacer.demandAck();
        QVERIFY(pacer.isDue(now_));
    }

    void keepsToSensiblePacesWhateverThePeerAsksFor_data()
    {
        QTest::addColumn<qint64>("askedMs");
        QTest::addColumn<qint64>("keptMs");
        QTest::newRow("none") << qint64{0} << qint64{5};
        QTest::newRow("usual") << qint64{25} << qint64{25};
        QTest::newRow("ten thousand members") << qint64{1'000} << qint64{1'000};
        QTest::newRow("a day") << qint64{86'400'000} << qint64{30'000};
        QTest::newRow("the most") << qint64{0xffffffff} << qint64{30'000};
    }
    void keepsToSensiblePacesWhateverThePeerAsksFor()
    {
        QFETCH(qint64, askedMs);
        QFETCH(qint64, keptMs);
        AckPacer pacer(entropy_);
        pacer.handleHead(std::chrono::milliseconds{askedMs}, entropy_);
        QCOMPARE(pacer.interval() / 1ms, keptMs);
    }

    void aHoleIsReportedOnce()
    {
        AckPacer pacer(entropy_);
        pacer.handleHead(1s, entropy_);
        pacer.handleAckSent();
        pacer.handleHole(now_);
        pacer.handleHole(now_ + 100ms);
        QCOMPARE(pacer.deadline(), std::optional(now_ + 250ms));
        QVERIFY(pacer.isDue(now_ + 250ms));
        // Time made it due, not a datagram: it tells nothing of the round trip.
        QVERIFY(!pacer.isAtOnce());
        pacer.handleAckSent();
        QVERIFY(!pacer.deadline());
    }

private:
    SeededEntropy entropy_{1};
    Instant now_{1h};
};

QTEST_APPLESS_MAIN(AckPacerTest)
#include "ack_pacer_test.moc"
