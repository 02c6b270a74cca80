// Fusion for those who need contrast: it draws the edges of controls in a shade of the window's colour, which
// is black on black there; this one draws them in the colour of text.
#pragma once

#include <QProxyStyle>

namespace hubbub::gui {

class OutlinedStyle final : public QProxyStyle {
    Q_OBJECT

public:
    OutlinedStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

} // namespace hubbub::gui
