// The server's console from afar: one command after the other, each with its answer, in a session that enters
// no room.
#pragma once

#include "client-cli/admin_moderation.h"
#include "client-cli/exit_code.h"
#include "client-cli/line_input.h"
#include "protocol/qt/room_client.h"
#include "protocol/screen/completion_candidates.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>

namespace hubbub::cli {

/// `announce`, `who`, …, with or without a slash in front.
bool isAdminCommand(const QString& word);

class AdminSession final : public QObject {
    Q_OBJECT

public:
    struct Doors {
        /// What was asked for; safe to show, may hold newlines.
        std::function<void(const QString&)> print;
        /// What went wrong.
        std::function<void(const QString&)> complain;
    };
    /// With `input`, its lines are commands; a plain line is a notice to everyone, as at the console. All
    /// must outlive it.
    AdminSession(qt::RoomClient& client, Doors doors, LineInput* input, QObject* parent = nullptr);

    /// Without input, this command is all there is to do.
    void start(const QStringList& command);
    void stop();
    /// Asks who is there, for completion, unless that is known well enough.
    void learnNames();
    /// As far as they are known; newer ones are asked for, to be there the next time.
    screen::CompletionWords completionWords();

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);

private:
    void handleNotice(const client::Notice& notice);
    void handleLine(const InputLine& line);
    void refuseBareCommand(const QString& word);
    void run(const QString& word, const QString& rest);
    void announce(const QString& text);
    void announceAsTold(const QString& rest);
    void kick(const QString& rest);
    void kickAmong(const std::vector<chat::MemberInfo>& members);
    void handleMembers(const client::MembersNotice& notice);
    void handleStats(const client::StatsNotice& notice);
    void handleKey(const client::ServerKeyNotice& notice);
    void handleEnd(const client::EndedNotice& notice);
    void printHelp();
    /// What commands begin with here: line by line, a slash.
    std::string slash() const;
    void refuse(const chat::Refusal& refusal);
    /// The command is answered; on to the next.
    void done();
    void finish(ExitCode code);

    qt::RoomClient& client_;
    Doors doors_;
    AdminModeration moderation_;
    LineInput* input_;
    ExitCode exitCode_ = ExitCode::done;
    /// Whom to remove, and why, once the members are known.
    QString kickWhom_;
    QString kickWhy_;
    QString kicked_;
    QStringList names_;
    QElapsedTimer namesAge_;
    std::optional<client::SubmissionId> namesAsked_;
    bool isStopping_ = false;
    bool isFinished_ = false;
};

} // namespace hubbub::cli
