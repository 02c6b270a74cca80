#include "protocol/base/limits.h"
#include "protocol/chat/name.h"
#include "protocol/chat/unicode.h"
#include "protocol/chat/utf8.h"

#include <unicode/uchar.h>

#include <optional>

namespace hubbub::chat {

namespace {

/// The zero of the digits the name is written with: a name must not mix digits of several scripts.
char32_t zeroOf(std::string_view name)
{
    char32_t zero = U'0';
    forEachCharacter(name, [&](const Utf8Character& character) {
        const auto value = u_charDigitValue(static_cast<UChar32>(character.value));
        if (value >= 0)
            zero = character.value - static_cast<char32_t>(value);
    });
    return zero;
}

bool endsInDigit(std::string_view name)
{
    bool digit = false;
    forEachCharacter(name, [&](const Utf8Character& character) {
        digit = u_isdigit(static_cast<UChar32>(character.value)) != 0;
    });
    return digit;
}

std::string numeral(unsigned n, char32_t zero)
{
    std::string text;
    for (const auto digit : std::to_string(n))
        appendUtf8(text, zero + static_cast<char32_t>(digit - '0'));
    return text;
}

} // namespace

std::string nameVariation(const Name& name, unsigned n)
{
    const auto& text = name.text();
    const auto ends = unicode::graphemeEnds(text);
    auto number = numeral(n, zeroOf(text));
    for (auto kept = ends.size(); kept > 0; --kept) {
        const auto base = std::string_view(text).substr(0, ends[kept - 1]);
        auto variation = std::string(base) + (endsInDigit(base) ? "_" : "") + number;
        if (Name::parse(variation))
            return variation;
    }
    return number;
}

} // namespace hubbub::chat
