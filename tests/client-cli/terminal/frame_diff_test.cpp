// Frames shown one after the other, on a model of a terminal: what is written must lead from each to the
// next.
#include "client-cli/terminal/frame_diff.h"

#include <QTest>

#include <cmath>

using namespace hubbub::terminal;

namespace {

ScreenLine lineOf(const QString& text, Style style = {})
{
    ScreenLine line;
    line.add(text, style, Glyphs::unicode);
    return line;
}

Grid gridOf(const QStringList& rows, QSize size = {20, 3})
{
    Grid grid(size);
    for (qsizetype row = 0; row < rows.size(); ++row)
        grid.put(static_cast<int>(row), 0, lineOf(rows[row]));
    return grid;
}

} // namespace

class FrameDiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(codes_.load("xterm-256color", true)); }
    void sameFramesNeedNothing();
    void onlyWhatDiffersIsWritten();
    void wideCharactersAreReplacedWhole();
    void anotherSizeDrawsEverything();
    void theCursorStandsBehindUnsureCharacters();
    void textFromRightToLeftIsIsolated();
    void nothingHostileIsWritten();
    void coloursCanBeReadOnBlackAndOnWhite();
    void coloursAreLeftOutIfAsked();

private:
    std::string diff(const QStringList& before, const QStringList& after)
    {
        return frameDiff(gridOf(before), gridOf(after), codes_);
    }
    TerminalCodes codes_;
};

void FrameDiffTest::sameFramesNeedNothing()
{
    QCOMPARE(diff({QStringLiteral("大家好"), QStringLiteral("x")},
                  {QStringLiteral("大家好"), QStringLiteral("x")}),
             std::string());
}

void FrameDiffTest::onlyWhatDiffersIsWritten()
{
    const std::string bytes = diff({QStringLiteral("one two three")}, {QStringLiteral("one 2wo three")});
    QVERIFY(bytes.ends_with("2"));
    QVERIFY(bytes.find(codes_.moveTo(0, 4)) != std::string::npos);
    QVERIFY(bytes.find("one") == std::string::npos);
    QVERIFY(bytes.find("three") == std::string::npos);
}

void FrameDiffTest::wideCharactersAreReplacedWhole()
{
    const std::string bytes = diff({QStringLiteral("a大b")}, {QStringLiteral("axyb")});
    QVERIFY(bytes.find(codes_.moveTo(0, 1)) != std::string::npos);
    QVERIFY(bytes.ends_with("xy"));
    QVERIFY(diff({QStringLiteral("axyb")}, {QStringLiteral("a大b")}).ends_with("大"));
}

void FrameDiffTest::anotherSizeDrawsEverything()
{
    const Grid small = gridOf({QStringLiteral("one")}, {10, 2});
    const Grid large = gridOf({QStringLiteral("one")}, {12, 2});
    const std::string bytes = frameDiff(small, large, codes_);
    QVERIFY(bytes.find(codes_.clearScreen()) != std::string::npos);
    QVERIFY(bytes.find("one") != std::string::npos);
}

void FrameDiffTest::theCursorStandsBehindUnsureCharacters()
{
    const std::string bytes = diff({}, {QStringLiteral("👍🏽b")});
    QVERIFY(bytes.find("👍🏽" + codes_.moveTo(0, 2) + "b") != std::string::npos);
    // Of a row that held one, nothing is believed.
    const std::string next = diff({QStringLiteral("👍🏽b")}, {QStringLiteral("👍🏽c")});
    QVERIFY(next.find(codes_.clearRow()) != std::string::npos);
}

void FrameDiffTest::textFromRightToLeftIsIsolated()
{
    const std::string bytes = diff({}, {QStringLiteral("a שלום b")});
    QVERIFY(bytes.find("\u2068שלום\u2069") != std::string::npos);
}

void FrameDiffTest::nothingHostileIsWritten()
{
    const std::string bytes = diff({}, {QStringLiteral("a\x1b]2;x\x07\u009b2J\u202eb")});
    QVERIFY(bytes.find("\x1b]") == std::string::npos);
    QVERIFY(bytes.find('\x07') == std::string::npos);
    QVERIFY(bytes.find("\u009b") == std::string::npos);
    QVERIFY(bytes.find("\u202e") == std::string::npos);
}

void FrameDiffTest::coloursCanBeReadOnBlackAndOnWhite()
{
    const auto channel = [](int step) {
        const double value = (step == 0 ? 0 : 55 + 40 * step) / 255.0;
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    for (int name = 0; name < 256; ++name) {
        const int color = paletteColor({Ink::name, static_cast<std::uint8_t>(name)}) - 16;
        QVERIFY(color >= 0 && color < 216);
        const double luminance =
            0.2126 * channel(color / 36) + 0.7152 * channel(color / 6 % 6) + 0.0722 * channel(color % 6);
        QVERIFY(1.05 / (luminance + 0.05) >= 4);
        QVERIFY((luminance + 0.05) / 0.05 >= 4);
    }
}

void FrameDiffTest::coloursAreLeftOutIfAsked()
{
    TerminalCodes plain;
    QVERIFY(plain.load("xterm-256color", false));
    Style style = styleOfName(QStringLiteral("小明"));
    QCOMPARE(plain.style(style), plain.style({}));
    style.isBold = true;
    QVERIFY(plain.style(style) != plain.style({}));
    QVERIFY(codes_.style(style) != plain.style(style));
}

QTEST_APPLESS_MAIN(FrameDiffTest)
#include "frame_diff_test.moc"
