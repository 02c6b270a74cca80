// What a run that is no screen keeps of the room, for the commands of its lines: the topic, whom this person
// ignores (the same as on the screens), and what /search looks through.
#pragma once

#include "protocol/qt/profile.h"
#include "protocol/screen/ignore_list.h"
#include "protocol/screen/message_model.h"

#include <optional>
#include <vector>

namespace hubbub::cli {

class RoomMemory {
public:
    /// A day of a busy room. Some 600 bytes each: a run that stays for months must remain small, and whoever
    /// reads along has the rest in a file.
    static constexpr int mostRows = 10'000;

    /// `profile` must outlive it.
    explicit RoomMemory(qt::Profile& profile);

    /// `isAnew`: the log is told from its beginning, at the begin of a run and after a fork.
    void handle(const client::WelcomeNotice& notice, bool isAnew);
    /// True if it is something that an ignored person says; nothing finds that then.
    bool handle(const client::EventNotice& notice);

    const QString& ownName() const { return ownName_; }
    const QString& topic() const { return topic_; }
    bool isAdmin() const { return isAdmin_; }
    const screen::IgnoreList& ignored() const { return ignored_; }
    Result<QString, chat::Refusal> ignore(const std::optional<chat::RosterEntry>& member,
                                          const QString& typed);
    Result<QString, chat::Refusal> unignore(const QString& name);

    struct Found {
        Seq seq;
        QString line; ///< with its time; may hold newlines
    };
    /// Those that hold all of these words, the oldest first.
    std::vector<Found> search(const QString& words) const;
    /// With its time; may hold newlines.
    static QString lineOf(const chat::Event& event);
    void clear() { messages_.clear(); }
    screen::MessageModel& messages() { return messages_; }

private:
    void keepIgnored();

    qt::Profile& profile_;
    screen::IgnoreList ignored_;
    screen::MessageModel messages_{nullptr, mostRows};
    QString ownName_;
    QString topic_;
    bool isAdmin_ = false;
    bool wasTold_ = false; ///< there was a welcome
};

} // namespace hubbub::cli
