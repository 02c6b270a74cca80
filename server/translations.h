// Installs the Chinese catalogue when the operator's locale asks for it.
#pragma once

namespace hubbub::server {

/// Call once the QCoreApplication is there.
void installTranslations();

} // namespace hubbub::server
