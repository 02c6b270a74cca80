// The commands of `hubbub admin` that keep order: ban, mute and their undoing, topic, lock, removals,
// confirmations. One at a time; several of them ask for a list first and find in it whom they are about.
#pragma once

#include "client-cli/room_output.h"
#include "protocol/chat/moderation_words.h"
#include "protocol/client/notice.h"
#include "protocol/qt/room_client.h"

#include <QString>

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>

namespace hubbub::cli {

class AdminModeration {
public:
    struct Doors {
        /// Safe to show.
        std::function<void(const QString&)> print;
        std::function<void(const chat::Refusal&)> refuse;
        /// The command is answered.
        std::function<void()> done;
    };
    /// `client` must outlive it.
    AdminModeration(qt::RoomClient& client, Doors doors) : client_(client), doors_(std::move(doors)) {}

    static std::span<const char* const> commands();
    static QString help();
    /// False if it is none of its commands.
    bool run(const QString& word, const QString& rest);
    /// False if the notice is not about what it has asked.
    bool handleNotice(const client::Notice& notice);

private:
    void restrict(chat::RestrictionKind kind, const QString& rest);
    void restrictAmong(const std::vector<chat::MemberInfo>& members);
    void lift(chat::RestrictionKind kind, const QString& word);
    void liftAmong(const std::vector<chat::Restriction>& restrictions);
    void setTopic(const QString& topic);
    void remove(const QString& rest);
    void askConfirmations(const QString& number);
    void printRestrictions(const std::vector<chat::Restriction>& restrictions);
    void printConfirmations(const client::ConfirmationsNotice& notice);
    /// The answer to `asked` is told in these words; %1 is the number in the log.
    void await(client::SubmissionId asked, const QString& words);
    bool isMine(client::SubmissionId submission) const { return asked_ == submission; }
    void refuse(chat::RefusalCode code, const char* text);

    qt::RoomClient& client_;
    Doors doors_;
    std::optional<client::SubmissionId> asked_;
    std::set<client::SubmissionId> silent_; ///< done along with it
    QString words_;
    // What the list is for that was asked for.
    std::optional<chat::RestrictRequest> restriction_;
    std::optional<chat::TypedWhom> whom_;
    struct Lift {
        chat::RestrictionKind kind;
        std::string word;
    };
    std::optional<Lift> lift_;
};

} // namespace hubbub::cli
