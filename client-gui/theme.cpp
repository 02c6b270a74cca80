#include "client-gui/theme.h"

#include "client-gui/colors.h"
#include "client-gui/palette_style.h"
#include "client-gui/palettes.h"

#include <QApplication>
#include <QStyle>

#include <utility>

namespace hubbub::gui {

namespace {

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QPalette paletteOf(Look look)
{
    switch (look) {
    case Look::system:
        return {};
    case Look::light:
        return lightPalette();
    case Look::dark:
        return darkPalette();
    case Look::highContrast:
        return highContrastPalette();
    }
    return {};
}

} // namespace

Theme::Theme(QObject* parent)
    : QObject(parent),
      systemStyle_(QApplication::style()->objectName()),
      isSystemDark_(isDark(QApplication::palette()))
{
}

void Theme::setLook(Look look)
{
    wanted_ = look;
    apply();
}

void Theme::setSystemScheme(ColorScheme scheme)
{
    scheme_ = scheme;
    apply();
}

/// Where the system's palette is what it says it prefers, it stays the system's: it knows more than dark and
/// light.
Look Theme::look() const
{
    if (wanted_ != Look::system)
        return wanted_;
    if (scheme_ == ColorScheme::dark && !isSystemDark_)
        return Look::dark;
    if (scheme_ == ColorScheme::light && isSystemDark_)
        return Look::light;
    return Look::system;
}

void Theme::apply()
{
    const Look look = this->look();
    if (std::exchange(shown_, look) == look)
        return;
    demandContrast(look == Look::highContrast ? highestContrast : readableContrast);
    setStyle(look);
    QApplication::setPalette(paletteOf(look));
}

void Theme::setStyle(Look look)
{
    using Edges = PaletteStyle::Edges;
    if (look == Look::system)
        QApplication::setStyle(systemStyle_);
    else
        QApplication::setStyle(new PaletteStyle(look == Look::highContrast ? Edges::outlined
                                                : look == Look::dark       ? Edges::seen
                                                                           : Edges::shaded));
}

} // namespace hubbub::gui
