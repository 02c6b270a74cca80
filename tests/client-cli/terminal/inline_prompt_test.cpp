// A prompt is drawn where the cursor is, and taken away from where it began, whatever the terminal has made
// of its rows.
#include "client-cli/terminal/inline_prompt.h"

#include <QTest>

using namespace hubbub::terminal;

namespace {

constexpr QSize screen(10, 24);

TypedInput typed(const QString& text, qsizetype cursor)
{
    return {QStringLiteral("> "), text, cursor};
}

} // namespace

class InlinePromptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreDrawnAndTheCursorGoesBack();
    void whatMayBeWiderElsewhereIsFollowedByItsColumn();
    void lettersFromRightToLeftTurnNothingElse();
    void itIsErasedFromItsFirstRow_data();
    void itIsErasedFromItsFirstRow();
    void nothingIsErasedTwice();
    void ofMoreThanTheScreenThePartAroundTheCursorIsDrawn();
};

void InlinePromptTest::rowsAreDrawnAndTheCursorGoesBack()
{
    InlinePrompt prompt;
    QCOMPARE(prompt.draw(typed(QStringLiteral("abc "), 3), screen), std::string("> abc \r\x1b[5C"));
    QCOMPARE(prompt.draw(typed(QStringLiteral("汉字很长的草稿 "), 1), screen),
             std::string("> 汉字很长的草稿 \x1b[1A\r\x1b[4C"));
    QCOMPARE(prompt.draw(typed(QStringLiteral("ab\ncd "), 3), screen), std::string("> ab\r\n  cd \r\x1b[2C"));
}

void InlinePromptTest::whatMayBeWiderElsewhereIsFollowedByItsColumn()
{
    InlinePrompt prompt;
    const std::string drawn = prompt.draw(typed(QStringLiteral("👍🏽x"), 4), screen);
    QVERIFY(drawn.find("👍🏽\x1b[5Gx") != std::string::npos);
}

void InlinePromptTest::lettersFromRightToLeftTurnNothingElse()
{
    InlinePrompt prompt;
    QVERIFY(prompt.draw(typed(QStringLiteral("aשלb"), 4), screen).find("a\u2068של\u2069b")
            != std::string::npos);
}

void InlinePromptTest::itIsErasedFromItsFirstRow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cursor");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    const QString letters(24, QLatin1Char('x'));
    const QString wide(12, QChar(u'好'));
    QTest::newRow("same width") << letters << 23 << 10 << 2;
    QTest::newRow("wider") << letters << 23 << 80 << 0;
    QTest::newRow("cursor in the first row") << letters << 0 << 10 << 0;
    QTest::newRow("narrower by one") << letters << 23 << 9 << 2;
    QTest::newRow("half as wide") << letters << 8 << 5 << 2;
    QTest::newRow("less than half") << letters << 16 << 4 << 4;
    QTest::newRow("wide ones do not fit into the last column") << wide << 8 << 9 << 2;
    QTest::newRow("wide ones at an odd width") << wide << 11 << 5 << 6;
    QTest::newRow("each line for itself") << letters + QLatin1Char('\n') + letters << 25 << 9 << 3;
}

void InlinePromptTest::itIsErasedFromItsFirstRow()
{
    QFETCH(QString, text);
    QFETCH(int, cursor);
    QFETCH(int, columns);
    QFETCH(int, rows);
    InlinePrompt prompt;
    prompt.draw(typed(text, cursor), screen);
    const std::string up = rows == 0 ? "" : "\x1b[" + std::to_string(rows) + "A";
    QCOMPARE(prompt.erase(columns), up + "\r \x1b[J\r\x1b[2K");
}

void InlinePromptTest::nothingIsErasedTwice()
{
    InlinePrompt prompt;
    prompt.draw(typed(QString(30, QLatin1Char('x')), 29), screen);
    prompt.erase(screen.width());
    QCOMPARE(prompt.erase(screen.width()), std::string("\r \x1b[J\r\x1b[2K"));
}

void InlinePromptTest::ofMoreThanTheScreenThePartAroundTheCursorIsDrawn()
{
    constexpr QSize low(4, 2);
    const QString text = QStringLiteral("abcdefghij ");
    InlinePrompt prompt;
    QCOMPARE(prompt.draw(typed(text, 10), low), std::string("ghij \r"));
    QCOMPARE(prompt.erase(low.width()), std::string("\x1b[1A\r \x1b[J\r\x1b[2K"));
    QCOMPARE(prompt.draw(typed(text, 3), low), std::string("cdefghij\x1b[1A\r\x1b[1C"));
    QCOMPARE(prompt.draw(typed(text, 0), low), std::string("> abcdef\x1b[1A\r\x1b[2C"));
}

QTEST_APPLESS_MAIN(InlinePromptTest)
#include "inline_prompt_test.moc"
