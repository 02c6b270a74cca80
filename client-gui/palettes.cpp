#include "client-gui/palettes.h"

#include "client-gui/colors.h"

namespace hubbub::gui {

namespace {

/// The few colours of which a palette is made, as 0xRRGGBB.
struct Colors {
    QRgb window;
    QRgb base; ///< behind lists and input
    QRgb alternate;
    QRgb button;
    QRgb toolTip;
    QRgb text;
    QRgb placeholder;
    QRgb disabled;
    QRgb accent;
    QRgb onAccent;
    QRgb link;
    QRgb visited;
};

constexpr Colors light{
    .window = 0xf2f3f5,
    .base = 0xffffff,
    .alternate = 0xf6f7f9,
    .button = 0xf2f3f5,
    .toolTip = 0xffffdc,
    .text = 0x1b1d21,
    .placeholder = 0x5c626b,
    .disabled = 0x666b73,
    .accent = 0x1f6fc4,
    .onAccent = 0xffffff,
    .link = 0x1a5fae,
    .visited = 0x7a3fa0,
};
constexpr Colors dark{
    .window = 0x26282c,
    .base = 0x1b1d20,
    .alternate = 0x222428,
    .button = 0x33363b,
    .toolTip = 0x32353a,
    .text = 0xe6e8eb,
    .placeholder = 0x9aa1ab,
    .disabled = 0x9fa4ac,
    .accent = 0x2f76c2,
    .onAccent = 0xffffff,
    .link = 0x7db8f5,
    .visited = 0xc79be8,
};
constexpr Colors high{
    .window = 0x000000,
    .base = 0x000000,
    .alternate = 0x101010,
    .button = 0x1a1a1a,
    .toolTip = 0x000000,
    .text = 0xffffff,
    .placeholder = 0xd0d0d0,
    .disabled = 0xb4b4b4,
    .accent = 0xffe14d,
    .onAccent = 0x000000,
    .link = 0x8cc8ff,
    .visited = 0xe3b8ff,
};

QPalette paletteOf(const Colors& colors)
{
    // Qt makes the shades of frames and grooves from these two.
    QPalette palette(QColor(colors.button), QColor(colors.window));
    const auto set = [&palette](QPalette::ColorRole role, QRgb color) {
        palette.setColor(role, QColor(color));
    };
    set(QPalette::Base, colors.base);
    set(QPalette::AlternateBase, colors.alternate);
    set(QPalette::ToolTipBase, colors.toolTip);
    set(QPalette::Highlight, colors.accent);
    set(QPalette::HighlightedText, colors.onAccent);
    set(QPalette::Link, colors.link);
    set(QPalette::LinkVisited, colors.visited);
    set(QPalette::PlaceholderText, colors.placeholder);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
                            QPalette::BrightText})
    {
        set(role, colors.text);
        palette.setColor(QPalette::Disabled, role, QColor(colors.disabled));
    }
    const QColor faded = mixed(QColor(colors.text), QColor(colors.window), 0.15);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, faded);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor(colors.text));
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf(light);
}

QPalette darkPalette()
{
    return paletteOf(dark);
}

QPalette highContrastPalette()
{
    return paletteOf(high);
}

} // namespace hubbub::gui
