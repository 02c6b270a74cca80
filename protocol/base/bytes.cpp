#include "protocol/base/bytes.h"

#include <algorithm>

namespace hubbub {

namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";
constexpr std::string_view base64UrlDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::optional<std::uint32_t> digitValue(std::string_view alphabet, char digit)
{
    const auto at = alphabet.find(digit);
    if (at == std::string_view::npos)
        return std::nullopt;
    return static_cast<std::uint32_t>(at);
}

} // namespace

bool equalBytes(ByteView a, ByteView b)
{
    return std::ranges::equal(a, b);
}

std::string toHex(ByteView bytes)
{
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const Byte byte : bytes) {
        text += hexDigits[byte >> 4U];
        text += hexDigits[byte & 0x0fU];
    }
    return text;
}

std::optional<Bytes> fromHex(std::string_view text)
{
    if (text.size() % 2 != 0)
        return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const auto high = digitValue(hexDigits, text[i]);
        const auto low = digitValue(hexDigits, text[i + 1]);
        if (!high || !low)
            return std::nullopt;
        bytes.push_back(static_cast<Byte>(*high << 4U | *low));
    }
    return bytes;
}

std::string toBase64Url(ByteView bytes)
{
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const Byte byte : bytes) {
        pending = pending << 8U | byte;
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            text += base64UrlDigits[pending >> bits & 0x3fU];
        }
    }
    if (bits > 0)
        text += base64UrlDigits[pending << (6 - bits) & 0x3fU];
    return text;
}

std::optional<Bytes> fromBase64Url(std::string_view text)
{
    Bytes bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const char digit : text) {
        const auto value = digitValue(base64UrlDigits, digit);
        if (!value)
            return std::nullopt;
        pending = pending << 6U | *value;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<Byte>(pending >> bits));
        }
    }
    const bool strayBits = (pending & ((1U << bits) - 1U)) != 0;
    if (bits >= 6 || strayBits)
        return std::nullopt;
    return bytes;
}

} // namespace hubbub
