// What people write: addresses, names, texts, lines.

#include "protocol/base/address.h"
#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/chat/invite_link.h"
#include "protocol/chat/name.h"
#include "protocol/chat/text.h"
#include "protocol/chat/unicode.h"
#include "protocol/chat/utf8.h"
#include "protocol/client/command_line.h"
#include "tests/fuzz/targets.h"

#include <algorithm>

namespace hubbub::fuzz {

namespace {

bool isControl(char32_t character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0);
}

bool isBidiControl(char32_t character)
{
    return character == 0x061c || character == 0x200e || character == 0x200f
        || (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
}

template <class Allowed>
bool consistsOf(std::string_view text, Allowed allowed)
{
    bool isGood = true;
    chat::forEachCharacter(text, [&](const chat::Utf8Character& character) {
        isGood = isGood && character.valid && allowed(character.value);
    });
    return isGood;
}

bool isSafeToShow(std::string_view text)
{
    return consistsOf(
        text, [](char32_t each) { return each == U'\n' || !(isControl(each) || isBidiControl(each)); });
}

} // namespace

void address(ByteView input)
{
    const std::string_view text = textOf(input);
    if (const auto parsed = chat::ServerAddress::parse(text)) {
        CHECK(!parsed->host.empty() && parsed->port != 0);
        CHECK(isSafeToShow(chat::printable(parsed->host)));
        const auto again = chat::ServerAddress::parse(parsed->key ? parsed->link() : parsed->text());
        CHECK(again && *again == *parsed);
    } else {
        CHECK(isSafeToShow(parsed.error().context) && !parsed.error().context.empty());
    }
    if (const auto ip = IpAddress::parse(text))
        CHECK(IpAddress::parse(ip->text()) == *ip);
}

void name(ByteView input)
{
    const std::string_view typed = textOf(input);
    const auto parsed = chat::Name::parse(typed);
    if (!parsed) {
        CHECK(parsed.error().code == chat::RefusalCode::nameIllegal);
        CHECK(isSafeToShow(parsed.error().text) && !parsed.error().text.empty());
        return;
    }
    const std::string& text = parsed->text();
    CHECK(text.size() <= limits::nameBytes && !text.empty() && chat::unicode::nfc(text) == text);
    CHECK(chat::unicode::graphemeEnds(text).size() <= limits::nameGraphemes);
    CHECK(consistsOf(text,
                     [](char32_t each) { return each > U' ' && !isControl(each) && !isBidiControl(each); }));
    const auto again = chat::Name::parse(text);
    CHECK(again && again->text() == text && again->keys() == parsed->keys());
    CHECK(parsed->keys() == chat::nameKeysOf(text));
    // Both keys are fold keys themselves: what is folded already stays.
    CHECK(chat::unicode::fold(parsed->keys().fold) == parsed->keys().fold);
    CHECK(chat::unicode::fold(parsed->keys().lookalike) == parsed->keys().lookalike);
    // A name at the limit may be its own variation; whoever looks for a free one goes on to the next.
    const auto second = chat::Name::parse(chat::nameVariation(*parsed, 2));
    const auto third = chat::Name::parse(chat::nameVariation(*parsed, 3));
    CHECK(second && third && second->keys().fold != third->keys().fold);
}

void text(ByteView input)
{
    const std::string_view given = textOf(input);
    const std::string shown = chat::printable(given);
    CHECK(isSafeToShow(shown));
    CHECK(chat::printable(shown) == shown);

    const auto cleaned = chat::cleanText(given);
    if (cleaned) {
        CHECK(chat::isValidUtf8(given));
        CHECK(!cleaned->empty() && cleaned->size() <= limits::textBytes && cleaned->size() <= given.size());
        CHECK(consistsOf(*cleaned, [](char32_t each) {
            return each == U'\n' || each == U'\t' || !(isControl(each) || isBidiControl(each));
        }));
        const auto again = chat::cleanText(*cleaned);
        CHECK(again && *again == *cleaned);
    } else {
        CHECK(isSafeToShow(cleaned.error().text));
    }
    for (const std::size_t most : {std::size_t{100}, limits::reasonBytes}) {
        const std::string line = chat::cleanLine(given, most);
        CHECK(line.size() <= most && isSafeToShow(line) && line.find('\n') == std::string::npos);
        CHECK(chat::cleanLine(line, most) == line);
    }
    const std::string isolated = chat::isolated(given);
    CHECK((isolated == given) == !chat::hasRightToLeft(given));
}

void line(ByteView input)
{
    const auto parsed = client::parseLine(textOf(input));
    if (!parsed) {
        CHECK(parsed.error().code == chat::RefusalCode::unknownCommand);
        CHECK(isSafeToShow(parsed.error().text));
    } else if (const auto* command = std::get_if<client::CommandLine>(&*parsed)) {
        CHECK(client::findCommand(command->word) != nullptr);
    }
}

} // namespace hubbub::fuzz
