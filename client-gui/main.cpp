// hubbub-desktop: puts the desktop client together and runs it.

#include "client-gui/arguments.h"
#include "client-gui/desktop.h"
#include "client-gui/icons.h"
#include "client-gui/language.h"
#include "client-gui/portal_scheme.h"
#include "client-gui/session_bus.h"
#include "client-gui/settings.h"
#include "client-gui/stop_signals.h"
#include "client-gui/theme.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/utf8.h"
#include "protocol/qt/xdg_folders.h"

#include <QApplication>
#include <QMessageBox>

#include <cstdio>

using namespace hubbub;
using namespace hubbub::gui;

namespace {

struct MainText {
    Q_DECLARE_TR_FUNCTIONS(MainText)
};

int fail(const QString& sentence)
{
    const QByteArray line = QStringLiteral("hubbub-desktop: %1\n").arg(sentence).toUtf8();
    std::fputs(line.constData(), stderr);
    return 1;
}

/// Also where there is no terminal to read it on.
int failInWindow(const QString& sentence)
{
    const int code = fail(sentence);
    QMessageBox::critical(nullptr, QStringLiteral("Hubbub"), sentence);
    return code;
}

/// Help and wrong usage need no screen.
std::variant<Arguments, int> argumentsOrExit(int& argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QString language = languageOption(QCoreApplication::arguments());
    if (!installLanguage(language))
        return fail(MainText::tr("There is no language “%1” here, but zh_CN and en.").arg(language));
    const auto read = readArguments(QCoreApplication::arguments());
    if (!read)
        return fail(qt::fromUtf8(read.error().context));
    if (const auto* const text = std::get_if<PrintAndExit>(&*read)) {
        std::fputs(text->text.toUtf8().constData(), stdout);
        return 0;
    }
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    const auto isMissing = [](const char* variable) { return qEnvironmentVariableIsEmpty(variable); };
    if (isMissing("DISPLAY") && isMissing("WAYLAND_DISPLAY") && isMissing("QT_QPA_PLATFORM"))
        return fail(MainText::tr(
            "There is no screen here (DISPLAY is not set); hubbub is the client for terminals."));
#endif
    return std::get<Arguments>(*read);
}

/// What was said on the command line comes before what was chosen.
void speak(const SettingsFile& settings)
{
    const QString option = languageOption(QApplication::arguments());
    installLanguage(option.isEmpty() ? settings.settings().language : option);
}

void follow(Theme& theme, const SettingsFile& settings)
{
    const auto show = [&theme, &settings] { theme.setLook(settings.settings().look); };
    QObject::connect(&settings, &SettingsFile::changed, &theme, show);
    if (const auto bus = sessionBus()) {
        auto* const portal = new PortalScheme(*bus, &theme);
        QObject::connect(portal, &PortalScheme::changed, &theme, &Theme::setSystemScheme);
    }
    show();
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("hubbub-desktop"));
    const auto arguments = argumentsOrExit(argc, argv);
    if (const int* const code = std::get_if<int>(&arguments))
        return *code;

    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Hubbub"));
    QApplication::setDesktopFileName(QStringLiteral("hubbub-desktop"));
    QApplication::setQuitOnLastWindowClosed(false); // the room is left first
    const auto& chosen = std::get<Arguments>(arguments);
    SettingsFile settings(qt::configurationFolder(chosen.profile));
    speak(settings);
    Theme theme;
    follow(theme, settings);
    QApplication::setWindowIcon(applicationIcon());
    if (!crypto::initialize())
        return failInWindow(MainText::tr("This machine gives no random bytes; nothing can be encrypted."));

    crypto::SystemEntropy entropy;
    auto profile = qt::Profile::open(chosen.profile, entropy);
    if (!profile)
        return failInWindow(qt::fromUtf8(profile.error().context));
    Desktop desktop(chosen, **profile, settings, entropy);
    StopSignals signals;
    QObject::connect(&signals, &StopSignals::stopRequested, &desktop, [&] { desktop.quitAtOnce({}); });
    QObject::connect(&desktop, &Desktop::finished, &application, &QApplication::quit);
    desktop.start();
    return QApplication::exec();
}
