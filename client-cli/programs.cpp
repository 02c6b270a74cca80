#include "client-cli/programs.h"

#include "client-cli/admin_session.h"
#include "client-cli/discover_session.h"
#include "client-cli/doctor_session.h"
#include "client-cli/export_check.h"
#include "client-cli/found_rooms.h"
#include "client-cli/history_session.h"
#include "client-cli/json_output.h"
#include "client-cli/line_source.h"
#include "client-cli/ping_session.h"
#include "client-cli/plain_output.h"
#include "client-cli/room_chooser.h"
#include "client-cli/room_session.h"
#include "client-cli/screen_session.h"
#include "client-cli/signal_watch.h"
#include "client-cli/terminal_input.h"
#include "client-cli/top_session.h"
#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>

namespace hubbub::cli {

namespace {

/// A script is to be told in the end; a person at a screen sees for themselves and decides.
constexpr Duration pipeGivesUp{60s};

struct Programs {
    Q_DECLARE_TR_FUNCTIONS(Programs)
};

int fail(const Failure& failure)
{
    complain(shown(failure.context));
    return static_cast<int>(ExitCode::usage);
}

qt::RoomClientOptions clientOptions(const ServerArguments& arguments, const chat::ServerAddress& server)
{
    qt::RoomClientOptions options;
    options.server = server;
    options.acceptNewKey = arguments.acceptNewKey;
    options.timeout = arguments.timeout;
    return options;
}

/// Runs the event loop until the session says how it ended.
template <class Session>
int runToEnd(Session& session, SignalWatch& signalWatch)
{
    QObject::connect(&signalWatch, &SignalWatch::stopRequested, &session, &Session::stop);
    QObject::connect(&session, &Session::finished, QCoreApplication::instance(),
                     [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); });
    return QCoreApplication::exec();
}

/// As the terminal would do it, to the whole job.
void suspendJob()
{
    ::kill(0, SIGTSTP);
}

template <class Session>
void watchTerminal(SignalWatch& signalWatch, TerminalInput& terminal, Session& session)
{
    signalWatch.watchTerminal();
    QObject::connect(&signalWatch, &SignalWatch::resized, &terminal, &TerminalInput::handleResized);
    QObject::connect(&signalWatch, &SignalWatch::suspending, &terminal, &TerminalInput::suspend);
    QObject::connect(&signalWatch, &SignalWatch::continued, &terminal, &TerminalInput::handleContinued);
    const auto interrupt = [&terminal, &session] {
        if (!terminal.clearLine())
            session.stop();
    };
    QObject::connect(&signalWatch, &SignalWatch::interrupted, &session, interrupt);
    QObject::connect(&terminal, &TerminalInput::interrupted, &session, interrupt);
    QObject::connect(&terminal, &TerminalInput::suspendRequested, &session, suspendJob);
}

/// At the terminal that standard input is.
qt::SharedPassword askPassword()
{
    auto password = qt::askForPassword(Programs::tr("The room's password: "));
    return password ? *password : nullptr;
}

/// A line or more, each newline where it belongs.
QByteArray lineBytes(const QString& text)
{
    return text.toUtf8() + '\n';
}

PlainOutput::Doors plainDoors(OutputStream& out)
{
    return {[&out](const QString& line) { out.write(lineBytes(line)); },
            [](const QString& note) { complain(note); }, true};
}

bool wantsScreen(const RoomArguments& arguments)
{
    return !arguments.json && !arguments.plain && !arguments.multiline;
}

/// Both ends are a terminal, and the person wants it so.
bool openScreen(const RoomArguments& arguments, terminal::TerminalScreen& screen)
{
    // https://no-color.org: any value but an empty one.
    return wantsScreen(arguments) && screen.open(qEnvironmentVariableIsEmpty("NO_COLOR"));
}

int runOnScreen(const RoomArguments& arguments, qt::RoomClient& client, qt::Profile& profile,
                terminal::TerminalScreen& screen)
{
    ScreenSettings settings;
    settings.name = arguments.name.value_or(QString());
    settings.takeOver = arguments.takeOver;
    settings.options.glyphs = arguments.ascii ? terminal::Glyphs::ascii : terminal::Glyphs::unicode;
    settings.options.rings = arguments.bell;
    settings.keepsRoom = !arguments.noCache;
    SignalWatch signalWatch;
    ScreenSession session(settings, client, profile, screen);
    signalWatch.watchTerminal();
    QObject::connect(&signalWatch, &SignalWatch::resized, &screen, &terminal::TerminalScreen::handleResized);
    QObject::connect(&signalWatch, &SignalWatch::suspending, &screen, &terminal::TerminalScreen::suspend);
    QObject::connect(&signalWatch, &SignalWatch::continued, &screen,
                     &terminal::TerminalScreen::handleContinued);
    QObject::connect(&signalWatch, &SignalWatch::interrupted, &session, &ScreenSession::stop);
    QObject::connect(&session, &ScreenSession::suspendRequested, &session, suspendJob);
    session.start();
    const int code = runToEnd(session, signalWatch);
    screen.close();
    for (const QString& words : session.lastWords())
        complain(words);
    return code;
}

/// Nothing: the person does not want any.
std::optional<chat::ServerAddress> chooseRoom(Entropy& entropy)
{
    SignalWatch signalWatch;
    TerminalInput terminal;
    RoomChooser chooser(
        terminal, [&terminal](const QString& text) { terminal.print(text); }, entropy);
    watchTerminal(signalWatch, terminal, chooser);
    chooser.start();
    runToEnd(chooser, signalWatch);
    return chooser.chosen();
}

/// The server that was named or was the last one; who is at a terminal and has neither chooses one.
Result<std::optional<chat::ServerAddress>, Failure> serverToEnter(const RoomArguments& arguments,
                                                                  const qt::Profile& profile,
                                                                  Entropy& entropy)
{
    const ServerArguments& given = arguments.server;
    const bool isOpen = given.server.isEmpty() && !given.serverKey && profile.lastServer().isEmpty();
    if (isOpen && wantsScreen(arguments) && TerminalInput::isUsable())
        return chooseRoom(entropy);
    const auto server = serverAddress(given, profile.lastServer());
    if (!server)
        return Unexpected(server.error());
    return std::optional(*server);
}

int runPiped(const RoomArguments& arguments, const SessionSettings& settings, qt::RoomClient& client,
             qt::Profile& profile)
{
    using Separator = LineSplitter::Separator;
    SignalWatch signalWatch;
    LineSource input(STDIN_FILENO, arguments.multiline ? Separator::nul : Separator::newline);
    OutputStream out(STDOUT_FILENO);
    JsonOutput json([&out](const QByteArray& line) { out.write(line); });
    PlainOutput plain(plainDoors(out));
    RoomOutput& output = arguments.json ? static_cast<RoomOutput&>(json) : plain;
    RoomSession session(settings, client, profile, input, output);
    QObject::connect(&out, &OutputStream::broken, &session, &RoomSession::handleBrokenOutput);
    session.start();
    return finishOutput(out, runToEnd(session, signalWatch));
}

/// `top` draws on a terminal, and prints its table once where there is none.
int runTop(qt::RoomClient& client)
{
    SignalWatch signalWatch;
    QStringList lastWords;
    terminal::TerminalScreen screen;
    const bool hasScreen = screen.open(qEnvironmentVariableIsEmpty("NO_COLOR"));
    OutputStream out(STDOUT_FILENO);
    TopSession session(client, hasScreen ? &screen : nullptr, terminal::Glyphs::unicode,
                       {plainDoors(out).line, [&lastWords](const QString& text) { lastWords += text; }});
    QObject::connect(&out, &OutputStream::broken, &session, &TopSession::stop);
    if (hasScreen) {
        signalWatch.watchTerminal();
        QObject::connect(&signalWatch, &SignalWatch::resized, &screen,
                         &terminal::TerminalScreen::handleResized);
        QObject::connect(&signalWatch, &SignalWatch::suspending, &screen, &terminal::TerminalScreen::suspend);
        QObject::connect(&signalWatch, &SignalWatch::continued, &screen,
                         &terminal::TerminalScreen::handleContinued);
        QObject::connect(&signalWatch, &SignalWatch::interrupted, &session, &TopSession::stop);
        QObject::connect(&session, &TopSession::suspendRequested, &session, suspendJob);
    }
    session.start();
    const int code = runToEnd(session, signalWatch);
    screen.close();
    for (const QString& words : lastWords)
        complain(words);
    return finishOutput(out, code);
}

} // namespace

