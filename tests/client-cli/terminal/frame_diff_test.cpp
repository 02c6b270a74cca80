// Frames shown one after the other, on a model of a terminal: what is written must lead from each to the
// next.
#include "client-cli/terminal/frame_diff.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
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

/// As much of a terminal as is written to: moves, clears, scrolls, and shows each character where it comes.
class ModelTerminal {
public:
    explicit ModelTerminal(QSize size) : size_(size), cells_(static_cast<std::size_t>(size.height()))
    {
        for (auto& row : cells_)
            row.fill(QStringLiteral(" "), size.width());
        last_ = size.height() - 1;
    }

    void take(const std::string& bytes)
    {
        const QString text = QString::fromStdString(bytes);
        for (qsizetype at = 0; at < text.size();) {
            static const QRegularExpression code(
                QStringLiteral("\\G(?:\x1b\\[([?>=]?)([0-9;]*)([A-Za-z])|\x1b(M)|\x1b\\(B|(\n)|([^\x1b]))"));
            const auto match = code.match(text, at, QRegularExpression::NormalMatch,
                                          QRegularExpression::AnchorAtOffsetMatchOption);
            QVERIFY2(match.hasMatch(), qPrintable(text.mid(at, 10)));
            at = match.capturedEnd();
            if (!match.captured(3).isEmpty())
                control(match.captured(3), match.captured(2).split(QLatin1Char(';')));
            else if (!match.captured(4).isEmpty())
                row_ == first_ ? scroll(-1) : void(--row_);
            else if (!match.captured(5).isEmpty())
                row_ == last_ ? scroll(1) : void(++row_);
            else if (!match.captured(6).isEmpty())
                put(match.captured(6));
        }
    }
    QString row(int row) const { return QStringList(cells_[static_cast<std::size_t>(row)]).join(QString()); }

private:
    void control(const QString& letter, const QStringList& numbers)
    {
        const auto number = [&](qsizetype at, int otherwise) {
            return numbers.value(at).isEmpty() ? otherwise : numbers[at].toInt();
        };
        if (letter == QLatin1String("H")) {
            row_ = number(0, 1) - 1;
            column_ = number(1, 1) - 1;
        } else if (letter == QLatin1String("r")) {
            first_ = number(0, 1) - 1;
            last_ = number(1, size_.height()) - 1;
        } else if (letter == QLatin1String("K")) {
            for (int column = column_; column < size_.width(); ++column)
                at(row_, column) = QStringLiteral(" ");
        } else if (letter == QLatin1String("J")) {
            *this = ModelTerminal(size_);
        }
    }
    void put(const QString& character)
    {
        at(row_, column_++) = character;
        if (columnsOf(character, Glyphs::unicode) == 2)
            at(row_, column_++) = QString();
    }
    void scroll(int lines)
    {
        const auto first = cells_.begin() + first_;
        const auto last = cells_.begin() + last_ + 1;
        if (lines > 0)
            std::rotate(first, first + 1, last);
        else
            std::rotate(first, last - 1, last);
        cells_[static_cast<std::size_t>(lines > 0 ? last_ : first_)].fill(QStringLiteral(" "));
    }
    QString& at(int row, int column) { return cells_[static_cast<std::size_t>(row)][column]; }

    QSize size_;
    std::vector<QList<QString>> cells_;
    int row_ = 0;
    int column_ = 0;
    int first_ = 0;
    int last_ = 0;
};

QString rowText(const Grid& grid, int row)
{
    QString text;
    for (int column = 0; column < grid.size().width(); ++column)
        text += QString::fromStdU16String(grid.cell(row, column).text);
    return text;
}

/// A room of so many rows between bars, the first of them that with this number, and members beside it.
Grid roomOf(int first, const QString& status)
{
    constexpr QSize size(60, 20);
    Grid grid(size);
    grid.put(0, 0, lineOf(QStringLiteral("Tea")));
    for (int row = 1; row < size.height() - 2; ++row) {
        grid.put(row, 0,
                 lineOf(QStringLiteral("12:%1 小明: line %2").arg(first + row).arg((first + row) * 7)));
        grid.put(row, 44, lineOf(QStringLiteral("│ Ann%1").arg(row < 8 ? row : 0)));
    }
    grid.put(size.height() - 2, 0, lineOf(status));
    grid.put(size.height() - 1, 0, lineOf(QStringLiteral("> draft")));
    return grid;
}

} // namespace

class FrameDiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(codes_.load("xterm-256color", true)); }
    void sameFramesNeedNothing();
    void onlyWhatDiffersIsWritten();
    void whatHasMovedIsScrolled();
    void anyFrameLeadsToAnyOther();
    void wideCharactersAreReplacedWhole();
    void anotherSizeDrawsEverything();
    void theCursorStandsBehindUnsureCharacters();
    void textFromRightToLeftIsIsolated();
    void whatIsolatedItGoesWithIt();
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

void FrameDiffTest::whatHasMovedIsScrolled()
{
    const Grid before = roomOf(10, QStringLiteral("connected, 3 ms"));
    const Grid after = roomOf(11, QStringLiteral("connected, 4 ms"));
    const std::string bytes = frameDiff(before, after, codes_);
    // The line that came, and the members that were moved along with the room.
    QVERIFY2(bytes.size() < 400, std::to_string(bytes.size()).c_str());
    QVERIFY(bytes.find("line " + std::to_string(7 * 20)) == std::string::npos);
    QVERIFY(bytes.find("draft") == std::string::npos);
}

void FrameDiffTest::anyFrameLeadsToAnyOther()
{
    ModelTerminal terminal({60, 20});
    Grid shown;
    // Every distance between two of them, up and down, more than once.
    for (int step = 0; step < 400; ++step) {
        const Grid next = roomOf(20 + (step * step * 7 + step) % 31, QStringLiteral("%1 ms").arg(step % 13));
        terminal.take(frameDiff(shown, next, codes_));
        for (int row = 0; row < next.size().height(); ++row)
            QCOMPARE(terminal.row(row), rowText(next, row));
        shown = next;
    }
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

void FrameDiffTest::whatIsolatedItGoesWithIt()
{
    // The mark hangs on the space before the letters, which stays; it has to be written again all the same.
    const std::string bytes = diff({QStringLiteral("ab שלום c")}, {QStringLiteral("ab news c")});
    QVERIFY(bytes.find(codes_.moveTo(0, 2)) != std::string::npos);
    QVERIFY(bytes.find(" news c") != std::string::npos);
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
