// Between the engines' UTF-8 and Qt's UTF-16.
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace hubbub::qt {

inline QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline std::string toUtf8(const QString& text)
{
    return text.toStdString();
}

} // namespace hubbub::qt
