// Fusion for dark windows and for those who need contrast: it draws the edges of controls in a darker shade
// of the window's colour, which is hardly seen there.
#pragma once

#include <QProxyStyle>

namespace hubbub::gui {

class PaletteStyle final : public QProxyStyle {
    Q_OBJECT

public:
    /// As Fusion has them; of what is typed into and ticked, as far as WCAG 2.1, 1.4.11 asks; of everything,
    /// in the colour of text.
    enum class Edges { shaded, seen, outlined };
    explicit PaletteStyle(Edges edges);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;

private:
    void drawEdge(const QStyleOption& option, QPainter& painter) const;

    Edges edges_;
};

} // namespace hubbub::gui
