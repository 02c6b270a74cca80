#include "protocol/qt/event_lines.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <optional>

namespace hubbub::qt {

namespace {

enum class Language { english, chinese };

/// `zh_CN`, `zh-Hans-CN`, `en`, `en_US.UTF-8`, and the `C` of those who ask for no language.
std::optional<Language> languageOf(const QString& code)
{
    const QString language = code.section(QLatin1Char('.'), 0, 0)
                                 .replace(QLatin1Char('-'), QLatin1Char('_'))
                                 .section(QLatin1Char('_'), 0, 0);
    if (language == QLatin1String("zh"))
        return Language::chinese;
    if (language == QLatin1String("en") || language == QLatin1String("C")
        || language == QLatin1String("POSIX"))
        return Language::english;
    return std::nullopt;
}

/// The first of the person's languages that there is.
Language preferredLanguage()
{
    const QStringList wanted = QLocale::system().uiLanguages();
    for (const QString& code : wanted) {
        if (const auto language = languageOf(code))
            return *language;
    }
    return Language::english;
}

/// What Qt itself says, such as a wrong option; a machine without its translations hears that in English.
void installQtTranslations()
{
    auto* const translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(translator);
}

} // namespace

bool installTranslations(const QString& language)
{
    const auto wanted = language.isEmpty() ? preferredLanguage() : languageOf(language);
    if (!wanted)
        return false;
    if (*wanted == Language::english)
        return true;
    installQtTranslations();
    auto* const translator = new QTranslator(QCoreApplication::instance());
    return translator->load(QStringLiteral(":/translations/hubbub_zh_CN.qm"))
        && QCoreApplication::installTranslator(translator);
}

} // namespace hubbub::qt
