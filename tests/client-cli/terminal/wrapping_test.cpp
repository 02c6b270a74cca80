// Where texts are broken, and what stands below what.
#include "client-cli/terminal/wrapping.h"

#include <QTest>

using namespace hubbub::terminal;

class WrappingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void breaksWhereTheScriptAllows_data();
    void breaksWhereTheScriptAllows();
    void noRowIsWiderThanAsked();
};

void WrappingTest::breaksWhereTheScriptAllows_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("indent");
    QTest::addColumn<QStringList>("wanted");
    const auto row = [](const char* name, const char* first, const char* text, int columns, int indent,
                        const char* wanted) {
        QTest::newRow(name) << QString::fromUtf8(first) << QString::fromUtf8(text) << columns << indent
                            << QString::fromUtf8(wanted).split(QLatin1Char('/'));
    };
    row("short", "A: ", "one", 10, 3, "A: one");
    row("empty", "A: ", "", 10, 3, "A: ");
    row("words", "A: ", "one two three", 8, 3, "A: one /   two /   three");
    row("a space at the edge", "A: ", "one two", 6, 3, "A: one/   two");
    row("a long word", "A: ", "abcdefgh", 6, 3, "A: abc/   def/   gh");
    row("a long word after a short one", "A: ", "a abcdefgh", 6, 3, "A: a a/   bcd/   efg/   h");
    row("chinese", "A: ", "大家好吗", 8, 3, "A: 大家/   好吗");
    row("no comma begins a row", "", "大家好，吗", 6, 0, "大家/好，吗");
    row("lines", "A: ", "one\ntwo", 20, 3, "A: one/   two");
    row("an empty line", "", "a\n\nb", 20, 1, "a/ / b");
    row("no room for the indentation", "", "大家", 3, 9, "大/ 家");
}

void WrappingTest::breaksWhereTheScriptAllows()
{
    QFETCH(QString, first);
    QFETCH(QString, text);
    QFETCH(int, columns);
    QFETCH(int, indent);
    ScreenLine line;
    line.add(first, {}, Glyphs::unicode);
    QStringList rows;
    for (const ScreenLine& each : wrapped(line, text, {}, {columns, indent}, Glyphs::unicode))
        rows += each.text();
    QTEST(rows, "wanted");
}

void WrappingTest::noRowIsWiderThanAsked()
{
    const QString text =
        QStringLiteral("Some 汉字 and👍🏽emoji，שלום with-hyphens and looooooooooooooooooong words");
    for (int columns = 2; columns < 60; ++columns) {
        QString all;
        for (const ScreenLine& line : wrapped({}, text, {}, {columns, 4}, Glyphs::unicode)) {
            QVERIFY(line.columns() <= columns);
            all += line.text();
        }
        // Nothing but spaces is lost or added.
        QCOMPARE(all.remove(QChar::Space), QString(text).remove(QChar::Space));
    }
}

QTEST_APPLESS_MAIN(WrappingTest)
#include "wrapping_test.moc"
