// What gives way when not everything fits on the screen.
#include "client-cli/terminal/frame.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::terminal;

namespace {

ScreenLine lineOf(const QString& text)
{
    ScreenLine line;
    line.add(text, {}, Glyphs::unicode);
    return line;
}

QString textOf(const Grid& grid, int row)
{
    QString text;
    for (int column = 0; column < grid.size().width(); ++column)
        text += QString::fromStdU16String(grid.cell(row, column).text);
    return text.trimmed();
}

} // namespace

class FrameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsAskedStandsAboveALongDraft();
    void aQuestionMayTakeTheRoomsPlace();
};

void FrameTest::whatIsAskedStandsAboveALongDraft()
{
    constexpr int told = 9;
    constexpr int typed = 8;
    FrameContents contents;
    for (int i = 1; i < told; ++i)
        contents.telling.push_back(lineOf(QStringLiteral("pasted %1").arg(i)));
    contents.telling.push_back(lineOf(QStringLiteral("Enter: send")));
    for (int i = 1; i <= typed; ++i)
        contents.input.lines.push_back(lineOf(QStringLiteral("draft %1").arg(i)));

    const FrameLayout layout = frameLayout(QSize(80, 24), {told, typed, true});
    QVERIFY(layout.tellingRows < told);
    const Grid grid = frameOf(contents, layout, Glyphs::unicode);
    const int inputRow = grid.size().height() - typed;
    QCOMPARE(textOf(grid, inputRow), QStringLiteral("draft 1"));
    QCOMPARE(textOf(grid, inputRow - 1), QStringLiteral("Enter: send"));
    QCOMPARE(textOf(grid, inputRow - layout.tellingRows),
             QStringLiteral("pasted %1").arg(told - layout.tellingRows + 1));
}

void FrameTest::aQuestionMayTakeTheRoomsPlace()
{
    const QSize small(40, 10);
    QCOMPARE(frameLayout(small, {9, 1, true}).tellingRows, 3);
    QCOMPARE(frameLayout(small, {9, 1, true, true}).tellingRows, mostAskingRows(small));
    QCOMPARE(frameLayout(small, {9, 1, true, true}).room.height(), 1);
    QCOMPARE(frameLayout(small, {2, 1, true, true}).tellingRows, 2);
}

QTEST_GUILESS_MAIN(FrameTest)
#include "frame_test.moc"
