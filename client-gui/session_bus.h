// The desktop's D-Bus, if there is one. It is looked for only where it is announced: Qt would start one of
// its own otherwise, on which nobody listens.
#pragma once

#include <QDBusConnection>

#include <optional>

namespace hubbub::gui {

std::optional<QDBusConnection> sessionBus();

} // namespace hubbub::gui
