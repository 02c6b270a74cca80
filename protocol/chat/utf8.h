// UTF-8 one character at a time (Unicode 15, section 3.9), for bytes that need not be UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::chat {

struct Utf8Character {
    char32_t value = 0xfffd; ///< U+FFFD if ill-formed
    std::size_t bytes = 1;   ///< how many it takes; of ill-formed ones, those that belong together
    bool valid = false;
};

/// Of a text that is not empty.
Utf8Character firstCharacter(std::string_view text);
void appendUtf8(std::string& out, char32_t character);

/// Calls visit(const Utf8Character&) for each character in order.
template <class Visit>
void forEachCharacter(std::string_view text, Visit&& visit)
{
    while (!text.empty()) {
        const auto character = firstCharacter(text);
        visit(character);
        text.remove_prefix(character.bytes);
    }
}

} // namespace hubbub::chat
