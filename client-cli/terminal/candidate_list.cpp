#include "client-cli/terminal/candidate_list.h"

#include <QCoreApplication>

#include <algorithm>

namespace hubbub::terminal {

namespace {

struct CandidateText {
    Q_DECLARE_TR_FUNCTIONS(CandidateText)
};

/// Between two, so that names of several words stay apart.
constexpr int gap = 2;

struct Page {
    std::vector<ScreenLine> lines;
    qsizetype count = 0;
};

class PageMaker {
public:
    PageMaker(const Choices& choices, QSize room, Glyphs glyphs)
        : choices_(choices),
          room_(room),
          glyphs_(glyphs)
    {
    }

    /// From this one on as many as there is room for, at least one.
    Page from(qsizetype first) const
    {
        Page whole = filled(first, 0);
        if (whole.count == choices_.list.size())
            return whole;
        // The place for what is told in the end is taken from the list: with more digits it is never shorter.
        const int columns = columnsOf(moreText(choices_.list.size()), glyphs_) + gap;
        Page page = filled(first, columns);
        ScreenLine& last = page.lines.back();
        Style dim;
        dim.ink = Ink::dim;
        const QString more = moreText(choices_.list.size() - page.count);
        const int before = last.columns() == 0 ? 0 : last.columns() + gap;
        if (before + columnsOf(more, glyphs_) <= room_.width()) {
            last.addSpaces(before - last.columns());
            last.add(more, dim, glyphs_);
        }
        return page;
    }

private:
    static QString moreText(qsizetype count) { return CandidateText::tr("and %L1 more").arg(count); }

    /// So many columns of the last row stay free, but for the first of all.
    Page filled(qsizetype first, int reserved) const
    {
        Page page;
        page.lines.emplace_back();
        for (qsizetype at = first; at < choices_.list.size(); ++at) {
            const QString text = elided(choices_.list[at], room_.width(), glyphs_);
            const int columns = columnsOf(text, glyphs_);
            const auto fits = [&] {
                const int free = static_cast<int>(page.lines.size()) == room_.height()
                                   ? room_.width() - reserved
                                   : room_.width();
                const int before = page.lines.back().columns();
                return (before == 0 ? columns : before + gap + columns) <= free;
            };
            if (!fits() && page.lines.back().columns() > 0
                && static_cast<int>(page.lines.size()) < room_.height())
                page.lines.emplace_back();
            if (!fits() && page.count > 0)
                break;
            if (page.lines.back().columns() > 0)
                page.lines.back().addSpaces(gap);
            Style style;
            style.isReversed = at == choices_.chosen;
            page.lines.back().add(text, style, glyphs_);
            ++page.count;
        }
        return page;
    }

    const Choices& choices_;
    QSize room_;
    Glyphs glyphs_;
};

} // namespace

std::vector<ScreenLine> candidateLines(const Choices& choices, QSize room, Glyphs glyphs)
{
    if (choices.list.size() < 2 || room.width() < 1 || room.height() < 1)
        return {};
    const PageMaker pages(choices, room, glyphs);
    const Page page = pages.from(0);
    // Further on the chosen one comes first: finding pages from the beginning would take long for thousands.
    return choices.chosen < page.count ? page.lines : pages.from(choices.chosen).lines;
}

} // namespace hubbub::terminal
