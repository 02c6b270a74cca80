#include "server/export.h"
#include "tests/server/exported_chain.h"
#include "tests/server/store/store_folder.h"

#include <QFile>
#include <QTest>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

constexpr std::int64_t begin = 1'700'000'000'000; // 2023-11-14T22:13:20Z
constexpr std::int64_t hour = 3'600'000;

Command at(std::int64_t milliseconds, decltype(Command::what) what)
{
    return commandAt(begin + milliseconds, std::move(what));
}

/// One of everything: number 4 is void, 7 has a text of which nothing may reach a terminal raw.
void fill(StoreFolder& folder)
{
    folder.open();
    SayCommand action = say(1, outboxOf(1), 3, "waves");
    action.style = chat::MessageStyle::action;
    LeaveCommand removed = leave(2);
    removed.reason = chat::LeftReason::removed;
    removed.text = "刷屏";
    folder.append({at(0, joinAs("小明", 1)), at(1, joinAs("b", 2)),
                   at(2, say(1, outboxOf(1), 2, "你好\n\"second\" line")), at(3, say(9, outboxOf(9), 1)),
                   at(hour, action), at(hour, AnnounceCommand{MemberId{}, "", "tea", std::nullopt}),
                   at(hour + 1, say(2, outboxOf(2), 1, "\x1b[31m\u202e")), at(2 * hour, removed)});
}

QByteArray exported(StoreFolder& folder, ExportForm form, const ExportRange& range = {})
{
    auto log = LogReader::open(folder.path());
    if (!log)
        qFatal("%s", log.error().context.c_str());
    QByteArray all;
    const auto done = exportLog(*log, form, range, [&](const QByteArray& lines) {
        all += lines;
        return std::optional<std::string>();
    });
    if (!done)
        qFatal("%s", done.error().context.c_str());
    return all;
}

std::vector<std::uint64_t> seqsOf(const QByteArray& lines)
{
    std::vector<std::uint64_t> seqs;
    for (const QJsonObject& object : objectsIn(lines))
        if (object.contains(QLatin1String("seq")))
            seqs.push_back(numberAt(object, "seq"));
    return seqs;
}

using Seqs = std::vector<std::uint64_t>;

} // namespace

class ExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void holdsWhatTheChainNeeds()
    {
        StoreFolder folder;
        fill(folder);
        const QByteArray lines = exported(folder, ExportForm::json);
        QCOMPARE(seqsOf(lines), (Seqs{1, 2, 3, 4, 5, 6, 7, 8}));
        QCOMPARE(whereTheChainBreaks(lines), std::nullopt);
        const auto objects = objectsIn(lines);
        QCOMPARE(hexAt(objects.front(), "log"), copyOf(folder.restored.log.view()));
        QCOMPARE(hexAt(objects[8], "chain"), copyOf(folder.store().fold().chain().view()));
        QCOMPARE(objects[4].value(QLatin1String("type")).toString(), QStringLiteral("void"));
        QCOMPARE(objects[5].value(QLatin1String("style")).toString(), QStringLiteral("action"));
        QCOMPARE(objects[8].value(QLatin1String("reason")).toString(), QStringLiteral("removed"));
    }

    void everyChangeBreaksTheChain_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<quint64>("seq");
        const auto row = [](const char* name, const char* before, const char* after, quint64 seq) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << seq;
        };
        row("a text", "你好", "再见", 3);
        row("a name", "\"name\":\"b\"", "\"name\":\"c\"", 2);
        row("a time", "23:13:20.000Z", "23:13:20.001Z", 5);
        row("a kind", "\"kind\":4", "\"kind\":3", 6);
        row("a submission's number", "\"number\":2", "\"number\":3", 3);
        row("a member", "\"member\":2", "\"member\":1", 2);
        row("further elements", "\"further\":\"01\"", "\"further\":\"02\"", 5);
        row("a seq", "\"seq\":4", "\"seq\":5", 4);
    }
    void everyChangeBreaksTheChain()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(quint64, seq);
        StoreFolder folder;
        fill(folder);
        QByteArray lines = exported(folder, ExportForm::json);
        const auto where = lines.indexOf(before);
        QVERIFY2(where > 0, lines.constData());
        lines.replace(where, before.size(), after);
        QCOMPARE(whereTheChainBreaks(lines), std::optional<std::uint64_t>(seq));
    }

    void theDocumentsExampleHolds()
    {
        QFile document(QStringLiteral(HUBBUB_SOURCE_DIR "/docs/EXPORT.md"));
        QVERIFY(document.open(QIODevice::ReadOnly));
        QByteArray lines;
        for (const QByteArray& line : document.readAll().split('\n'))
            if (line.startsWith("    {"))
                lines += line.trimmed() + '\n';
        QCOMPARE(objectsIn(lines).size(), std::size_t{4});
        QCOMPARE(whereTheChainBreaks(lines), std::nullopt);
    }

    void bothEndsBelongToIt_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<Seqs>("seqs");
        const auto row = [](const char* from, const char* to, const Seqs& seqs) {
            QTest::addRow("%s to %s", from, to) << QByteArray(from) << QByteArray(to) << seqs;
        };
        row("3", "5", {3, 4, 5});
        row("", "2", {1, 2});
        row("7", "", {7, 8});
        row("0", "99", {1, 2, 3, 4, 5, 6, 7, 8});
        row("9", "", {});
        row("5", "3", {});
        row("", "0", {});
        row("2023-11-14T23:13:20Z", "", {5, 6, 7, 8});
        row("2023-11-14T23:13:20", "2023-11-14T23:13:20.000", {5, 6});
        row("2023-11-15T00:13+01:00", "", {5, 6, 7, 8});
        row("2023-11-14T23:13", "2023-11-14T23:14", {5, 6, 7});
        row("2023-11-14", "2023-11-14", {1, 2, 3, 4, 5, 6, 7});
        row("2023-11-15", "", {8});
        row("", "2023-11-13", {});
        row("2023-11-16", "", {});
        row("6", "2023-11-14", {6, 7});
    }
    void bothEndsBelongToIt()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(Seqs, seqs);
        StoreFolder folder;
        fill(folder);
        ExportRange range;
        if (!from.isEmpty())
            range.from = *parseFrom(from.toStdString());
        if (!to.isEmpty())
            range.to = *parseTo(to.toStdString());
        const QByteArray lines = exported(folder, ExportForm::json, range);
        QCOMPARE(seqsOf(lines), seqs);
        QCOMPARE(whereTheChainBreaks(lines), std::nullopt);
    }

    void endsThatMakeNoSenseAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* bad : {"", "x", "-1", "1x", "2023-13-01", "2023-11-14T25:00", "yesterday", "\x1b[m"})
            QTest::newRow(bad) << QByteArray(bad);
    }
    void endsThatMakeNoSenseAreRefused()
    {
        QFETCH(QByteArray, text);
        const auto end = parseFrom(text.toStdString());
        QVERIFY(!end);
        QVERIFY(QString::fromStdString(end.error().context).contains(QStringLiteral("is neither a number")));
        QCOMPARE(end.error().context.find('\x1b'), std::string::npos);
    }

    void theTextIsWhatEverybodySaw()
    {
        StoreFolder folder;
        fill(folder);
        const QString text = QString::fromUtf8(exported(folder, ExportForm::text));
        const QStringList lines = text.split(QLatin1Char('\n'));
        QCOMPARE(lines[0], QStringLiteral("2023-11-14 22:13:20  小明 joined the room"));
        QCOMPARE(lines[2], QStringLiteral("2023-11-14 22:13:20  小明: 你好"));
        QCOMPARE(lines[3], QStringLiteral("  \"second\" line"));
        QCOMPARE(lines[4], QStringLiteral("2023-11-14 23:13:20  * 小明 waves"));
        QCOMPARE(lines[5], QStringLiteral("2023-11-14 23:13:20  Admin notice: tea"));
        QCOMPARE(lines[7],
                 QStringLiteral("2023-11-15 00:13:20  b left the room (removed by the admin: 刷屏)"));
        QVERIFY(!text.contains(QChar(0x1b)) && !text.contains(QChar(0x202e)));
    }

    void nothingReachesATerminalRaw()
    {
        StoreFolder folder;
        fill(folder);
        const QByteArray lines = exported(folder, ExportForm::json);
        QVERIFY(lines.contains("\"text\":\"\\u001b[31m\\u202e\""));
        QVERIFY(!lines.contains('\x1b'));
    }

    void aLongLogComesInPieces()
    {
        StoreFolder folder;
        folder.open();
        std::vector<Command> commands{at(0, joinAs("anna", 1))};
        for (std::uint32_t number = 1; number <= 3000; ++number)
            commands.push_back(at(number, say(1, outboxOf(1), number)));
        folder.append(commands);
        auto log = LogReader::open(folder.path());
        QVERIFY(log.has_value());
        QByteArray all;
        int pieces = 0;
        QVERIFY(exportLog(*log, ExportForm::json, {}, [&](const QByteArray& lines) {
            all += lines;
            ++pieces;
            return std::optional<std::string>();
        }));
        QVERIFY(pieces > 2);
        QCOMPARE(whereTheChainBreaks(all), std::nullopt);
        QCOMPARE(seqsOf(all).size(), std::size_t{3001});
    }

    void stopsWhenNothingCanBeWritten()
    {
        StoreFolder folder;
        fill(folder);
        auto log = LogReader::open(folder.path());
        QVERIFY(log.has_value());
        const auto done = exportLog(*log, ExportForm::json, {}, [](const QByteArray&) {
            return std::optional<std::string>("No space left on device");
        });
        QVERIFY(!done);
        QCOMPARE(done.error().context, std::string("The export is not complete: No space left on device."));
    }
};

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
