#include "client-gui/message_links.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace hubbub::gui {

namespace {

constexpr std::array<QStringView, 3> schemes{u"https", u"http", u"hubbub"};
constexpr QStringView separator = u"://";

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
    while (!link.isEmpty()) {
        const QChar last = link.back();
        const QChar opening = openingOf(last);
        const bool isUnbalanced = !opening.isNull() && link.count(last) > link.count(opening);
        if (!isUnbalanced && !QStringView(u".,;:!?'*_~([").contains(last))
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
        const auto* const end = std::find_if(text.begin() + from, text.end(), endsLink);
        const qsizetype start = separatorAt - scheme.size();
        const QStringView link = trimmed(text.sliced(start, end - text.begin() - start));
        if (link.size() <= scheme.size() + separator.size() || QUrl(link.toString()).host().isEmpty())
            continue;
        links += {start, link.size()};
        from = start + link.size();
    }
}

QString linkTarget(QStringView link)
{
    return QString::fromLatin1(QUrl(link.toString()).toEncoded());
}

} // namespace hubbub::gui
