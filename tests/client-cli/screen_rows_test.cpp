// Where the line that is being typed lies on a terminal.
#include "client-cli/screen_rows.h"

#include <QTest>

#include <clocale>

using namespace hubbub::cli;

class ScreenRowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void placesAreCountedByWidth_data();
    void placesAreCountedByWidth();
    void theCursorHasAPlaceBehindAFullRow();
    void theRowsAroundTheCursorAreShown_data();
    void theRowsAroundTheCursorAreShown();
};

void ScreenRowsTest::initTestCase()
{
    QVERIFY(std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr);
}

void ScreenRowsTest::placesAreCountedByWidth_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    const QString letters(25, QLatin1Char('x'));
    const QString wide(12, QChar(u'好'));
    QTest::newRow("empty") << QString() << 0 << 0 << 0;
    QTest::newRow("short") << letters.left(8) << 8 << 0 << 8;
    QTest::newRow("waiting behind a full row") << letters.left(9) << 9 << 0 << 9;
    QTest::newRow("beginning of a row") << letters << 9 << 1 << 0;
    QTest::newRow("within") << letters << 20 << 2 << 2;
    QTest::newRow("behind the last") << letters << 25 << 2 << 7;
    QTest::newRow("wide, four to a row of nine") << wide << 3 << 0 << 6;
    QTest::newRow("wide ones do not fit into the last column") << wide << 4 << 1 << 0;
    QTest::newRow("wide, behind the last") << wide << 12 << 2 << 8;
    QTest::newRow("marks take no room") << QStringLiteral("a\u0301b") << 3 << 0 << 2;
}

void ScreenRowsTest::placesAreCountedByWidth()
{
    QFETCH(QString, text);
    QFETCH(int, index);
    QFETCH(int, row);
    QFETCH(int, column);
    const ScreenPlace place = placeOf(text.toStdWString(), static_cast<std::size_t>(index), 9);
    QCOMPARE(place.row, row);
    QCOMPARE(place.column, column);
}

void ScreenRowsTest::theCursorHasAPlaceBehindAFullRow()
{
    const ScreenSize screen{10, 5};
    const std::wstring full(20, L'x');
    QVERIFY((fitted({full, 20}, screen) == ScreenText{full + L' ', 20}));
    QVERIFY((fitted({full + L'y', 21}, screen) == ScreenText{full + L'y', 21}));
}

void ScreenRowsTest::theRowsAroundTheCursorAreShown_data()
{
    QTest::addColumn<int>("cursor");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<int>("shownCursor");
    QTest::newRow("at the end") << 14 << QStringLiteral("efghijklmn") << 10;
    QTest::newRow("in the last rows") << 4 << QStringLiteral("efghijklmn") << 0;
    QTest::newRow("above them") << 2 << QStringLiteral("abcdefghijkl") << 2;
}

void ScreenRowsTest::theRowsAroundTheCursorAreShown()
{
    QFETCH(int, cursor);
    QFETCH(QString, shown);
    QFETCH(int, shownCursor);
    const ScreenText text = fitted({L"abcdefghijklmn", static_cast<std::size_t>(cursor)}, {4, 3});
    QCOMPARE(QString::fromStdWString(text.text), shown);
    QCOMPARE(text.cursor, static_cast<std::size_t>(shownCursor));
}

QTEST_APPLESS_MAIN(ScreenRowsTest)
#include "screen_rows_test.moc"
