// Bytes on their way: views that own nothing, buffers that own, and text for people and scripts (hex,
// base64url).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub {

using Byte = std::uint8_t;
using Bytes = std::vector<Byte>;
using ByteView = std::span<const Byte>;
using MutableBytes = std::span<Byte>;
template <std::size_t N>
using ByteArray = std::array<Byte, N>;

/// The view lives as long as the text does.
inline ByteView bytesOf(std::string_view text)
{
    return {reinterpret_cast<const Byte*>(text.data()), text.size()};
}

/// The text lives as long as the bytes do; it need not be valid UTF-8.
inline std::string_view textOf(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes copyOf(ByteView bytes)
{
    return {bytes.begin(), bytes.end()};
}

bool equalBytes(ByteView a, ByteView b);

/// Lower case, two digits a byte.
std::string toHex(ByteView bytes);
/// Nothing on an odd number of digits or any other character.
std::optional<Bytes> fromHex(std::string_view text);

/// RFC 4648 section 5, without padding.
std::string toBase64Url(ByteView bytes);
/// Strict: no padding, no white space, no stray bits in the last character.
std::optional<Bytes> fromBase64Url(std::string_view text);

} // namespace hubbub
