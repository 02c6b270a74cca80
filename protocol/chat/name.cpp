#include "protocol/chat/name.h"

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/chat/text.h"
#include "protocol/chat/unicode.h"
#include "protocol/chat/utf8.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace hubbub::chat {

namespace {

/// UTS 39, section 5.4: no language stacks more nonspacing marks upon one letter.
constexpr int mostNonspacingMarks = 4;

constexpr std::u32string_view legalPunctuation = U"-_.'·";

/// What would let a name pass for a line of the program's own. Punctuation and white space do not count when
/// looking for them.
constexpr std::array<std::string_view, 11> forbiddenAnywhere{
    "管理员消息", "进入了聊天室", "退出了聊天室", "连接中断", "joined the", "管理員消息",
    "管理員訊息", "進入了聊天室", "連接中斷",     "連線中斷", "left the",
};
constexpr std::array<std::string_view, 3> forbiddenAtStart{"管理员", "管理員", "admin"};

Unexpected<Refusal> illegal(std::string reason)
{
    return Unexpected(Refusal{.code = RefusalCode::nameIllegal, .text = std::move(reason)});
}

std::string codePoint(char32_t character)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(character));
    return text.data();
}

std::string quoted(char32_t character)
{
    std::string text = "“";
    appendUtf8(text, character);
    return text + "”";
}

