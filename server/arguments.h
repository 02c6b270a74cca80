// The command line of hubbubd.
#pragma once

#include "protocol/base/result.h"
#include "server/export.h"
#include "server/settings.h"

#include <QStringList>

#include <string>
#include <variant>

namespace hubbub::server {

/// What to do instead of serving: print this and end.
struct PrintAndExit {
    QString text;
};
/// Writes the log of a data folder to standard output.
struct ExportOrder {
    std::string dataFolder;
    ExportForm form = ExportForm::json;
    ExportRange range;
};
/// Copies the database of a data folder.
struct BackupOrder {
    std::string dataFolder;
    std::string file;
};
/// Reads a password and prints the key that the configuration holds.
struct HashPasswordOrder {};
/// What the command line asks for; settings: to serve.
using Order = std::variant<Settings, PrintAndExit, ExportOrder, BackupOrder, HashPasswordOrder>;

/// Reads the configuration file, if one is named; the environment counts before it, and options before both.
/// A failure is for standard error, a line for each mistake.
Result<Order, Failure> readArguments(const QStringList& arguments, const Environment& environment);
/// The variables of this process; an empty one is as good as none.
std::optional<std::string> ownEnvironment(const std::string& variable);

} // namespace hubbub::server
