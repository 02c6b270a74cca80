// The program's own palettes, for whoever does not want the system's. Every text on every background that it
// can stand on has the contrast that WCAG 2.1 asks for: AA in light and dark, AAA in high contrast.
#pragma once

#include <QPalette>

namespace hubbub::gui {

/// WCAG 2.1, 1.4.6 (AAA).
inline constexpr double highestContrast = 7;

QPalette lightPalette();
QPalette darkPalette();
/// White on black: also easy on eyes that light hurts.
QPalette highContrastPalette();

} // namespace hubbub::gui
