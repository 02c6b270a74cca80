#include "protocol/chat/moderation_words.h"

#include "protocol/crypto/identity.h"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace hubbub::chat {

namespace {

constexpr std::string_view blanks = " \t";

struct Unit {
    char letter;
    std::chrono::seconds length;
};
/// From the largest on.
constexpr std::array units = {Unit{'w', 168h}, Unit{'d', 24h}, Unit{'h', 1h}, Unit{'m', 1min}, Unit{'s', 1s}};
/// No calendar goes further, and no number of milliseconds comes near its limit.
constexpr std::uint64_t mostUnits = 100'000;

template <class Number>
std::optional<Number> parseNumber(std::string_view text)
{
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// Takes the first word off, and the blanks behind it.
std::string_view takeWord(std::string_view& text)
{
    const auto end = std::min(text.find_first_of(blanks), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(text.find_first_not_of(blanks, end), text.size()));
    return word;
}

} // namespace

std::optional<TypedWhom> parseWhom(std::string_view word)
{
    if (word.empty())
        return std::nullopt;
    if (word.front() == '#') {
        const auto number = parseNumber<MemberId::Value>(word.substr(1));
        return number ? std::optional<TypedWhom>(MemberId{*number}) : std::nullopt;
    }
    if (const auto range = AddressRange::parse(word))
        return TypedWhom(*range);
    if (const auto key = crypto::parsePublicKey(word))
        return TypedWhom(*key);
    return TypedWhom(TypedName{std::string(word)});
}

Result<TypedRestriction, Refusal> parseRestriction(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    const auto whom = parseWhom(takeWord(text));
    if (!whom)
        return Unexpected(Refusal{RefusalCode::badArgument,
                                  "Whom? A name, #NUMBER, an address such as 10.1.0.0/16, or a "
                                  "key; then perhaps `for 2h`, and why."});
    TypedRestriction typed{*whom, std::nullopt, {}};
    std::string_view rest = text;
    if (takeWord(rest) == "for") {
        std::string_view behind = rest;
        // `for shouting` is a reason.
        if (const auto lasts = parseLasting(takeWord(behind))) {
            typed.lasts = lasts;
            text = behind;
        }
    }
    typed.reason = text;
    return typed;
}

std::optional<std::chrono::milliseconds> parseLasting(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    for (const Unit& unit : units) {
        if (text.back() != unit.letter)
            continue;
        const auto count = parseNumber<std::uint64_t>(text.substr(0, text.size() - 1));
        if (!count || *count == 0 || *count > mostUnits)
            return std::nullopt;
        return std::chrono::milliseconds(unit.length) * static_cast<std::int64_t>(*count);
    }
    return std::nullopt;
}

std::string lastingText(std::chrono::milliseconds lasting)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(lasting);
    for (const Unit& unit : units) {
        if (seconds >= unit.length && seconds % unit.length == 0s)
            return std::to_string(seconds / unit.length) + unit.letter;
    }
    return std::to_string(seconds.count()) + 's';
}

bool isMeant(const Restriction& restriction, std::string_view word)
{
    const auto whom = parseWhom(word);
    if (!whom)
        return false;
    if (const auto* number = std::get_if<MemberId>(&*whom))
        return restriction.seq.value == number->value;
    if (const auto* name = std::get_if<TypedName>(&*whom))
        return !restriction.name.empty() && restriction.name == name->text;
    if (const auto* key = std::get_if<PublicKey>(&*whom))
        return restriction.whom == RestrictedSet(*key);
    return restriction.whom == RestrictedSet(std::get<AddressRange>(*whom));
}

std::string whomText(const Restriction& restriction)
{
    const auto* key = std::get_if<PublicKey>(&restriction.whom);
    const std::string what =
        key != nullptr ? crypto::publicKeyText(*key) : std::get<AddressRange>(restriction.whom).text();
    return restriction.name.empty() ? what : restriction.name + ' ' + what;
}

} // namespace hubbub::chat
