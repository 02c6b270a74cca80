// Colours that can be read on whatever background the person's palette has: each reaches the contrast that
// WCAG 2.1 asks of small text, or more where that is demanded.
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

namespace hubbub::gui {

/// WCAG 2.1, 1.4.3 (AA).
inline constexpr double readableContrast = 4.5;

/// From 1 (none) to 21 (black and white), whichever is which.
double contrast(const QColor& one, const QColor& other);
/// For all colours made here from then on; of the application, as its palette is.
void demandContrast(double least);
/// `wanted`, made lighter or darker as far as it takes on this background.
QColor readable(const QColor& wanted, const QColor& background);
/// The same for the same name on every screen and in every run.
QColor nameColor(const QString& name, const QColor& background);
/// Between text and background: for what matters less.
QColor dimmed(const QColor& text, const QColor& background);
/// `share` of one (0 to 1) in the other.
QColor mixed(const QColor& one, const QColor& other, double share);

enum class Tone { good, waiting, bad, announcement };
QColor toneColor(Tone tone, const QColor& background);

} // namespace hubbub::gui
