// The manual pages tell the same options as the programs themselves, and are written without mistakes.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

class ManPagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesAndProgramsAgree_data();
    void pagesAndProgramsAgree();
    void pagesAreWellFormed_data() { pagesAndProgramsAgree_data(); }
    void pagesAreWellFormed();
    void pagesHaveNoFindings_data() { pagesAndProgramsAgree_data(); }
    void pagesHaveNoFindings();
};

namespace {

constexpr int patienceMilliseconds = 20'000;

QString pathOf(const QString& page)
{
    return QStringLiteral(HUBBUB_SOURCE_DIR "/docs/man/") + page;
}

QSet<QString> optionsIn(const QString& text, const char* pattern)
{
    QSet<QString> options;
    auto matches =
        QRegularExpression(QLatin1String(pattern), QRegularExpression::MultilineOption).globalMatch(text);
    while (matches.hasNext())
        options += matches.next().captured(1);
    return options;
}

} // namespace

void ManPagesTest::pagesAndProgramsAgree_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("page");
    QTest::newRow("hubbub") << QStringLiteral("hubbub") << QStringLiteral("hubbub.1");
    QTest::newRow("hubbub-desktop") << QStringLiteral("hubbub-desktop") << QStringLiteral("hubbub-desktop.1");
    QTest::newRow("hubbubd") << QStringLiteral("hubbubd") << QStringLiteral("hubbubd.8");
}

void ManPagesTest::pagesAndProgramsAgree()
{
    QFETCH(QString, name);
    QFETCH(QString, page);
    QProcess help;
    help.start(QStringLiteral(HUBBUB_PROGRAM_DIR "/") + name, {QStringLiteral("--help")});
    QVERIFY(help.waitForFinished(patienceMilliseconds));
    QCOMPARE(help.exitCode(), 0);
    QFile file(pathOf(page));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto told = optionsIn(QString::fromUtf8(help.readAllStandardOutput()), "^  (?:-h, )?--([a-z-]+)");
    QVERIFY(told.contains(QStringLiteral("help")));
    QCOMPARE(optionsIn(QString::fromUtf8(file.readAll()), "^\\.It (?:Fl h , )?Fl Fl ([a-z-]+)"), told);
}

void ManPagesTest::pagesAreWellFormed()
{
    QFETCH(QString, page);
    if (QStandardPaths::findExecutable(QStringLiteral("man")).isEmpty())
        QSKIP("man is not installed");
    QProcess man;
    man.start(QStringLiteral("man"),
              {QStringLiteral("--warnings"), QStringLiteral("-l"), QStringLiteral("-Tutf8"), pathOf(page)});
    QVERIFY(man.waitForFinished(patienceMilliseconds));
    QCOMPARE(QString::fromUtf8(man.readAllStandardError()), QString());
    QVERIFY(!man.readAllStandardOutput().isEmpty());
}

void ManPagesTest::pagesHaveNoFindings()
{
    QFETCH(QString, page);
    if (QStandardPaths::findExecutable(QStringLiteral("mandoc")).isEmpty())
        QSKIP("mandoc is not installed");
    QProcess lint;
    lint.setWorkingDirectory(QStringLiteral(HUBBUB_SOURCE_DIR "/docs/man"));
    lint.start(QStringLiteral("mandoc"), {QStringLiteral("-T"), QStringLiteral("lint"), page});
    QVERIFY(lint.waitForFinished(patienceMilliseconds));
    QStringList findings =
        QString::fromUtf8(lint.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    // The three name each other, and none of them is installed.
    findings.removeIf([](const QString& finding) {
        return finding.contains(QLatin1String("referenced manual not found"));
    });
    QCOMPARE(findings.join(QLatin1Char('\n')), QString());
}

QTEST_GUILESS_MAIN(ManPagesTest)
#include "man_pages_test.moc"
