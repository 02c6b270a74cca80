#include "protocol/screen/completion_candidates.h"

#include "protocol/base/limits.h"
#include "protocol/client/command_line.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/emoji_names.h"

#include <algorithm>

namespace hubbub::screen {

namespace {

constexpr QChar slash = u'/';
constexpr QChar colon = u':';
/// After a single letter half of all emoji fit.
constexpr qsizetype fewestEmojiLetters = 2;
/// In UTF-16, which never has more units than UTF-8 has bytes.
constexpr qsizetype longestName = limits::nameBytes;

bool isLatin(QChar letter)
{
    return letter.isLetterOrNumber() && letter.unicode() < 0x250;
}

/// Latin words stand between spaces; Chinese ones do not, so that a name may begin behind any character.
bool mayBeginAt(QStringView text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar first = text[at];
    if (first.isLowSurrogate() || first.isMark())
        return false;
    return !isLatin(text[at - 1]) || !isLatin(first);
}

QList<Candidate> beginningLike(const QStringList& words, QStringView typed, const QString& sign = {})
{
    QList<Candidate> fitting;
    for (const QString& word : words) {
        if (QStringView(word).startsWith(typed, Qt::CaseInsensitive))
            fitting += {sign + word, sign + word};
    }
    return fitting;
}

Candidates ofCommand(QStringView before, const QStringList& commands)
{
    return {Candidates::Kind::command, 0, beginningLike(commands, before.mid(1), slash)};
}

bool isEmojiLetter(QChar letter)
{
    return (letter.unicode() < 0x80 && letter.isLetterOrNumber()) || QStringView(u"_+-").contains(letter);
}

/// Where the colon stands that opens an emoji's name, if the cursor is behind such a beginning. A colon
/// behind a Latin word is that of a time or of an address.
std::optional<qsizetype> openColon(QStringView before)
{
    qsizetype at = before.size();
    while (at > 0 && isEmojiLetter(before[at - 1]))
        --at;
    --at;
    const bool isThere = at >= 0 && before[at] == colon;
    const bool isFree = at <= 0 || !(isLatin(before[at - 1]) || before[at - 1] == colon);
    return isThere && isFree ? std::optional(at) : std::nullopt;
}

QList<Candidate> emojiLike(const std::string& typed)
{
    QList<Candidate> first;
    QList<Candidate> second;
    for (const EmojiName& entry : emojiNames()) {
        const QString shown = colon + qt::fromUtf8(entry.name) + colon;
        if (entry.name.starts_with(typed))
            first += {shown, qt::fromUtf8(entry.emoji)};
        else if (entry.name.find('_' + typed) != std::string_view::npos)
            second += {shown, qt::fromUtf8(entry.emoji)};
    }
    return first + second;
}

Candidates ofEmoji(QStringView before)
{
    const auto from = openColon(before);
    const qsizetype letters = from ? before.size() - *from - 1 : 0;
    if (letters < fewestEmojiLetters)
        return {};
    const std::string typed = qt::toUtf8(before.mid(*from + 1).toString().toLower());
    return {Candidates::Kind::emoji, *from, emojiLike(typed)};
}

/// What stands behind a command's word: another command for `/help`, a member for those that take one.
std::optional<Candidates> ofArgument(QStringView before, const CompletionWords& words)
{
    const qsizetype space = before.indexOf(QChar::Space);
    const QStringView argument = before.mid(space + 1);
    if (space < 0 || !before.startsWith(slash) || argument.contains(QChar::Space))
        return std::nullopt;
    const auto* const command =
        client::findCommand(qt::toUtf8(before.mid(1, space - 1).toString().toLower()));
    if (command == nullptr)
        return std::nullopt;
    if (command->arguments == "[COMMAND]")
        return Candidates{Candidates::Kind::command, space + 1, beginningLike(words.commands, argument)};
    // A new name of one's own is not somebody's.
    const bool takesMember =
        command->word != "nick" && command->arguments.find("NAME") != std::string_view::npos;
    if (takesMember)
        return Candidates{Candidates::Kind::name, space + 1, beginningLike(words.names, argument)};
    return std::nullopt;
}

/// The longest part of the word before the cursor that a name begins like.
Candidates ofName(QStringView before, const QStringList& names)
{
    // No name is longer, but a Chinese text without spaces may be.
    const qsizetype earliest = std::max(before.size() - longestName, qsizetype{0});
    qsizetype wordStart = before.size();
    while (wordStart > earliest && !before[wordStart - 1].isSpace())
        --wordStart;
    for (qsizetype from = wordStart; from < before.size(); ++from) {
        if (!mayBeginAt(before, from))
            continue;
        if (auto fitting = beginningLike(names, before.mid(from)); !fitting.isEmpty())
            return {Candidates::Kind::name, from, std::move(fitting)};
    }
    return {};
}

CompletedText replaced(const CompletedText& typed, qsizetype from, const QString& inserted)
{
    return {typed.text.left(from) + inserted + typed.text.mid(typed.cursor), from + inserted.size()};
}

} // namespace

Candidates candidatesFor(const CompletedText& typed, const CompletionWords& words)
{
    const QStringView before = QStringView(typed.text).left(typed.cursor);
    const bool isFirstWord = std::ranges::none_of(before, [](QChar letter) { return letter.isSpace(); });
    if (isFirstWord && before.startsWith(slash))
        return ofCommand(before, words.commands);
    if (auto found = ofArgument(before, words))
        return *found;
    if (auto found = ofEmoji(before); !found.list.isEmpty())
        return found;
    return ofName(before, words.names);
}

CompletedText withCandidate(const CompletedText& typed, const Candidates& found, const Candidate& chosen)
{
    CompletedText text = typed;
    if (QStringView(text.text).mid(text.cursor).startsWith(QChar::Space))
        text.text.remove(text.cursor, 1);
    return replaced(text, found.from, chosen.inserted + QChar::Space);
}

std::optional<CompletedText> withEmojiClosed(const CompletedText& typed)
{
    const QStringView before = QStringView(typed.text).left(typed.cursor);
    if (!before.endsWith(colon))
        return std::nullopt;
    const auto from = openColon(before.chopped(1));
    if (!from)
        return std::nullopt;
    const QStringView name = before.mid(*from + 1).chopped(1);
    const std::string_view emoji = emojiNamed(qt::toUtf8(name.toString().toLower()));
    if (emoji.empty())
        return std::nullopt;
    return replaced(typed, *from, qt::fromUtf8(emoji));
}

} // namespace hubbub::screen