bool isInvisible(char32_t character)
{
    const auto icuCharacter = static_cast<UChar32>(character);
    return u_hasBinaryProperty(icuCharacter, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0
        || u_charType(icuCharacter) == U_FORMAT_CHAR;
}

/// Nothing if the character may stand in a name.
std::optional<std::string> whyNot(char32_t character)
{
    if (legalPunctuation.find(character) != std::u32string_view::npos)
        return std::nullopt;
    const auto icuCharacter = static_cast<UChar32>(character);
    if (u_isUWhiteSpace(icuCharacter) != 0)
        return "A name cannot hold spaces; put - or _ between words.";
    if (isInvisible(character))
        return "A name cannot hold invisible characters (" + codePoint(character) + "); type it anew.";
    switch (u_charType(icuCharacter)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_DECIMAL_DIGIT_NUMBER:
        return std::nullopt;
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
        // The ideographic zero is a letter to those who write it.
        if (character == U'〇')
            return std::nullopt;
        return "Of numbers a name can hold digits only, not " + quoted(character) + ".";
    case U_ENCLOSING_MARK:
    case U_MATH_SYMBOL:
    case U_CURRENCY_SYMBOL:
    case U_MODIFIER_SYMBOL:
    case U_OTHER_SYMBOL:
        return "A name cannot hold symbols or emoji such as " + quoted(character)
             + "; use letters and digits.";
    case U_CONTROL_CHAR:
        return "A name cannot hold control characters (" + codePoint(character) + ").";
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED:
    case U_SURROGATE:
        return "A name cannot hold " + codePoint(character) + ", which is no assigned character.";
    default:
        return "Of punctuation a name can hold only - _ . ' and ·, not " + quoted(character) + ".";
    }
}

bool isMark(char32_t character)
{
    return (U_MASK(u_charType(static_cast<UChar32>(character))) & U_GC_M_MASK) != 0;
}

bool isNonspacingMark(char32_t character)
{
    return u_charType(static_cast<UChar32>(character)) == U_NON_SPACING_MARK;
}

std::optional<std::string> wrongCharacters(std::string_view text)
{
    std::optional<std::string> wrong;
    int marks = 0;
    bool hasBody = false;
    bool first = true;
    forEachCharacter(text, [&](const Utf8Character& character) {
        marks = isNonspacingMark(character.value) ? marks + 1 : 0;
        hasBody =
            hasBody || u_isalnum(static_cast<UChar32>(character.value)) != 0 || character.value == U'〇';
        if (!wrong)
            wrong = whyNot(character.value);
        if (!wrong && first && isMark(character.value))
            wrong = "A name cannot begin with a combining mark (" + codePoint(character.value) + ").";
        if (!wrong && marks > mostNonspacingMarks)
            wrong = "A name cannot stack more than " + std::to_string(mostNonspacingMarks)
                  + " marks upon one letter.";
        first = false;
    });
    if (!wrong && !hasBody)
        wrong = "A name needs at least one letter or digit.";
    return wrong;
}

std::string tooLong()
{
    return "A name can have at most " + std::to_string(limits::nameGraphemes) + " characters and "
         + std::to_string(limits::nameBytes) + " bytes; take a shorter one.";
}

bool fits(std::string_view text)
{
    return text.size() <= limits::nameBytes && unicode::graphemeEnds(text).size() <= limits::nameGraphemes;
}

std::optional<std::string> wrongMixture(std::string_view text)
{
    switch (unicode::mixtureIn(text)) {
    case unicode::Mixture::none:
        return std::nullopt;
    case unicode::Mixture::scripts:
        return "A name cannot mix scripts that look alike, such as Latin with Cyrillic or Greek letters; "
               "write it in one script.";
    case unicode::Mixture::digits:
        return "A name cannot mix digits of several scripts.";
    case unicode::Mixture::repeatedMark:
        return "A name cannot have the same mark twice upon one letter.";
    case unicode::Mixture::hiddenOverlay:
        return "A name cannot have marks that disappear in their letters, like a second dot on an i.";
    }
    CHECK(false);
}

/// Without what does not count.
std::string bare(std::string_view text)
{
    std::string result;
    forEachCharacter(text, [&](const Utf8Character& character) {
        if (u_isUWhiteSpace(static_cast<UChar32>(character.value)) == 0
            && legalPunctuation.find(character.value) == std::u32string_view::npos)
            appendUtf8(result, character.value);
    });
    return result;
}

NameKeys bareKeys(std::string_view text)
{
    const auto keys = nameKeysOf(text);
    return {.fold = bare(keys.fold), .lookalike = bare(keys.lookalike)};
}

template <std::size_t N>
std::vector<NameKeys> bareKeysOf(const std::array<std::string_view, N>& words)
{
    std::vector<NameKeys> keys;
    keys.reserve(N);
    for (const auto word : words)
        keys.push_back(bareKeys(word));
    return keys;
}

std::optional<std::string> wrongWords(std::string_view text)
{
    // Made of constants once and never changed.
    static const auto anywhere = bareKeysOf(forbiddenAnywhere);
    static const auto atStart = bareKeysOf(forbiddenAtStart);
    const auto keys = bareKeys(text);
    const auto occurs = [&](const NameKeys& word) {
        return keys.fold.find(word.fold) != std::string::npos
            || keys.lookalike.find(word.lookalike) != std::string::npos;
    };
    const auto begins = [&](const NameKeys& word) {
        return keys.fold.starts_with(word.fold) || keys.lookalike.starts_with(word.lookalike);
    };
    if (std::any_of(anywhere.begin(), anywhere.end(), occurs))
        return "A name cannot hold the words of the room's own lines; take another one.";
    if (std::any_of(atStart.begin(), atStart.end(), begins))
        return "A name cannot begin with “admin” or “管理员”, which could be taken for the admin; take "
               "another one.";
    return std::nullopt;
}

} // namespace

Result<Name, Refusal> Name::parse(std::string_view text)
{
    if (text.empty())
        return illegal("A name is needed: 1 to " + std::to_string(limits::nameGraphemes) + " characters.");
    if (text.size() > typedNameBytes)
        return illegal(tooLong());
    if (!isValidUtf8(text))
        return illegal("The name is not valid UTF-8; check the encoding of your terminal.");
    auto composed = unicode::nfc(text);
    if (auto wrong = wrongCharacters(composed))
        return illegal(std::move(*wrong));
    if (!fits(composed))
        return illegal(tooLong());
    if (auto wrong = wrongMixture(composed))
        return illegal(std::move(*wrong));
    if (auto wrong = wrongWords(composed))
        return illegal(std::move(*wrong));
    auto keys = nameKeysOf(composed);
    return Name(std::move(composed), std::move(keys));
}

} // namespace hubbub::chat
