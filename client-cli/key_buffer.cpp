#include "client-cli/key_buffer.h"

#include "protocol/chat/utf8.h"

#include <algorithm>

namespace hubbub::cli {

namespace {

constexpr char escape = '\x1b';

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

/// By its first byte; what is no first byte stands for itself.
std::size_t bytesOfCharacter(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    if (byte >= 0xf0)
        return byte <= 0xf4 ? 4 : 1;
    if (byte >= 0xe0)
        return 3;
    return byte >= 0xc0 ? 2 : 1;
}

/// 0: its rest is still to come.
std::size_t characterBytes(std::string_view bytes)
{
    const std::size_t wanted = bytesOfCharacter(bytes.front());
    const auto there = bytes.substr(1, wanted - 1);
    const bool isBroken = !std::all_of(there.begin(), there.end(), isContinuation);
    if (isBroken)
        return chat::firstCharacter(bytes).bytes;
    return bytes.size() >= wanted ? wanted : 0;
}

/// Of what stands behind `ESC [` (ECMA-48, section 5.4): parameters up to a final byte.
std::size_t sequenceBytes(std::string_view bytes)
{
    const auto isFinal = [](char byte) { return byte >= 0x40 && byte <= 0x7e; };
    const auto end = std::find_if(bytes.begin(), bytes.end(), isFinal);
    return end == bytes.end() ? 0 : static_cast<std::size_t>(end - bytes.begin()) + 1;
}

} // namespace

std::size_t KeyBuffer::keyBytes() const
{
    if (bytes_.empty())
        return 0;
    const std::string_view bytes = bytes_;
    if (bytes.front() != escape)
        return characterBytes(bytes);
    if (bytes.size() == 1)
        return 0;
    if (bytes[1] == '[') {
        const auto rest = sequenceBytes(bytes.substr(2));
        return rest == 0 ? 0 : rest + 2;
    }
    if (bytes[1] == 'O')
        return bytes.size() < 3 ? 0 : 3;
    const auto rest = bytes[1] == escape ? 1 : characterBytes(bytes.substr(1));
    return rest == 0 ? 0 : rest + 1;
}

std::optional<wchar_t> KeyBuffer::take()
{
    if (bytes_.empty())
        return std::nullopt;
    const auto character = chat::firstCharacter(bytes_);
    bytes_.erase(0, character.bytes);
    return static_cast<wchar_t>(character.value);
}

} // namespace hubbub::cli
