#include "client-gui/language.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/sentences.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace hubbub::gui {

QString languageOption(const QStringList& arguments)
{
    const QString option = QStringLiteral("--lang");
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments[i] == option && i + 1 < arguments.size())
            return arguments[i + 1];
        if (arguments[i].startsWith(option + QLatin1Char('=')))
            return arguments[i].mid(option.size() + 1);
    }
    return {};
}

bool installLanguage(const QString& language)
{
    if (!qt::installTranslations(language))
        return false;
    const QLocale::Language spoken = qt::speaksEnglish() ? QLocale::English : QLocale::Chinese;
    if (QLocale().language() != spoken)
        QLocale::setDefault(QLocale(spoken));
    if (spoken == QLocale::English)
        return true;
    // Without it the standard buttons stay English, which is no reason to stop.
    auto* const translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(translator);
    return true;
}

} // namespace hubbub::gui
