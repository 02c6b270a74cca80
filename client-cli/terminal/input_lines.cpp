#include "client-cli/terminal/input_lines.h"

#include <QStringList>

#include <algorithm>

namespace hubbub::terminal {

namespace {

class Typesetter {
public:
    Typesetter(const TypedInput& input, int columns, Glyphs glyphs) : columns_(columns), glyphs_(glyphs)
    {
        Style bold;
        bold.isBold = true;
        result_.lines.emplace_back();
        result_.lines.back().add(elided(input.prompt, std::max(2, columns / 2), glyphs), bold, glyphs);
        indent_ = result_.lines.back().columns();
        qsizetype start = 0;
        const QStringList lines = input.text.split(QLatin1Char('\n'));
        for (const QString& line : lines) {
            if (start > 0)
                breakLine();
            addLine(line, input.cursor - start);
            start += line.size() + 1;
        }
    }
    InputLines take() { return std::move(result_); }

private:
    void addLine(const QString& line, qsizetype cursor)
    {
        qsizetype from = 0;
        for (const Cluster& cluster : clustersOf(line, glyphs_)) {
            if (result_.lines.back().columns() + cluster.columns > columns_)
                breakLine();
            if (cursor >= from && cursor < cluster.end)
                placeCursor();
            result_.lines.back().add({cluster, {}});
            from = cluster.end;
        }
        if (cursor < from || cursor > line.size())
            return;
        // Behind a full row there is no place to stand.
        if (result_.lines.back().columns() >= columns_)
            breakLine();
        placeCursor();
    }
    void breakLine()
    {
        result_.lines.emplace_back();
        result_.lines.back().addSpaces(std::min(indent_, std::max(0, columns_ - 2)));
    }
    void placeCursor()
    {
        result_.cursor = {static_cast<int>(result_.lines.size()) - 1, result_.lines.back().columns()};
    }

    int columns_;
    Glyphs glyphs_;
    int indent_ = 0;
    InputLines result_;
};

} // namespace

InputLines inputLines(const TypedInput& input, int columns, int mostRows, Glyphs glyphs)
{
    InputLines all = Typesetter(input, columns, glyphs).take();
    const int count = static_cast<int>(all.lines.size());
    if (count <= mostRows)
        return all;
    const int first = std::clamp(all.cursor.row - mostRows / 2, 0, count - mostRows);
    all.lines = {all.lines.begin() + first, all.lines.begin() + first + mostRows};
    all.cursor.row -= first;
    return all;
}

} // namespace hubbub::terminal
