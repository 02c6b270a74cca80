// Fusion for those who need contrast: it draws the edges of controls in a shade of the window's colour, which
// is black on black there; this one draws them in the colour of text.
#pragma once

#include <QProxyStyle>

namespace hubbub::gui {

class PaletteStyle final : public QProxyStyle {
    Q_OBJECT

public:
    enum class Edges { shaded, outlined };
    explicit PaletteStyle(Edges edges);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;

private:
    Edges edges_;
};

} // namespace hubbub::gui
