// What /ignore and /unignore do and answer, on the screens and line by line. Knows no screen.
#pragma once

#include "protocol/base/result.h"
#include "protocol/chat/refusal.h"
#include "protocol/screen/ignore_list.h"

#include <QString>

namespace hubbub::screen {

/// `/ignore` alone: whom this person ignores.
QString ignoredText(const IgnoreList& ignored);
/// `member` is whom the person means by `typed`, if anybody here.
Result<QString, chat::Refusal> ignore(IgnoreList& ignored, const std::optional<chat::RosterEntry>& member,
                                      const QString& typed, const QString& ownName);
/// By the name under which they were ignored.
Result<QString, chat::Refusal> unignore(IgnoreList& ignored, const QString& name);

} // namespace hubbub::screen
