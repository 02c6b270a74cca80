#include "client-cli/terminal/style.h"

#include <QByteArray>

namespace hubbub::terminal {

Style styleOfName(const QString& name)
{
    // FNV-1a: few names in a room, so that nothing stronger is needed, and the same on every machine.
    std::uint32_t hash = 2166136261U;
    const QByteArray bytes = name.toUtf8();
    for (const char byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 16777619U;
    }
    Style style;
    style.ink = Ink::name;
    // The upper bits are the better mixed ones.
    style.name = static_cast<std::uint8_t>(hash >> 24U);
    return style;
}

} // namespace hubbub::terminal
