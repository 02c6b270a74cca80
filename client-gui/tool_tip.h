// A tool tip that shows what others wrote as it is: QToolTip takes what looks like markup for markup.
#pragma once

#include <QString>

namespace hubbub::gui {

inline QString plainToolTip(const QString& text)
{
    QString lines = text.toHtmlEscaped();
    lines.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QLatin1String("<span>") + lines + QLatin1String("</span>");
}

} // namespace hubbub::gui
