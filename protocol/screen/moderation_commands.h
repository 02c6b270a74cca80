// The commands that change the room or who may be in it, and those that look into that: from the typed line
// to the server and back to a sentence. The same for lines and screens.
#pragma once

#include "protocol/chat/moderation.h"
#include "protocol/chat/moderation_words.h"
#include "protocol/client/command_line.h"
#include "protocol/qt/room_client.h"
#include "protocol/screen/message_model.h"

#include <QCoreApplication>
#include <QPointer>

#include <functional>
#include <map>

namespace hubbub::screen {

class ModerationCommands {
    Q_DECLARE_TR_FUNCTIONS(ModerationCommands)

public:
    /// Whatever the owner knows the line by.
    using Line = std::uint64_t;
    struct Answer {
        QString text;
        std::optional<std::vector<chat::Restriction>> restrictions;
        std::optional<std::vector<chat::Confirmation>> confirmations;
    };
    using Tell = std::function<void(Line, const Result<Answer, chat::Refusal>&)>;

    using Members = std::function<std::vector<chat::RosterEntry>()>;

    /// `messages` must outlive it. `members` tells who is here; `tell` gets one answer for each line that was
    /// not refused at once.
    ModerationCommands(MessageModel& messages, Members members, Tell tell)
        : messages_(messages),
          members_(std::move(members)),
          tell_(std::move(tell))
    {
    }

    static bool has(std::string_view word) { return find(word) != nullptr; }
    /// What the command is refused with at once; nothing: it is under way.
    std::optional<chat::Refusal> run(Line line, qt::RoomClient& client, const client::CommandLine& command);
    /// What was asked in the run before is answered by nobody.
    void forget() { asked_.clear(); }
    /// A list is on its way in which to find what is to be lifted; only when it is there, that is asked for.
    bool isLifting() const;

    // Each takes the notice if it answers one of the commands.

    bool handle(const client::DoneNotice& notice);
    bool handle(const client::RefusedNotice& notice);
    bool handle(const client::RestrictionsNotice& notice);
    bool handle(const client::ConfirmationsNotice& notice);

private:
    struct Asked {
        Line line = 0;
        QString done; ///< what to tell
        /// A list that was asked for to find what is to be lifted: of these.
        std::optional<chat::RestrictionKind> lifted;
        std::string whom;
        std::optional<Fingerprint> fingerprint; ///< of the member it names, who is here
        std::optional<Seq> confirmed;
        bool isLast = true; ///< of several requests for one line
    };
    struct Call {
        Line line;
        qt::RoomClient& client;
        std::string_view rest;
    };
    using Run = std::optional<chat::Refusal> (ModerationCommands::*)(const Call& call);
    static Run find(std::string_view word);

    std::optional<chat::Refusal> rename(const Call& call);
    std::optional<chat::Refusal> topic(const Call& call);
    std::optional<chat::Refusal> ban(const Call& call);
    std::optional<chat::Refusal> mute(const Call& call);
    std::optional<chat::Refusal> unban(const Call& call);
    std::optional<chat::Refusal> unmute(const Call& call);
    std::optional<chat::Refusal> bans(const Call& call);
    std::optional<chat::Refusal> lock(const Call& call);
    std::optional<chat::Refusal> unlock(const Call& call);
    std::optional<chat::Refusal> removeMessage(const Call& call);
    std::optional<chat::Refusal> confirm(const Call& call);
    std::optional<chat::Refusal> confirmations(const Call& call);

    std::optional<chat::Refusal> restrict(const Call& call, chat::RestrictionKind kind);
    std::optional<chat::Refusal> lift(const Call& call, chat::RestrictionKind kind);
    std::nullopt_t asked(client::SubmissionId id, Asked what);
    void liftAmong(const Asked& asked, const std::vector<chat::Restriction>& restrictions);
    void tell(Line line, const QString& text) { tell_(line, Answer{text, {}, {}}); }

    MessageModel& messages_;
    Members members_;
    Tell tell_;
    std::map<client::SubmissionId, Asked> asked_;
    QPointer<qt::RoomClient> client_;
};

} // namespace hubbub::screen
