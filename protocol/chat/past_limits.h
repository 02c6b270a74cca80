// Bounds of what is read back and searched for, which both sides rely on, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hubbub::limits {

/// Of a page, or of what a search finds: few enough that live events wait only a moment behind them on a slow
/// link. A single larger event comes alone.
inline constexpr std::size_t pageBytes = std::size_t{8} * 1024;
inline constexpr std::uint32_t pageEvents = 200;
/// What is searched for: more than anybody types.
inline constexpr std::size_t searchQueryBytes = 512;
/// Words and conditions of one search.
inline constexpr unsigned searchWords = 16;

} // namespace hubbub::limits
