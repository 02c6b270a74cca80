// Where a person's files are, by the XDG Base Directory Specification.
#pragma once

#include <QString>

namespace hubbub::qt {

/// `folder` is what --profile says; then everything lives there. Empty: the person's usual folders.
QString stateFolder(const QString& folder);
QString configurationFolder(const QString& folder);

} // namespace hubbub::qt
