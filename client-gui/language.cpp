#include "client-gui/language.h"

#include "protocol/qt/event_lines.h"
#include "protocol/qt/sentences.h"

#include <QLocale>

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
    return true;
}

} // namespace hubbub::gui
