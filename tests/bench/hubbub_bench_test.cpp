// The benchmark itself, on rooms so small that it is no measurement: everything it measures is there, and
// what it cannot do it says.
#include "tests/support/program.h"

#include <QFile>
#include <QJsonArray>
#include <QSet>

using namespace hubbub::test;

class HubbubBenchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void measuresEverythingAndPlotsIt()
    {
        const QTemporaryDir folder;
        const QString json = folder.filePath(QStringLiteral("figures.json"));
        // The same core for all, so that it runs on a machine with one.
        Program bench(QStringLiteral("hubbub-bench"),
                      QStringLiteral("--crowd-cores 0 --seconds 0.2 --repeats 1 --members 20 --paced 10x50 "
                                     "--storms 30 --settling-seconds 0 "
                                     "--idle-seconds 0.2 --behind 2000 --others 10 --processes 2 --json")
                              .split(QLatin1Char(' '))
                          << json << QStringLiteral("--folder") << folder.path());
        QCOMPARE(bench.end(), 0);
        QFile file(json);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QSet<QString> measured;
        for (const auto& row :
             QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("rows")].toArray())
            measured.insert(row[QLatin1String("measurement")].toString());
        const QSet<QString> expected{QStringLiteral("floor"),      QStringLiteral("saturation"),
                                     QStringLiteral("paced load"), QStringLiteral("join storm"),
                                     QStringLiteral("memory"),     QStringLiteral("idle room"),
                                     QStringLiteral("catching up")};
        QCOMPARE(measured, expected);
        QVERIFY2(QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty(),
                 "data folders are left behind");

        QProcess plot;
        plot.start(QStringLiteral(HUBBUB_SOURCE_DIR "/bench/plot_fan_out"), {json});
        QVERIFY(plot.waitForFinished(patienceMs));
        QCOMPARE(plot.exitCode(), 0);
        const QString svg = QString::fromUtf8(plot.readAllStandardOutput());
        for (const char* heading :
             {"One message at a time", "64 messages in flight", "Latency, p99", "Join storm"})
            QVERIFY2(svg.contains(QLatin1String(heading)), heading);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("measurement") << "speed"
                                     << "there is no measurement `speed`";
        QTest::newRow("number") << "--members many"
                                << "--members `many`: expected a number from 1 to 100000";
        QTest::newRow("text") << "--text 1"
                              << "--text `1`: expected a number from 16 to 16384";
        QTest::newRow("load") << "--paced 20"
                              << "expected MEMBERSxMESSAGES, such as 1000x20";
        QTest::newRow("aead") << "--aead rot13"
                              << "--aead `rot13`: expected";
        QTest::newRow("server") << "saturation --server /no/such/hubbubd"
                                << "the server did not start";
        QTest::newRow("mode") << "--mode loud"
                              << "--mode `loud`: expected heard or confirmed";
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, complaint);
        Program bench(QStringLiteral("hubbub-bench"), arguments.split(QLatin1Char(' ')));
        QCOMPARE(bench.end(), 2);
        QVERIFY2(bench.complaint().contains(complaint), qPrintable(bench.complaint()));
    }
};

QTEST_GUILESS_MAIN(HubbubBenchTest)
#include "hubbub_bench_test.moc"
