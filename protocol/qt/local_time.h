// This machine's clock, and days as people mean them: from midnight to midnight where they are.
#pragma once

#include "protocol/base/time.h"

#include <QString>

#include <optional>

namespace hubbub::qt {

/// By this machine's clock.
WallTime wallTime();
/// `18:30`, as it stands beside each message, whatever the language.
QString timeText(WallTime time);
/// The date as the language has it, and the time: `1/31/26 18:30`.
QString dateAndTimeText(WallTime time);
/// The time alone if it is one of today.
QString shortTimeText(WallTime time);
/// `2026-01-31`, midnight here; or with a time and a zone, as chat::parseTime() reads it.
std::optional<WallTime> parseLocalTime(const QString& text);
/// A search in which days behind before: and after: are such points in time, for a server that is elsewhere.
QString localQuery(const QString& query);

} // namespace hubbub::qt
