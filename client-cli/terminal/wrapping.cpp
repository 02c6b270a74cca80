#include "client-cli/terminal/wrapping.h"

#include "protocol/base/check.h"

#include <QStringList>

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace hubbub::terminal {

namespace {

/// The places where a row may end, in order.
std::vector<qsizetype> lineBreaks(const QString& text)
{
    // Making one costs loading its rules, so one is kept.
    static const std::unique_ptr<icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), status));
        CHECK(U_SUCCESS(status));
        return made;
    }();
    UErrorCode status = U_ZERO_ERROR;
    UText* const opened =
        utext_openUChars(nullptr, reinterpret_cast<const char16_t*>(text.utf16()), text.size(), &status);
    iterator->setText(opened, status);
    CHECK(U_SUCCESS(status));
    std::vector<qsizetype> breaks;
    for (auto at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next())
        breaks.push_back(at);
    utext_close(opened);
    return breaks;
}

bool isSpace(const StyledCluster& each)
{
    return each.cluster.text == QChar::Space;
}

class Wrapper {
public:
    Wrapper(ScreenLine first, WrapWidths widths) : widths_(widths), line_(std::move(first)) {}

    /// What must not be broken unless it is wider than a row.
    void addWord(const std::vector<StyledCluster>& word)
    {
        int columns = 0;
        for (const StyledCluster& each : word)
            columns += each.cluster.columns;
        // A space at the end of a row needs no place.
        const int needed = columns - (!word.empty() && isSpace(word.back()) ? 1 : 0);
        if (line_.columns() + needed > widths_.columns && !isFresh_ && needed <= room())
            breakLine();
        for (const StyledCluster& each : word) {
            if (line_.columns() + each.cluster.columns > widths_.columns) {
                if (isSpace(each))
                    continue;
                breakLine();
            }
            line_.add(each);
            isFresh_ = false;
        }
    }
    void breakLine()
    {
        lines_.push_back(std::exchange(line_, {}));
        line_.addSpaces(widths_.indent);
        isFresh_ = true;
    }
    std::vector<ScreenLine> take()
    {
        lines_.push_back(std::move(line_));
        return std::move(lines_);
    }

private:
    int room() const { return widths_.columns - widths_.indent; }

    WrapWidths widths_;
    std::vector<ScreenLine> lines_;
    ScreenLine line_;
    bool isFresh_ = true; ///< nothing stands behind the indentation
};

} // namespace

std::vector<ScreenLine> wrapped(ScreenLine first, const QString& text, Style style, WrapWidths widths,
                                Glyphs glyphs)
{
    // A wide character needs two columns, whatever the indentation.
    widths.indent = std::clamp(widths.indent, 0, std::max(0, widths.columns - 2));
    Wrapper wrapper(std::move(first), widths);
    const QStringList paragraphs = text.split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < paragraphs.size(); ++i) {
        if (i > 0)
            wrapper.breakLine();
        const std::vector<qsizetype> breaks = lineBreaks(paragraphs[i]);
        auto next = breaks.begin();
        std::vector<StyledCluster> word;
        for (const Cluster& cluster : clustersOf(paragraphs[i], glyphs)) {
            word.push_back({cluster, style});
            while (next != breaks.end() && *next < cluster.end)
                ++next;
            if (next != breaks.end() && *next == cluster.end) {
                wrapper.addWord(word);
                word.clear();
            }
        }
        wrapper.addWord(word);
    }
    return wrapper.take();
}

} // namespace hubbub::terminal
