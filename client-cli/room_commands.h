// The commands that a line in the room can hold: what each does, and what it answers.
#pragma once

#include "client-cli/room_memory.h"
#include "client-cli/room_output.h"
#include "client-cli/submission_lines.h"
#include "protocol/client/command_line.h"
#include "protocol/qt/room_client.h"
#include "protocol/screen/moderation_commands.h"
#include "protocol/screen/named_member.h"

#include <QCoreApplication>

#include <functional>

namespace hubbub::cli {

class RoomCommands {
    Q_DECLARE_TR_FUNCTIONS(RoomCommands)

public:
    /// `quit` is handed the reason.
    RoomCommands(qt::RoomClient& client, RoomMemory& memory, RoomOutput& output, SubmissionLines& lines,
                 std::function<void(const QString&)> quit);

    /// Whether there is such a command: /help and completion know it from the screens, where there are the
    /// same.
    static bool has(std::string_view word)
    {
        return find(word) != nullptr || screen::ModerationCommands::has(word);
    }

    /// Every command yields exactly one result for its line, now or when the server answers.
    void run(std::uint64_t line, const client::CommandLine& command);
    /// What was asked leads to another question, which a leave must not overtake.
    bool isLifting() const { return moderation_.isLifting(); }
    // Each takes the notice if it answers one of the commands.

    void handle(const client::DoneNotice& done);
    void handle(const client::FoundNotice& found);
    bool handle(const client::RefusedNotice& refused) { return moderation_.handle(refused); }
    void handle(const client::RestrictionsNotice& told) { moderation_.handle(told); }
    void handle(const client::ConfirmationsNotice& told) { moderation_.handle(told); }

private:
    using Run = void (RoomCommands::*)(std::uint64_t line, const QString& rest);
    static Run find(std::string_view word);

    void help(std::uint64_t line, const QString& rest);
    void who(std::uint64_t line, const QString& rest);
    void topic(std::uint64_t line, const QString& rest);
    void search(std::uint64_t line, const QString& rest);
    void searchHere(std::uint64_t line, const QString& words);
    void ignore(std::uint64_t line, const QString& rest);
    void unignore(std::uint64_t line, const QString& rest);
    void clear(std::uint64_t line, const QString& rest);
    void goTo(std::uint64_t line, const QString& rest);
    void complete(std::uint64_t line, const QString& rest);
    void away(std::uint64_t line, const QString& rest);
    void back(std::uint64_t line, const QString& rest);
    void reconnect(std::uint64_t line, const QString& rest);
    void quit(std::uint64_t line, const QString& rest);
    void announce(std::uint64_t line, const QString& rest);
    void kick(std::uint64_t line, const QString& rest);
    void moderate(std::uint64_t line, const client::CommandLine& command);

    void refuse(std::uint64_t line, chat::RefusalCode code, const std::string& text);

    void tell(std::uint64_t line, const QString& text);
    void answer(std::uint64_t line, const Result<QString, chat::Refusal>& answer);
    void answerModeration(std::uint64_t line,
                          const Result<screen::ModerationCommands::Answer, chat::Refusal>& answer);

    qt::RoomClient& client_;
    RoomMemory& memory_;
    RoomOutput& output_;
    SubmissionLines& lines_;
    std::function<void(const QString&)> quit_;
    /// What to say when the server has done it.
    std::map<client::SubmissionId, QString> answers_;
    screen::ModerationCommands moderation_;
};

using screen::findMember;

} // namespace hubbub::cli
