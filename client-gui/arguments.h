// The command line of hubbub-desktop.
#pragma once

#include "protocol/base/result.h"
#include "protocol/chat/invite_link.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace hubbub::gui {

struct Arguments {
    std::optional<chat::ServerAddress> server; ///< with the key given beside it
    std::optional<QString> name;
    QString profile; ///< empty: the usual folders
    bool acceptNewKey = false;
};
/// What to do instead: print this and end.
struct PrintAndExit {
    QString text;
};

/// Failures are a sentence for standard error.
Result<std::variant<Arguments, PrintAndExit>, Failure> readArguments(const QStringList& arguments);

} // namespace hubbub::gui
