#include "protocol/chat/utf8.h"

namespace hubbub::chat {

namespace {

/// What a first byte demands of those behind it (Unicode, table 3-7).
struct Lead {
    std::size_t bytes = 0; ///< 0: cannot be first
    unsigned bits = 0;
    unsigned secondLeast = 0x80;
    unsigned secondMost = 0xbf;
};

Lead leadOf(unsigned byte)
{
    if (byte < 0xc2)
        return {};
    if (byte < 0xe0)
        return {.bytes = 2, .bits = byte & 0x1fU};
    if (byte < 0xf0)
        return {.bytes = 3,
                .bits = byte & 0x0fU,
                .secondLeast = byte == 0xe0 ? 0xa0U : 0x80U,
                .secondMost = byte == 0xed ? 0x9fU : 0xbfU};
    if (byte < 0xf5)
        return {.bytes = 4,
                .bits = byte & 0x07U,
                .secondLeast = byte == 0xf0 ? 0x90U : 0x80U,
                .secondMost = byte == 0xf4 ? 0x8fU : 0xbfU};
    return {};
}

} // namespace

Utf8Character firstCharacter(std::string_view text)
{
    const auto at = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(text[i]); };
    if (at(0) < 0x80)
        return {.value = at(0), .bytes = 1, .valid = true};
    const auto lead = leadOf(at(0));
    if (lead.bytes == 0)
        return {};
    char32_t value = lead.bits;
    for (std::size_t i = 1; i < lead.bytes; ++i) {
        const auto least = i == 1 ? lead.secondLeast : 0x80U;
        const auto most = i == 1 ? lead.secondMost : 0xbfU;
        if (i == text.size() || at(i) < least || at(i) > most)
            return {.bytes = i};
        value = value << 6U | (at(i) & 0x3fU);
    }
    return {.value = value, .bytes = lead.bytes, .valid = true};
}

void appendUtf8(std::string& out, char32_t character)
{
    const auto push = [&](char32_t byte) {
        out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
    };
    if (character < 0x80) {
        push(character);
    } else if (character < 0x800) {
        push(0xc0U | character >> 6U);
        push(0x80U | (character & 0x3fU));
    } else if (character < 0x10000) {
        push(0xe0U | character >> 12U);
        push(0x80U | (character >> 6U & 0x3fU));
        push(0x80U | (character & 0x3fU));
    } else {
        push(0xf0U | character >> 18U);
        push(0x80U | (character >> 12U & 0x3fU));
        push(0x80U | (character >> 6U & 0x3fU));
        push(0x80U | (character & 0x3fU));
    }
}

} // namespace hubbub::chat
