// Tells the processor what will be read soon. Going through ten thousand members costs mostly waiting for
// memory; asked for a member ahead, it is there in time.
#pragma once

#include <cstddef>

namespace hubbub {

inline void prefetch(const void* memory, std::size_t bytes)
{
#if defined(__GNUC__)
    constexpr std::size_t cacheLine = 64;
    const auto* const begin = static_cast<const char*>(memory);
    for (std::size_t offset = 0; offset < bytes; offset += cacheLine)
        __builtin_prefetch(begin + offset);
#else
    static_cast<void>(memory);
    static_cast<void>(bytes);
#endif
}

} // namespace hubbub
