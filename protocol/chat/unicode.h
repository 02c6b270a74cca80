// The few things the room asks of ICU, in UTF-8. Its objects are made at first use and never changed
// afterwards, so they can be shared by all threads and no result depends on who asked before.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::chat::unicode {

std::string nfc(std::string_view text);
/// NFKC and full case folding, repeated until nothing changes.
std::string fold(std::string_view text);
/// The skeleton of UTS 39, section 4, of one character after NFD.
std::string skeleton(char32_t character);
/// Canonical decomposition: what the skeleton is made of.
std::string nfd(std::string_view text);

/// Where each user-perceived character ends (UAX 29), in bytes.
std::vector<std::size_t> graphemeEnds(std::string_view text);

/// What UTS 39, section 5, finds wrong with the way a name is put together.
enum class Mixture {
    none,
    scripts,       ///< beyond "highly restrictive" (section 5.2)
    digits,        ///< of more than one system (section 5.3)
    repeatedMark,  ///< a mark on top of the same mark
    hiddenOverlay, ///< a mark that disappears in its letter, like the dot above an i
};
Mixture mixtureIn(std::string_view text);

} // namespace hubbub::chat::unicode
