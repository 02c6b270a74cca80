#include "protocol/qt/xdg_folders.h"

#include <QDir>

namespace hubbub::qt {

namespace {

/// A relative path in the variable counts as none.
QString folderOf(const QString& chosen, const char* variable, const char* usual)
{
    if (!chosen.isEmpty())
        return QDir::cleanPath(QDir(chosen).absolutePath());
    const QString home = qEnvironmentVariable(variable);
    const QString above =
        QDir::isAbsolutePath(home) ? home : QDir::homePath() + QLatin1Char('/') + QLatin1String(usual);
    return QDir::cleanPath(above + QLatin1String("/hubbub"));
}

} // namespace

QString stateFolder(const QString& folder)
{
    return folderOf(folder, "XDG_STATE_HOME", ".local/state");
}

QString configurationFolder(const QString& folder)
{
    return folderOf(folder, "XDG_CONFIG_HOME", ".config");
}

} // namespace hubbub::qt
