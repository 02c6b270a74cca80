// hubbub history, search and verify, and /search in a run, with the real programs.
#include "client-cli/export_check.h"
#include "tests/client-cli/processes.h"

#include <QBuffer>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace hubbub::test;

class HistoryRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theLastEventsArePrintedInOrder();
    void objectsEndWithTheChain();
    void eventsSinceATimeArePrinted();
    void whatIsFoundIsPrinted();
    void wrongSearchesAreExplained();
    void whatANewcomerWasNotShownIsFoundByTheServer();
    void anExportIsVerified();
    void anExportThatWasTamperedWithIsNot_data();
    void anExportThatWasTamperedWithIsNot();
    void onlyMembersReadWhereTheOperatorWantsIt();

private:
    struct Outcome {
        int exitCode;
        QStringList lines;
        QString complaints;
    };
    Outcome run(const QStringList& arguments);
    Outcome tool(const char* command, const QStringList& more)
    {
        return run(QStringList{QLatin1String(command), QStringLiteral("--profile"), folder("tool"),
                               QStringLiteral("--lang"), QStringLiteral("en"), server_->address()}
                   + more);
    }
    QString folder(const char* name) const { return folder_.filePath(QLatin1String(name)); }

    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
    QByteArray export_;
};

HistoryRunTest::Outcome HistoryRunTest::run(const QStringList& arguments)
{
    Program program;
    program.start("hubbub", arguments);
    program.closeInput();
    const int code = program.exitCode();
    return {code, program.lines(), program.complaints()};
}

/// 300 messages, so that there are several pages: `number N of 大家好` and a few of their own.
void HistoryRunTest::initTestCase()
{
    server_ = std::make_unique<Server>(folder("server"));
    QVERIFY(server_->start());
    Client speaker;
    speaker.join(*server_, folder("speaker"), QStringLiteral("小明"));
    QByteArray lines;
    for (int i = 1; i <= 300; ++i)
        lines += "number " + QByteArray::number(i) + " of 大家好\n";
    speaker.type(lines + "see https://example.org/x\n今晚八点维护服务器\n");
    speaker.closeInput();
    QCOMPARE(speaker.exitCode(), 0);
}

void HistoryRunTest::theLastEventsArePrintedInOrder()
{
    const auto last = tool("history", {QStringLiteral("--limit"), QStringLiteral("3")});
    QCOMPARE(last.exitCode, 0);
    QCOMPARE(last.lines.size(), 3);
    QVERIFY(last.lines[0].endsWith(QStringLiteral("小明: see https://example.org/x")));
    QVERIFY(last.lines[1].endsWith(QStringLiteral("小明: 今晚八点维护服务器")));
    QVERIFY(last.lines[2].endsWith(QStringLiteral("小明 left the room")));
    QCOMPARE(tool("history", {}).lines.size(), 100);
    const auto all = tool("history", {QStringLiteral("--limit"), QStringLiteral("100000")});
    QCOMPARE(all.lines.size(), 304);
    QVERIFY(all.lines[1].endsWith(QStringLiteral("number 1 of 大家好")));
}

void HistoryRunTest::objectsEndWithTheChain()
{
    const auto all =
        tool("history", {QStringLiteral("--limit"), QStringLiteral("100000"), QStringLiteral("--json")});
    QCOMPARE(all.exitCode, 0);
    QCOMPARE(all.lines.size(), 305);
    for (int i = 0; i < 304; ++i) {
        const auto object = QJsonDocument::fromJson(all.lines[i].toUtf8()).object();
        QCOMPARE(object.value(QLatin1String("seq")).toInt(), i + 1);
        QVERIFY(object.value(QLatin1String("history")).toBool());
    }
    QCOMPARE(all.lines.last(), QStringLiteral(R"({"type":"chain","state":"complete","from":1,"to":304})"));
}

void HistoryRunTest::eventsSinceATimeArePrinted()
{
    const QString today = QDate::currentDate().addDays(-1).toString(Qt::ISODate);
    const auto since = tool("history", {QStringLiteral("--since"), today});
    QCOMPARE(since.exitCode, 0);
    QCOMPARE(since.lines.size(), 304);
    const auto few =
        tool("history", {QStringLiteral("--since"), today, QStringLiteral("--limit"), QStringLiteral("2")});
    QCOMPARE(few.lines.size(), 2);
    QVERIFY(few.lines[1].endsWith(QStringLiteral("number 1 of 大家好")));
    const QString tomorrow = QDate::currentDate().addDays(2).toString(Qt::ISODate);
    QVERIFY(tool("history", {QStringLiteral("--since"), tomorrow}).lines.isEmpty());
    QCOMPARE(tool("history", {QStringLiteral("--since"), QStringLiteral("soon")}).exitCode, 1);
}

void HistoryRunTest::whatIsFoundIsPrinted()
{
    const auto two = tool("search", {QStringLiteral("服务")});
    QCOMPARE(two.exitCode, 0);
    QCOMPARE(two.lines.size(), 1);
    QVERIFY(two.lines[0].endsWith(QStringLiteral("小明: 今晚八点维护服务器")));
    QCOMPARE(tool("search", {QStringLiteral("家")}).lines.size(), 300);
    QCOMPARE(tool("search", {QStringLiteral("NUMBER \"29 of\"")}).lines.size(), 3); // 29, 129, 229
    const auto links = tool("search", {QStringLiteral("has:link from:小明"), QStringLiteral("--json")});
    QCOMPARE(links.lines.size(), 1);
    QCOMPARE(QJsonDocument::fromJson(links.lines[0].toUtf8()).object().value(QLatin1String("seq")).toInt(),
             302);
    const auto last =
        tool("search", {QStringLiteral("number"), QStringLiteral("--limit"), QStringLiteral("2")});
    QCOMPARE(last.lines.size(), 2);
    QVERIFY(last.lines[1].endsWith(QStringLiteral("number 300 of 大家好")));
    const auto none = tool("search", {QStringLiteral("nowhere")});
    QCOMPARE(none.exitCode, 0);
    QVERIFY(none.lines.isEmpty());
}

