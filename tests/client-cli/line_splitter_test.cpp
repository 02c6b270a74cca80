// Bytes become lines, wherever they are cut.
#include "client-cli/line_splitter.h"

#include <QTest>

using namespace hubbub::cli;

namespace {

using Separator = LineSplitter::Separator;

std::vector<InputLine> split(LineSplitter splitter, std::string_view text, std::size_t piece)
{
    for (std::size_t from = 0; from < text.size(); from += piece)
        splitter.add(text.substr(from, piece));
    splitter.finish();
    std::vector<InputLine> lines;
    while (auto line = splitter.next())
        lines.push_back(std::move(*line));
    return lines;
}

QStringList texts(const std::vector<InputLine>& lines)
{
    QStringList texts;
    for (const InputLine& line : lines)
        texts += QString::number(line.number) + QLatin1Char(':') + QString::fromStdString(line.text);
    return texts;
}

} // namespace

class LineSplitterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsCounted_data();
    void everyLineIsCounted();
    void aLineTooLongIsCutAndSaysSo();
};

void LineSplitterTest::everyLineIsCounted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("byNul");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char* name, const QByteArray& text, bool byNul, const QStringList& lines) {
        QTest::newRow(name) << text << byNul << lines;
    };
    row("nothing", "", false, {});
    row("one", "a\n", false, {QStringLiteral("1:a")});
    row("without its end", "a\nb", false, {QStringLiteral("1:a"), QStringLiteral("2:b")});
    row("empty ones count", "\n\na\n", false,
        {QStringLiteral("1:"), QStringLiteral("2:"), QStringLiteral("3:a")});
    row("from Windows", "a\r\nb\r\n", false, {QStringLiteral("1:a"), QStringLiteral("2:b")});
    row("Chinese", "大家\n好", false, {QStringLiteral("1:大家"), QStringLiteral("2:好")});
    row("by NUL", QByteArray("a\nb\0c\0", 6), true, {QStringLiteral("1:a\nb"), QStringLiteral("2:c")});
    row("the file's last newline", QByteArray("a\0b\nc\n", 6), true,
        {QStringLiteral("1:a"), QStringLiteral("2:b\nc")});
}

void LineSplitterTest::everyLineIsCounted()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, byNul);
    QFETCH(QStringList, lines);
    const LineSplitter splitter(byNul ? Separator::nul : Separator::newline);
    for (std::size_t piece = 1; piece <= 7; ++piece)
        QCOMPARE(texts(split(splitter, text.toStdString(), piece)), lines);
}

void LineSplitterTest::aLineTooLongIsCutAndSaysSo()
{
    const std::string text = std::string(LineSplitter::mostBytes + 1, 'x') + "\nshort\n";
    const auto lines = split(LineSplitter(Separator::newline), text, 4096);
    QCOMPARE(lines.size(), 2U);
    QVERIFY(lines[0].isCut);
    QCOMPARE(lines[0].text.size(), LineSplitter::mostBytes);
    QVERIFY(!lines[1].isCut);
    QCOMPARE(lines[1].text, std::string("short"));
}

QTEST_APPLESS_MAIN(LineSplitterTest)
#include "line_splitter_test.moc"
