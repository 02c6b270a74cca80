// hubbub, the terminal client: reads what it is asked to do and does it.

#include "client-cli/arguments.h"
#include "client-cli/exit_code.h"
#include "client-cli/programs.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/sentences.h"

#include <QCoreApplication>
#include <QLocale>

#include <fcntl.h>
#include <unistd.h>

using namespace hubbub;
using namespace hubbub::cli;

namespace {

struct Main {
    Q_DECLARE_TR_FUNCTIONS(Main)
};

struct Run {
    int operator()(const RoomArguments& arguments) const { return runRoom(arguments); }
    int operator()(const PingArguments& arguments) const { return runPing(arguments); }
    int operator()(const AdminArguments& arguments) const { return runAdmin(arguments); }
    int operator()(const DiscoverArguments& arguments) const { return runDiscover(arguments); }
    int operator()(const DoctorArguments& arguments) const { return runDoctor(arguments); }
    int operator()(const HistoryArguments& arguments) const { return runHistory(arguments); }
    int operator()(const VerifyArguments& arguments) const { return runVerify(arguments); }
    int operator()(const DemoArguments& /*arguments*/) const { return runDemo(); }
    int operator()(const PrintAndExit& arguments) const { return runPrint(arguments); }
};

/// Whoever starts us without one of the three must not find our words in the next file that is opened. What
/// is written to standard output then fails, as it should.
void fillStandardStreams()
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) < 0)
            ::open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY);
    }
}

int fail(const QString& text)
{
    complain(text);
    return static_cast<int>(ExitCode::usage);
}

} // namespace

int main(int argc, char** argv)
{
    fillStandardStreams();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hubbub"));
    const QStringList words = QCoreApplication::arguments();
    if (!qt::installTranslations(languageArgument(words)))
        return fail(Main::tr("--lang knows zh_CN and en."));
    // Dates are told in the language of the sentences around them.
    const QLocale::Language spoken = qt::speaksEnglish() ? QLocale::English : QLocale::Chinese;
    if (QLocale().language() != spoken)
        QLocale::setDefault(QLocale(spoken));
    if (!crypto::initialize())
        return fail(Main::tr("This machine gives no random bytes; a client cannot work without."));
    const auto arguments = readArguments(words);
    if (!arguments)
        return fail(QString::fromStdString(arguments.error().context));
    return std::visit(Run{}, *arguments);
}
