#include "protocol/screen/mention.h"

#include <QChar>
#include <QRegularExpression>
#include <QString>

namespace hubbub::screen {

namespace {

/// Between its words this script has spaces, and nothing grows on to a name.
bool isOfWords(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Hangul: // endings follow a name without a space
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return false;
    default:
        return true;
    }
}

bool isPartOfWord(char32_t character)
{
    return character == U'_' || QChar::isLetterOrNumber(character) || QChar::isMark(character);
}

/// Whether these two neighbours belong to one word.
bool areOneWord(char32_t one, char32_t other)
{
    return isPartOfWord(one) && isPartOfWord(other) && isOfWords(QChar::script(one))
        && isOfWords(QChar::script(other));
}

char32_t characterBefore(QStringView text, qsizetype at)
{
    if (at == 0)
        return U' ';
    const QChar last = text[at - 1];
    if (last.isLowSurrogate() && at > 1 && text[at - 2].isHighSurrogate())
        return QChar::surrogateToUcs4(text[at - 2], last);
    return last.unicode();
}

char32_t characterAt(QStringView text, qsizetype at)
{
    if (at >= text.size())
        return U' ';
    const QChar first = text[at];
    if (first.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[at + 1]);
    return first.unicode();
}

bool standsAt(QStringView text, qsizetype from, qsizetype size)
{
    const QStringView name = text.mid(from, size);
    const char32_t first = characterAt(name, 0);
    const char32_t last = characterBefore(name, size);
    const char32_t before = characterBefore(text, from);
    const char32_t after = characterAt(text, from + size);
    if (areOneWord(before, first) || areOneWord(last, after) || QChar::isMark(after))
        return false;
    const bool isOneCharacter = !isOfWords(QChar::script(first)) && size == (first > 0xffff ? 2 : 1);
    return !isOneCharacter || before == U'@' || (!isPartOfWord(before) && !isPartOfWord(after));
}

/// Spaces stand for the addresses, so that whatever is behind them keeps its place.
QString withoutAddresses(QStringView text)
{
    static const QRegularExpression address(
        QStringLiteral("(?:[a-z][a-z0-9+.-]{0,20}://|\\bwww\\.)[^\\s<>\"“”（），。、；！？]+"),
        QRegularExpression::CaseInsensitiveOption);
    QString rest = text.toString();
    for (auto found = address.match(rest); found.hasMatch(); found = address.match(rest, found.capturedEnd()))
        rest.replace(found.capturedStart(), found.capturedLength(), QString(found.capturedLength(), u' '));
    return rest;
}

} // namespace

bool mentions(QStringView text, QStringView name)
{
    if (name.isEmpty() || !text.contains(name, Qt::CaseInsensitive))
        return false;
    const QString rest = withoutAddresses(text);
    const QStringView said(rest);
    for (qsizetype at = said.indexOf(name, 0, Qt::CaseInsensitive); at >= 0;
         at = said.indexOf(name, at + 1, Qt::CaseInsensitive))
    {
        if (standsAt(said, at, name.size()))
            return true;
    }
    return false;
}

} // namespace hubbub::screen
