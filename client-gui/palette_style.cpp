#include "client-gui/palette_style.h"

#include "client-gui/colors.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>

namespace hubbub::gui {

namespace {

/// Of the text's colour in the window's, for an edge that is seen and does not shout.
constexpr double seenShare = 0.5;

/// The field of such a control lies within its edge.
bool isWithinControl(const QWidget* widget)
{
    return widget != nullptr
        && (qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr
            || qobject_cast<const QComboBox*>(widget->parentWidget()) != nullptr);
}

} // namespace

PaletteStyle::PaletteStyle(Edges edges) : QProxyStyle(QStringLiteral("fusion")), edges_(edges) {}

void PaletteStyle::drawEdge(const QStyleOption& option, QPainter& painter) const
{
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const bool isFocused = option.state.testFlag(QStyle::State_HasFocus);
    const auto group = isEnabled ? QPalette::Active : QPalette::Disabled;
    const QColor text = option.palette.color(group, QPalette::WindowText);
    const QColor plain = edges_ == Edges::outlined
                           ? text
                           : mixed(text, option.palette.color(group, QPalette::Window), seenShare);
    painter.save();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(isFocused ? option.palette.color(group, QPalette::Highlight) : plain,
                        isFocused && edges_ == Edges::outlined ? 2 : 1));
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void PaletteStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (edges_ == Edges::shaded || isWithinControl(widget))
        return;
    switch (element) {
    case PE_Frame:
        if (edges_ == Edges::outlined || qobject_cast<const QPlainTextEdit*>(widget) != nullptr)
            drawEdge(*option, *painter);
        break;
    case PE_PanelButtonCommand:
    case PE_FrameMenu:
    case PE_FrameGroupBox:
        if (edges_ == Edges::outlined)
            drawEdge(*option, *painter);
        break;
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
    case PE_IndicatorCheckBox:
        drawEdge(*option, *painter);
        break;
    default:
        break;
    }
}

void PaletteStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                      QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (edges_ != Edges::shaded && (control == CC_ComboBox || control == CC_SpinBox))
        drawEdge(*option, *painter);
}

int PaletteStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* data) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0
                                                       : QProxyStyle::styleHint(hint, option, widget, data);
}

} // namespace hubbub::gui
