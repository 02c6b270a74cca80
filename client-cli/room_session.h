// One run in the room: the person's lines go to the client, what the client tells goes to the output, and in
// the end there is an exit code.
#pragma once

#include "client-cli/exit_code.h"
#include "client-cli/line_input.h"
#include "client-cli/room_commands.h"
#include "client-cli/room_memory.h"
#include "client-cli/room_output.h"
#include "client-cli/submission_lines.h"
#include "protocol/qt/room_client.h"

#include <QObject>

#include <functional>
#include <optional>

namespace hubbub::cli {

struct SessionSettings {
    QString name;
    bool takeOver = false;
    /// Stay in the room when the input has ended.
    bool stay = false;
    /// Asks the person for the room's password; null: none was given. Empty: nobody can be asked.
    std::function<qt::SharedPassword()> askPassword = {};
};

class RoomSession final : public QObject {
    Q_OBJECT

public:
    /// All must outlive it.
    RoomSession(SessionSettings settings, qt::RoomClient& client, qt::Profile& profile, LineInput& input,
                RoomOutput& output, QObject* parent = nullptr);

    void start();
    /// Leaves politely, with exit code 0 unless something went wrong before; the second time it ends at once.
    void stop();
    /// Nobody reads what is put out.
    void handleBrokenOutput();

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);

private:
    void handleNotice(const client::Notice& notice);
    void handle(const client::ServerKeyNotice& notice) { output_.showServerKey(notice); }
    void handle(const client::WelcomeNotice& notice);
    void handle(const client::EventNotice& notice);
    void handle(const client::GapNotice& notice);
    void handle(const client::SentNotice& notice);
    void handle(const client::RefusedNotice& notice);
    void handle(const client::DoneNotice& notice) { commands_.handle(notice); }
    void handle(const client::RestrictionsNotice& notice) { commands_.handle(notice); }
    void handle(const client::ConfirmationsNotice& notice) { commands_.handle(notice); }
    void handle(const client::JoinRefusedNotice& notice);
    void handle(const client::PresenceNotice& /*notice*/) {}
    void handle(const client::MembersNotice& /*notice*/) {}
    void handle(const client::StatsNotice& /*notice*/) {}
    void handle(const client::FiguresNotice& /*notice*/) {}
    void handle(const client::InfoNotice& /*notice*/) {}
    void handle(const client::PageNotice& /*notice*/) {}
    void handle(const client::FoundNotice& notice) { commands_.handle(notice); }
    void handle(const client::LinkNotice& notice);
    void handle(const client::EndedNotice& notice);

    void handleLine(const InputLine& line);
    void handleParsed(std::uint64_t line, const client::SayLine& said);
    void handleParsed(std::uint64_t line, const client::ActionLine& action);
    void handleParsed(std::uint64_t line, const client::CommandLine& command)
    {
        commands_.run(line, command);
    }
    void say(std::uint64_t line, const std::string& text, chat::MessageStyle style);
    void leave(const QString& reason, bool drain);
    void leaveOnceLifted();
    void setFlow();
    void finish(ExitCode code);

    SessionSettings settings_;
    qt::RoomClient& client_;
    qt::Profile& profile_;
    LineInput& input_;
    RoomOutput& output_;
    SubmissionLines lines_;
    RoomMemory memory_;
    RoomCommands commands_;
    std::optional<ExitCode> exitCode_;
    bool isWelcomed_ = false;
    /// Up to here the room tells what was before. Lines wait for it, so that a search finds it.
    Seq historyEnd_;
    bool isCaughtUp_ = false;
    /// The next welcome is told as well: the log is another one.
    bool isForked_ = false;
    bool isLeaving_ = false;
    /// The reason of a leave that waits until it is known what there is to lift.
    std::optional<QString> leavesWith_;
    bool hasAskedPassword_ = false;
    bool isStopping_ = false;
    bool isFinished_ = false;
};

} // namespace hubbub::cli
