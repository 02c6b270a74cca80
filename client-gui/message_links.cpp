#include "client-gui/message_links.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace hubbub::gui {

namespace {

constexpr std::array<QStringView, 3> schemes{u"https", u"http", u"hubbub"};
constexpr QStringView separator = u"://";
/// Longer ones are not typed, and servers do not take them.
constexpr qsizetype longestLink = 2'048;

/// Which no address holds as it is. Letters of all scripts may stand in one; their punctuation may not.
bool endsLink(QChar character)
{
    if (character.unicode() < 0x80)
        return character <= QLatin1Char(' ') || QStringView(u"<>\"`{}|\\^").contains(character)
            || character.unicode() == 0x7F;
    // Of a pair of surrogates each half is judged alone: emoji and rare letters stay in.
    return character.isSpace() || character.isPunct() || character.category() == QChar::Other_Format
        || character.category() == QChar::Other_Control || character == QChar::ReplacementCharacter;
}

/// The scheme that ends where the separator begins, or nothing.
QStringView schemeBefore(QStringView text, qsizetype separatorAt)
{
    for (const QStringView scheme : schemes) {
        const qsizetype start = separatorAt - scheme.size();
        if (start < 0 || text.sliced(start, scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
            continue;
        // A letter of the same alphabet in front makes it another word; a Chinese one does not.
        if (start == 0 || text[start - 1].unicode() >= 0x80 || !text[start - 1].isLetterOrNumber())
            return text.sliced(start, scheme.size());
    }
    return {};
}

QChar openingOf(QChar closing)
{
    if (closing == QLatin1Char(')'))
        return QLatin1Char('(');
    return closing == QLatin1Char(']') ? QLatin1Char('[') : QChar();
}

/// Without what belongs to the sentence around it.
QStringView trimmed(QStringView link)
{
    const auto surplus = [link](QChar closing) {
        return link.count(closing) - link.count(openingOf(closing));
    };
    std::array closings{std::pair(QChar(u')'), surplus(u')')), std::pair(QChar(u']'), surplus(u']'))};
    while (!link.isEmpty()) {
        const QChar last = link.back();
        bool belongs = !QStringView(u".,;:!?'*_~([").contains(last);
        for (auto& [closing, more] : closings) {
            if (last == closing)
                belongs = more-- <= 0;
            else if (last == openingOf(closing))
                ++more;
        }
        if (belongs)
            break;
        link.chop(1);
    }
    return link;
}

} // namespace

QList<MessageLink> linksIn(QStringView text)
{
    QList<MessageLink> links;
    qsizetype from = 0;
    while (true) {
        const qsizetype separatorAt = text.indexOf(separator, from);
        if (separatorAt < 0)
            return links;
        from = separatorAt + separator.size();
        const QStringView scheme = schemeBefore(text, separatorAt);
        if (scheme.isEmpty())
            continue;
        const auto* const limit = text.begin() + std::min(text.size(), from + longestLink);
        const auto* const end = std::find_if(text.begin() + from, limit, endsLink);
        const qsizetype start = separatorAt - scheme.size();
        const QStringView link = trimmed(text.sliced(start, end - text.begin() - start));
        from = end - text.begin(); // whatever it was, none of it is looked at twice
        if (link.size() > scheme.size() + separator.size() && !QUrl(link.toString()).host().isEmpty())
            links += {start, link.size()};
    }
}

QString linkTarget(QStringView link)
{
    return QString::fromLatin1(QUrl(link.toString()).toEncoded());
}

} // namespace hubbub::gui
