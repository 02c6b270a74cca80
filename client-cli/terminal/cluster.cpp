#include "client-cli/terminal/cluster.h"

#include "protocol/base/check.h"

#include <QList>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>

namespace hubbub::terminal {

namespace {

/// Longer ones are no script's; they would only draw over the rows around them.
constexpr int mostCodePoints = 12;
constexpr char32_t replacement = 0xfffd;
constexpr char32_t dottedCircle = 0x25cc;
constexpr char32_t emojiSelector = 0xfe0f;
constexpr char32_t joiner = 0x200d;
constexpr char32_t tab = 0x9;
/// What was there before is known to every terminal in use.
constexpr int knownUnicodeVersion = 9;

/// Walks the characters of one text.
class Breaks {
public:
    explicit Breaks(QStringView text)
    {
        // Making one costs loading its rules, so one is kept.
        static const std::unique_ptr<icu::BreakIterator> iterator = [] {
            UErrorCode status = U_ZERO_ERROR;
            std::unique_ptr<icu::BreakIterator> made(
                icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
            CHECK(U_SUCCESS(status));
            return made;
        }();
        iterator_ = iterator.get();
        UErrorCode status = U_ZERO_ERROR;
        text_ = utext_openUChars(nullptr, text.utf16(), text.size(), &status);
        iterator_->setText(text_, status);
        CHECK(U_SUCCESS(status));
    }
    ~Breaks() { utext_close(text_); }
    Breaks(const Breaks&) = delete;
    Breaks& operator=(const Breaks&) = delete;

    qsizetype after(qsizetype from) { return iterator_->following(static_cast<int32_t>(from)); }
    qsizetype before(qsizetype from) { return iterator_->preceding(static_cast<int32_t>(from)); }

private:
    icu::BreakIterator* iterator_ = nullptr;
    UText* text_ = nullptr;
};

bool isMark(char32_t character)
{
    const auto type = u_charType(static_cast<UChar32>(character));
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

bool isControl(char32_t character)
{
    const auto type = u_charType(static_cast<UChar32>(character));
    return type == U_CONTROL_CHAR || type == U_SURROGATE || type == U_LINE_SEPARATOR
        || type == U_PARAGRAPH_SEPARATOR;
}

/// Takes no room of its own, and has no meaning but next to others.
bool isFormat(char32_t character)
{
    return u_charType(static_cast<UChar32>(character)) == U_FORMAT_CHAR;
}

bool isRightToLeft(char32_t character)
{
    const auto direction = u_charDirection(static_cast<UChar32>(character));
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool isEmoji(char32_t character)
{
    return u_hasBinaryProperty(static_cast<UChar32>(character), UCHAR_EMOJI) != 0 && character > 0xff;
}

int columnsOf(char32_t character)
{
    const auto width = u_getIntPropertyValue(static_cast<UChar32>(character), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

int columnsOf(const QList<uint>& characters)
{
    int columns = columnsOf(static_cast<char32_t>(characters.first()));
    for (const uint character : characters.sliced(1)) {
        const auto type = u_charType(static_cast<UChar32>(character));
        const bool isFlag =
            u_hasBinaryProperty(static_cast<UChar32>(character), UCHAR_REGIONAL_INDICATOR) != 0;
        if (type == U_COMBINING_SPACING_MARK || isFlag
            || (character == emojiSelector && isEmoji(static_cast<char32_t>(characters.first()))))
            ++columns;
    }
    return std::min(columns, 2);
}

bool isKnownEverywhere(char32_t character)
{
    UVersionInfo version{};
    u_charAge(static_cast<UChar32>(character), version);
    const auto ambiguous =
        u_getIntPropertyValue(static_cast<UChar32>(character), UCHAR_EAST_ASIAN_WIDTH) == U_EA_AMBIGUOUS;
    return version[0] > 0 && version[0] <= knownUnicodeVersion && !ambiguous;
}

/// With what is not to be shown taken out.
QList<uint> harmless(QStringView text)
{
    QList<uint> kept;
    for (uint character : text.toUcs4()) {
        const bool isJoining = character == joiner && !kept.isEmpty();
        if (character == tab)
            character = ' ';
        if (isControl(character))
            character = replacement;
        if (isFormat(character) && !isJoining)
            continue;
        if (kept.isEmpty() && isMark(character))
            kept += dottedCircle;
        if (kept.size() < mostCodePoints)
            kept += character;
    }
    while (!kept.isEmpty() && kept.last() == joiner)
        kept.removeLast();
    return kept;
}

/// The signs that our own sentences are written with.
struct AsciiSign {
    char16_t sign;
    char ascii;
};
constexpr std::array asciiSigns = {
    AsciiSign{u'“', '"'},  AsciiSign{u'”', '"'},  AsciiSign{u'‘', '\''}, AsciiSign{u'’', '\''},
    AsciiSign{u'–', '-'},  AsciiSign{u'—', '-'},  AsciiSign{u'·', '-'},  AsciiSign{u'…', '.'},
    AsciiSign{u'：', ':'}, AsciiSign{u'，', ','}, AsciiSign{u'。', '.'}, AsciiSign{u'（', '('},
    AsciiSign{u'）', ')'},
};

/// In the same number of columns.
QString asciiText(const QString& text, int columns)
{
    const QChar first = text.front();
    const auto* const sign = std::ranges::find(asciiSigns, first.unicode(), &AsciiSign::sign);
    QChar plain = sign != asciiSigns.end() ? QLatin1Char(sign->ascii)
                                           : text.normalized(QString::NormalizationForm_KD).front();
    if (plain.unicode() < u' ' || plain.unicode() > u'~')
        plain = QLatin1Char('?');
    return QString(plain).leftJustified(columns);
}

Cluster clusterOf(const QList<uint>& characters, qsizetype end, Glyphs glyphs)
{
    Cluster cluster;
    cluster.text =
        QString::fromUcs4(reinterpret_cast<const char32_t*>(characters.constData()), characters.size());
    cluster.columns = columnsOf(characters);
    cluster.end = end;
    if (glyphs == Glyphs::ascii) {
        if (cluster.text.size() > 1 || cluster.text.front().unicode() > u'~')
            cluster.text = asciiText(cluster.text, cluster.columns);
        return cluster;
    }
    cluster.isRightToLeft = isRightToLeft(static_cast<char32_t>(characters.first()));
    cluster.isUnsure = cluster.isRightToLeft || characters.size() > 1
                    || !isKnownEverywhere(static_cast<char32_t>(characters.first()));
    return cluster;
}

} // namespace

std::vector<Cluster> clustersOf(QStringView text, Glyphs glyphs)
{
    std::vector<Cluster> clusters;
    clusters.reserve(static_cast<std::size_t>(text.size()));
    Breaks breaks(text);
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype to = breaks.after(from);
        const QList<uint> characters = harmless(text.sliced(from, to - from));
        if (!characters.isEmpty())
            clusters.push_back(clusterOf(characters, to, glyphs));
        from = to;
    }
    return clusters;
}

int columnsOf(QStringView text, Glyphs glyphs)
{
    int columns = 0;
    for (const Cluster& cluster : clustersOf(text, glyphs))
        columns += cluster.columns;
    return columns;
}

QString elided(const QString& text, int columns, Glyphs glyphs)
{
    const std::vector<Cluster> clusters = clustersOf(text, glyphs);
    QString kept;
    int used = 0;
    QString fitting;
    for (const Cluster& cluster : clusters) {
        if (used + cluster.columns <= columns - 1)
            fitting = kept + cluster.text;
        used += cluster.columns;
        kept += cluster.text;
        if (used > columns)
            return columns <= 0 ? QString() : fitting + (glyphs == Glyphs::ascii ? u'~' : u'…');
    }
    return kept;
}

qsizetype clusterAfter(QStringView text, qsizetype from)
{
    return from >= text.size() ? text.size() : Breaks(text).after(from);
}

qsizetype clusterBefore(QStringView text, qsizetype from)
{
    return from <= 0 ? 0 : Breaks(text).before(from);
}

} // namespace hubbub::terminal
