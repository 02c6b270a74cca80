// What was typed, until it makes whole keys: a character's bytes, or an escape sequence's. The line editor
// reads keys without looking at the clock, and would wait for the rest of a half one while the room goes on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::cli {

class KeyBuffer {
public:
    void add(std::string_view bytes) { bytes_ += bytes; }
    /// A whole key stands at the front.
    bool hasKey() const { return keyBytes() > 0; }
    /// Something that may still become a key.
    bool hasHalfKey() const { return !bytes_.empty() && keyBytes() == 0; }
    /// The rest did not come in time: an escape key alone means nothing.
    void dropHalfKey() { bytes_.clear(); }
    /// The next character, of a key or within one.
    std::optional<wchar_t> take();

private:
    /// 0: not whole.
    std::size_t keyBytes() const;

    std::string bytes_;
};

} // namespace hubbub::cli
