#include "server/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace hubbub::server {

namespace {

bool install(const QString& catalogue, const QString& folder)
{
    auto* const translator = new QTranslator(QCoreApplication::instance());
    return translator->load(QLocale(), catalogue, QStringLiteral("_"), folder)
        && QCoreApplication::installTranslator(translator);
}

} // namespace

void installTranslations()
{
    if (!install(QStringLiteral("hubbub"), QStringLiteral(":/translations")))
        return;
    // What Qt itself says, such as a wrong option; a machine without its translations hears that in English.
    install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

} // namespace hubbub::server
