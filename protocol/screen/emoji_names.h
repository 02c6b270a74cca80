// The emoji that can be typed as `:name:`, by their short names.
#pragma once

#include <span>
#include <string_view>

namespace hubbub::screen {

struct EmojiName {
    std::string_view name;  ///< lower case letters, digits, `_`, `+` and `-`
    std::string_view emoji; ///< one user-perceived character, UTF-8
};

/// Sorted by name.
std::span<const EmojiName> emojiNames();
/// Empty if there is none of this name.
std::string_view emojiNamed(std::string_view name);

} // namespace hubbub::screen
