// The commands that a line in the room can hold: what each does, and what it answers.
#pragma once

#include "client-cli/room_output.h"
#include "client-cli/submission_lines.h"
#include "protocol/client/command_line.h"
#include "protocol/qt/room_client.h"

#include <QCoreApplication>

#include <functional>

namespace hubbub::cli {

class RoomCommands {
    Q_DECLARE_TR_FUNCTIONS(RoomCommands)

public:
    /// `quit` is handed the reason.
    RoomCommands(qt::RoomClient& client, RoomOutput& output, SubmissionLines& lines,
                 std::function<void(const QString&)> quit);

    /// Every command yields exactly one result for its line, now or when the server answers.
    void run(std::uint64_t line, const client::CommandLine& command);
    /// Takes the notice if it answers one of the commands.
    void handleDone(const client::DoneNotice& done);

private:
    using Run = void (RoomCommands::*)(std::uint64_t line, const QString& rest);
    static Run find(std::string_view word);

    void help(std::uint64_t line, const QString& rest);
    void who(std::uint64_t line, const QString& rest);
    void away(std::uint64_t line, const QString& rest);
    void back(std::uint64_t line, const QString& rest);
    void reconnect(std::uint64_t line, const QString& rest);
    void quit(std::uint64_t line, const QString& rest);
    void announce(std::uint64_t line, const QString& rest);
    void kick(std::uint64_t line, const QString& rest);

    void refuse(std::uint64_t line, chat::RefusalCode code, const std::string& text);

    qt::RoomClient& client_;
    RoomOutput& output_;
    SubmissionLines& lines_;
    std::function<void(const QString&)> quit_;
    /// What to say when the server has done it.
    std::map<client::SubmissionId, QString> answers_;
};

/// The member that a word of a command means: a name, or `#NUMBER`.
std::optional<chat::RosterEntry> findMember(const std::vector<chat::RosterEntry>& members,
                                            const QString& who);

} // namespace hubbub::cli
