// The command line of hubbubd.
#pragma once

#include "protocol/base/result.h"
#include "server/settings.h"

#include <QStringList>

#include <optional>

namespace hubbub::server {

/// What to do instead of serving: print this and end.
struct PrintAndExit {
    QString text;
};

/// Reads the configuration file, if one is named, and lets options override it. Failures are one sentence for
/// standard error.
Result<std::variant<Settings, PrintAndExit>, Failure> readArguments(const QStringList& arguments);

} // namespace hubbub::server
