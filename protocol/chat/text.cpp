#include "protocol/chat/text.h"

#include "protocol/base/limits.h"
#include "protocol/chat/utf8.h"

#include <unicode/uchar.h>

namespace hubbub::chat {

namespace {

constexpr std::string_view firstStrongIsolate = "\u2068";
constexpr std::string_view popDirectionalIsolate = "\u2069";
/// Symbols to Unicode, and yet there is nothing to see: the pattern of no dots, the note without a head.
constexpr char32_t brailleBlank = 0x2800;
constexpr char32_t nullNotehead = 0x1d159;

bool has(char32_t character, UProperty property)
{
    return u_hasBinaryProperty(static_cast<UChar32>(character), property) != 0;
}

bool isControl(char32_t character)
{
    return u_charType(static_cast<UChar32>(character)) == U_CONTROL_CHAR;
}

bool isBidiControl(char32_t character)
{
    return has(character, UCHAR_BIDI_CONTROL);
}

/// Anchors of annotations, joiners and the like. The signs that Arabic and others write before a number are
/// of the same category, but are seen.
bool isFormatCharacter(char32_t character)
{
    return u_charType(static_cast<UChar32>(character)) == U_FORMAT_CHAR
        && !has(character, UCHAR_PREPENDED_CONCATENATION_MARK);
}

bool looksEmpty(char32_t character)
{
    return has(character, UCHAR_WHITE_SPACE) || has(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)
        || isControl(character) || isFormatCharacter(character) || character == brailleBlank
        || character == nullNotehead;
}

bool isBlank(std::string_view text)
{
    while (!text.empty()) {
        const auto character = firstCharacter(text);
        if (!looksEmpty(character.value))
            return false;
        text.remove_prefix(character.bytes);
    }
    return true;
}

/// Vertical tab, form feed, next line, line and paragraph separator; carriage return and line feed are the
/// caller's.
bool isOddNewline(char32_t character)
{
    switch (character) {
    case 0x0b:
    case 0x0c:
    case 0x85:
    case 0x2028:
    case 0x2029:
        return true;
    default:
        return false;
    }
}

/// Every way to write a newline becomes a line feed; ill-formed bytes become U+FFFD.
std::string withLineFeeds(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto character = firstCharacter(text);
        if (text.starts_with("\r\n")) {
            text.remove_prefix(1);
            continue;
        }
        appendUtf8(result, isOddNewline(character.value) ? U'\n' : character.value);
        text.remove_prefix(character.bytes);
    }
    return result;
}

template <class Keep>
std::string filtered(std::string_view text, Keep keep)
{
    std::string result;
    forEachCharacter(text, [&](const Utf8Character& character) {
        if (keep(character.value))
            appendUtf8(result, character.value);
    });
    return result;
}

} // namespace

bool isValidUtf8(std::string_view text)
{
    while (!text.empty()) {
        const auto character = firstCharacter(text);
        if (!character.valid)
            return false;
        text.remove_prefix(character.bytes);
    }
    return true;
}

std::string cleaned(std::string_view text)
{
    return filtered(withLineFeeds(text), [](char32_t character) {
        return character == U'\n' || character == U'\t'
            || !(isControl(character) || isBidiControl(character));
    });
}

Result<std::string, Refusal> cleanText(std::string_view text)
{
    const auto refuse = [](RefusalCode code, std::string reason) {
        return Unexpected(Refusal{.code = code, .text = std::move(reason)});
    };
    if (!isValidUtf8(text))
        return refuse(RefusalCode::textIllegal,
                      "The text is not valid UTF-8; check the encoding of your terminal.");
    auto clean = cleaned(text);
    if (isBlank(clean))
        return refuse(RefusalCode::textIllegal, "The text is blank; write something.");
    if (clean.size() > limits::textBytes)
        return refuse(RefusalCode::tooLong, "The text has " + std::to_string(clean.size())
                                                + " bytes, and at most " + std::to_string(limits::textBytes)
                                                + " are allowed; send it in parts.");
    return clean;
}

std::string cleanLine(std::string_view text, std::size_t most)
{
    std::string line;
    bool full = false;
    forEachCharacter(cleaned(text), [&](const Utf8Character& character) {
        full = full || line.size() + character.bytes > most;
        if (!full)
            appendUtf8(line, character.value == U'\n' || character.value == U'\t' ? U' ' : character.value);
    });
    return isBlank(line) ? std::string() : line;
}

bool hasRightToLeft(std::string_view text)
{
    bool found = false;
    forEachCharacter(text, [&](const Utf8Character& character) {
        switch (u_charDirection(static_cast<UChar32>(character.value))) {
        case U_RIGHT_TO_LEFT:
        case U_RIGHT_TO_LEFT_ARABIC:
        case U_ARABIC_NUMBER: // no letter, but it turns what stands around it
        case U_RIGHT_TO_LEFT_EMBEDDING:
        case U_RIGHT_TO_LEFT_OVERRIDE:
        case U_RIGHT_TO_LEFT_ISOLATE:
            found = true;
            break;
        default:
            break;
        }
    });
    return found;
}

std::string isolated(std::string_view text)
{
    if (!hasRightToLeft(text))
        return std::string(text);
    std::string result(firstStrongIsolate);
    result += text;
    result += popDirectionalIsolate;
    return result;
}

std::string printable(std::string_view text)
{
    std::string result;
    forEachCharacter(withLineFeeds(text), [&](const Utf8Character& character) {
        if (character.value == U'\t')
            result += ' ';
        else if (character.value == U'\n' || !isControl(character.value)) {
            if (!isBidiControl(character.value))
                appendUtf8(result, character.value);
        } else {
            appendUtf8(result, U'\ufffd');
        }
    });
    return result;
}

} // namespace hubbub::chat