void HistoryRunTest::wrongSearchesAreExplained()
{
    const auto wrong = tool("search", {QStringLiteral("before:yesterday")});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(wrong.complaints.contains(QLatin1String("after:2026-01-31")), qPrintable(wrong.complaints));
    QCOMPARE(run({QStringLiteral("search")}).exitCode, 1);
    QCOMPARE(tool("search", {QStringLiteral("a"), QStringLiteral("b")}).exitCode, 1);
    QCOMPARE(tool("history", {QStringLiteral("--limit"), QStringLiteral("0")}).exitCode, 1);
    QCOMPARE(tool("search", {QStringLiteral("a"), QStringLiteral("--since"), QStringLiteral("2026-01-01")})
                 .exitCode,
             1);
}

void HistoryRunTest::whatANewcomerWasNotShownIsFoundByTheServer()
{
    Client client;
    client.join(*server_, folder("seeker"), QStringLiteral("Seeker"));
    client.type("/search \"number 7 of\"\n/search from:nobody\n/search has:nothing\n");
    client.closeInput();
    QCOMPARE(client.exitCode(), 0);
    std::map<int, QJsonObject> results;
    for (const QJsonObject& object : client.objects())
        if (object.contains(QLatin1String("line")))
            results[object.value(QLatin1String("line")).toInt()] = object;
    QCOMPARE(results[1].value(QLatin1String("found")).toArray(), QJsonArray{8});
    QCOMPARE(results[1].value(QLatin1String("more")).toBool(true), false);
    QVERIFY(results[2].value(QLatin1String("found")).toArray().isEmpty());
    QCOMPARE(textOf(results[3], "code"), QStringLiteral("BAD_ARGUMENT"));
}

void HistoryRunTest::anExportIsVerified()
{
    Program exporting;
    exporting.start("hubbubd", {QStringLiteral("export"), QStringLiteral("--data"), folder("server"),
                                QStringLiteral("--json")});
    QCOMPARE(exporting.exitCode(), 0);
    export_ = exporting.lines().join(QLatin1Char('\n')).toUtf8() + '\n';
    QFile file(folder("export.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(export_);
    file.close();
    const auto verified =
        run({QStringLiteral("verify"), file.fileName(), QStringLiteral("--lang"), QStringLiteral("en")});
    QCOMPARE(verified.exitCode, 0);
    QVERIFY(verified.lines.value(0).startsWith(QLatin1String("Complete from #1 to #")));
    QCOMPARE(run({QStringLiteral("verify"), folder("nothing")}).exitCode, 1);
    QCOMPARE(run({QStringLiteral("verify")}).exitCode, 1);
}

void HistoryRunTest::anExportThatWasTamperedWithIsNot_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("brokenAt"); ///< 0: it is not even an export
    QTest::newRow("a text") << QByteArray("number 7 of") << QByteArray("number 8 of") << 8;
    QTest::newRow("a name") << QByteArray(R"("seq":9,"kind":3,"time")")
                            << QByteArray(R"("seq":9,"kind":4,"time")") << 9;
    QTest::newRow("a chain value") << QByteArray(R"("further":"","chain":")")
                                   << QByteArray(R"("further":"","chain":"00)") << 2;
    QTest::newRow("a form") << QByteArray(R"("form":1)") << QByteArray(R"("form":2)") << 0;
    QTest::newRow("further elements")
        << QByteArray(R"("further":"")") << QByteArray(R"("further":"ff")") << 2;
    QTest::newRow("no object") << QByteArray("{\"type\":\"message\"") << QByteArray("[\"type\",\"message\"")
                               << 0;
}

void HistoryRunTest::anExportThatWasTamperedWithIsNot()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, brokenAt);
    QByteArray lines = export_;
    const auto at = lines.indexOf(from);
    QVERIFY(at >= 0);
    lines.replace(at, from.size(), to);
    QBuffer buffer(&lines);
    buffer.open(QIODevice::ReadOnly);
    const auto report = hubbub::cli::checkExport(buffer);
    QCOMPARE(report.has_value(), brokenAt != 0);
    if (report)
        QCOMPARE(report->brokenAt, std::optional(hubbub::Seq{static_cast<std::uint64_t>(brokenAt)}));

    // Without a line in the middle, or the end.
    const auto without = [&](qsizetype index) {
        auto all = export_.split('\n');
        all.removeAt(index);
        QByteArray left = all.join('\n');
        QBuffer shorter(&left);
        shorter.open(QIODevice::ReadOnly);
        return hubbub::cli::checkExport(shorter);
    };
    QCOMPARE(without(5)->brokenAt, std::optional(hubbub::Seq{5}));
    QVERIFY(!without(export_.count('\n') - 1));
}

void HistoryRunTest::onlyMembersReadWhereTheOperatorWantsIt()
{
    Server closed(folder("closed"));
    QVERIFY(closed.start({QStringLiteral("--read-back"), QStringLiteral("shown")}));
    const auto refused = run({QStringLiteral("history"), closed.address(), QStringLiteral("--profile"),
                              folder("tool"), QStringLiteral("--lang"), QStringLiteral("en")});
    QCOMPARE(refused.exitCode, 5);
    QVERIFY(refused.complaints.contains(QLatin1String("NOT_ALLOWED")));
}

QTEST_GUILESS_MAIN(HistoryRunTest)
#include "history_run_test.moc"
