// The checkers bite: each deliberate mistake is found by the swarm within a stated number of seeds, and
// without one the same program finds nothing in as many.
#include <QProcess>
#include <QTest>

class FaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsNothingWithoutAFault();
    void findsEachFault_data();
    void findsEachFault();
};

namespace {

/// Four times what the slowest find takes today; plans change.
constexpr int seedsMost = 1000;

struct Swarm {
    int exitCode = 0;
    QString output;
};

Swarm runSwarm(const QString& fault)
{
    QProcess swarm;
    swarm.setProcessChannelMode(QProcess::MergedChannels);
    swarm.start(QStringLiteral(HUBBUB_PROGRAM_DIR "/../tests/sim/swarm_with_faults"),
                {QStringLiteral("--fault"), fault, QStringLiteral("--seeds"), QString::number(seedsMost)});
    constexpr int patience = 250'000;
    if (!swarm.waitForFinished(patience))
        return {-1, QStringLiteral("the swarm does not end")};
    const int code = swarm.exitStatus() == QProcess::NormalExit ? swarm.exitCode() : -1;
    return {code, QString::fromUtf8(swarm.readAll())};
}

} // namespace

void FaultsTest::findsNothingWithoutAFault()
{
    const Swarm swarm = runSwarm(QStringLiteral("none"));
    QVERIFY2(swarm.exitCode == 0, qPrintable(swarm.output));
    QVERIFY(swarm.output.startsWith(QStringLiteral("%1 seeds, 0 failed").arg(seedsMost)));
}

void FaultsTest::findsEachFault_data()
{
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char* fault, const char* complaint) {
        QTest::newRow(fault) << QString::fromLatin1(complaint);
    };
    row("ackOneTooMany", "acknowledges what was never sent");
    row("holeNotReported", "after the storm ");
    row("replayAccepted", "reacts to a replay");
    row("repeatStored", "stored twice, as ");
    row("refusedStays", "after the storm ");
    row("lookalikeForgotten", " is present at event ");
    row("forkOverlooked", " noticed the fork");
    row("orderForgotten", "was said before ");
}

void FaultsTest::findsEachFault()
{
    QFETCH(QString, complaint);
    const Swarm swarm = runSwarm(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(swarm.exitCode == 1, qPrintable(swarm.output));
    // For the right reason, and so that it can be seen again.
    QVERIFY2(swarm.output.contains(complaint), qPrintable(swarm.output));
    QVERIFY2(swarm.output.contains(QStringLiteral("replay: swarm --seed ")), qPrintable(swarm.output));
}

QTEST_GUILESS_MAIN(FaultsTest)
#include "faults_test.moc"
