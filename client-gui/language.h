// Which language the window speaks: its own texts, Qt's, and how dates and numbers are written.
#pragma once

#include <QStringList>

namespace hubbub::gui {

/// Of `--lang`, which must be known before anything is said; empty if it is not there.
QString languageOption(const QStringList& arguments);
/// Empty: the locale's. False if there is no such language.
bool installLanguage(const QString& language);

} // namespace hubbub::gui
