// Whom a word of a command means, among those who are here.
#pragma once

#include "protocol/chat/roster_entry.h"

#include <QString>

#include <optional>
#include <vector>

namespace hubbub::screen {

/// A name, in any of its spellings, or `#NUMBER`.
std::optional<chat::RosterEntry> findMember(const std::vector<chat::RosterEntry>& members,
                                            const QString& who);
/// `小明 (#7, Zm9vYmFyYm)`: whom a command has hit.
QString shownMember(const chat::RosterEntry& member);

} // namespace hubbub::screen
