#include "client-cli/programs.h"

#include "client-cli/admin_session.h"
#include "client-cli/json_output.h"
#include "client-cli/line_source.h"
#include "client-cli/ping_session.h"
#include "client-cli/plain_output.h"
#include "client-cli/room_session.h"
#include "client-cli/screen_session.h"
#include "client-cli/signal_watch.h"
#include "client-cli/terminal_input.h"
#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"

#include <QCoreApplication>

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

/// Both ends are a terminal, and the person wants it so.
bool openScreen(const RoomArguments& arguments, terminal::TerminalScreen& screen)
{
    const bool isWanted = !arguments.json && !arguments.plain && !arguments.multiline;
    // https://no-color.org: any value but an empty one.
    return isWanted && screen.open(qEnvironmentVariableIsEmpty("NO_COLOR"));
}

int runOnScreen(const RoomArguments& arguments, qt::RoomClient& client, qt::Profile& profile,
                terminal::TerminalScreen& screen)
{
    ScreenSettings settings;
    settings.name = arguments.name.value_or(QString());
    settings.takeOver = arguments.takeOver;
    settings.options.glyphs = arguments.ascii ? terminal::Glyphs::ascii : terminal::Glyphs::unicode;
    settings.options.rings = arguments.bell;
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
    const auto server = serverAddress(arguments.server, (*profile)->lastServer());
    if (!server)
        return fail(server.error());
    qt::RoomClientOptions options = clientOptions(arguments.server, *server);
    options.giveUp = arguments.giveUp;
    terminal::TerminalScreen screen;
    if (openScreen(arguments, screen)) {
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