void complain(const QString& text)
{
    const QByteArray line = "hubbub: " + lineBytes(text);
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

int finishOutput(OutputStream& out, int code)
{
    const int error = out.finish();
    if (error == 0)
        return code;
    complain(Programs::tr("Standard output cannot be written: %1.")
                 .arg(QString::fromLocal8Bit(std::strerror(error))));
    return code == 0 ? static_cast<int>(ExitCode::usage) : code;
}

int runPrint(const PrintAndExit& arguments)
{
    OutputStream out(STDOUT_FILENO);
    out.write(arguments.text.toUtf8());
    return finishOutput(out, static_cast<int>(ExitCode::done));
}

int runRoom(const RoomArguments& arguments)
{
    crypto::SystemEntropy entropy;
    const auto profile = qt::Profile::open(arguments.server.profile, entropy);
    if (!profile)
        return fail(profile.error());
    const auto chosen = serverToEnter(arguments, **profile, entropy);
    if (!chosen)
        return fail(chosen.error());
    const std::optional<chat::ServerAddress>& server = *chosen;
    if (!server)
        return static_cast<int>(ExitCode::done);
    qt::RoomClientOptions options = clientOptions(arguments.server, *server);
    options.giveUp = arguments.giveUp;
    options.remembersPassword = arguments.rememberPassword;
    if (!arguments.passwordFile.isEmpty()) {
        const auto password = qt::readPasswordFile(arguments.passwordFile);
        if (!password)
            return fail(password.error());
        options.password = *password;
    }
    terminal::TerminalScreen screen;
    if (openScreen(arguments, screen)) {
        options.asksForPassword = true;
        qt::RoomClient client(options, **profile, entropy);
        return runOnScreen(arguments, client, **profile, screen);
    }
    SessionSettings settings;
    settings.name = arguments.name.value_or((*profile)->lastName());
    settings.takeOver = arguments.takeOver;
    settings.stay = arguments.stay;
    if (!arguments.name && settings.name.isEmpty())
        return fail({Programs::tr("Under which name? Say it with --name.").toStdString()});
    options.giveUp = arguments.giveUp.value_or(pipeGivesUp);
    options.asksForPassword = arguments.passwordFile.isEmpty() && qt::canAskForPassword();
    if (options.asksForPassword)
        settings.askPassword = askPassword;
    qt::RoomClient client(options, **profile, entropy);
    return runPiped(arguments, settings, client, **profile);
}

int runPing(const PingArguments& arguments)
{
    crypto::SystemEntropy entropy;
    const auto profile = qt::Profile::open(arguments.server.profile, entropy, qt::Profile::Use::tool);
    if (!profile)
        return fail(profile.error());
    const auto server = serverAddress(arguments.server, (*profile)->lastServer());
    if (!server)
        return fail(server.error());
    qt::RoomClientOptions options = clientOptions(arguments.server, *server);
    options.entersRoom = false;
    qt::RoomClient client(options, **profile, entropy);
    SignalWatch signalWatch;
    OutputStream out(STDOUT_FILENO);
    PingSession session(client, **profile, plainDoors(out).line, complain);
    session.start();
    return finishOutput(out, runToEnd(session, signalWatch));
}

int runDiscover(const DiscoverArguments& arguments)
{
    crypto::SystemEntropy entropy;
    SignalWatch signalWatch;
    OutputStream out(STDOUT_FILENO);
    DiscoverSession session(entropy, arguments.timeout, [&](const client::FoundRoom& room) {
        out.write(arguments.json ? foundRoomJson(room) : lineBytes(foundRoomLine(room)));
    });
    const int code = runToEnd(session, signalWatch);
    if (code == static_cast<int>(ExitCode::noAnswer))
        complain(
            Programs::tr("No room answered on this network. Somebody may have its address or invite link; "
                         "hubbub doctor SERVER tells why one cannot be reached."));
    return finishOutput(out, code);
}

int runDoctor(const DoctorArguments& arguments)
{
    crypto::SystemEntropy entropy;
    const auto profile = qt::Profile::open(arguments.server.profile, entropy, qt::Profile::Use::tool);
    if (!profile)
        return fail(profile.error());
    std::optional<chat::ServerAddress> named;
    const QString last = (*profile)->lastServer();
    if (!arguments.server.server.isEmpty() || arguments.server.serverKey || !last.isEmpty()) {
        const auto server = serverAddress(arguments.server, last);
        if (!server)
            return fail(server.error());
        named = *server;
    }
    OutputStream out(STDOUT_FILENO);
    const auto show = [&](const Finding& finding) {
        out.write(arguments.json ? findingJson(finding) : lineBytes(findingText(finding)));
    };
    SignalWatch signalWatch;
    qt::RoomClientOptions options;
    options.acceptNewKey = arguments.server.acceptNewKey;
    options.timeout = arguments.server.timeout;
    options.entersRoom = false;
    DoctorSession session(named, options, **profile, entropy, show);
    session.start();
    return finishOutput(out, runToEnd(session, signalWatch));
}

int runHistory(const HistoryArguments& arguments)
{
    crypto::SystemEntropy entropy;
    const auto profile = qt::Profile::open(arguments.server.profile, entropy, qt::Profile::Use::tool);
    if (!profile)
        return fail(profile.error());
    const auto server = serverAddress(arguments.server, (*profile)->lastServer());
    if (!server)
        return fail(server.error());
    qt::RoomClientOptions options = clientOptions(arguments.server, *server);
    options.entersRoom = false;
    qt::RoomClient client(options, **profile, entropy);
    SignalWatch signalWatch;
    OutputStream out(STDOUT_FILENO);
    HistorySession session({arguments.since, arguments.limit, arguments.query, arguments.json}, client,
                           {[&out](const QByteArray& line) { out.write(line); }, complain});
    QObject::connect(&out, &OutputStream::broken, &session, &HistorySession::stop);
    session.start();
    return finishOutput(out, runToEnd(session, signalWatch));
}

int runVerify(const VerifyArguments& arguments)
{
    QFile file(arguments.file);
    const bool isOpen = arguments.file == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                             : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail({Programs::tr("The file cannot be read: %1.").arg(file.errorString()).toStdString()});
    const auto report = checkExport(file);
    if (!report)
        return fail(report.error());
    if (report->brokenAt)
        return fail({Programs::tr("The chain is broken at #%1: what stands there is not what was said, or "
                                  "something was left out or put in.")
                         .arg(report->brokenAt->value)
                         .toStdString()});
    QString text = report->last < report->first
                     ? Programs::tr("There is no event in it.")
                     : Programs::tr("Complete from #%1 to #%2, and as it was said.")
                           .arg(report->first.value)
                           .arg(report->last.value);
    if (report->removed > 0)
        text += QLatin1Char('\n') + Programs::tr("Removed texts: %1.").arg(report->removed);
    if (report->beginsUnproven)
        text += QLatin1Char('\n')
              + Programs::tr("The first event cannot be proven: the one before it is not kept.");
    text += QStringLiteral("\nlog %1\nchain %2\n").arg(report->log, report->chain);
    return runPrint({text});
}

int runAdmin(const AdminArguments& arguments)
{
    crypto::SystemEntropy entropy;
    const auto profile = qt::Profile::open(arguments.server.profile, entropy, qt::Profile::Use::tool);
    if (!profile)
        return fail(profile.error());
    const auto server = serverAddress(arguments.server, {});
    if (!server)
        return fail(server.error());
    qt::RoomClientOptions options = clientOptions(arguments.server, *server);
    options.entersRoom = false;
    if (!arguments.identity.isEmpty()) {
        const auto identity = qt::readIdentityFile(arguments.identity);
        if (!identity)
            return fail(identity.error());
        options.identity = *identity;
    }
    qt::RoomClient client(options, **profile, entropy);
    if (arguments.command == QStringList{QStringLiteral("top")})
        return runTop(client);
    SignalWatch signalWatch;

    if (arguments.command.isEmpty() && TerminalInput::isUsable()) {
        TerminalInput terminal;
        const auto print = [&terminal](const QString& text) { terminal.print(text); };
        AdminSession session(client, {print, print}, &terminal);
        watchTerminal(signalWatch, terminal, session);
        terminal.setWords([&session] { return session.completionWords(); });
        session.start({});
        session.learnNames();
        return runToEnd(session, signalWatch);
    }
    OutputStream out(STDOUT_FILENO);
    LineSource input(STDIN_FILENO, LineSplitter::Separator::newline);
    AdminSession session(client, {plainDoors(out).line, complain},
                         arguments.command.isEmpty() ? &input : nullptr);
    QObject::connect(&out, &OutputStream::broken, &session, &AdminSession::stop);
    session.start(arguments.command);
    return finishOutput(out, runToEnd(session, signalWatch));
}

} // namespace hubbub::cli
