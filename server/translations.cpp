#include "server/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace hubbub::server {

void installTranslations()
{
    auto* const translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QLocale(), QStringLiteral("hubbub"), QStringLiteral("_"),
                         QStringLiteral(":/translations")))
        QCoreApplication::installTranslator(translator);
}

} // namespace hubbub::server
