// The fold: what a room is after its first n commands. A pure function of the log, run by the store beside
// the rows it writes and by the core on what is committed; the two must agree. It knows no sessions, no
// clocks and no limits but its own.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "server/core/command.h"
#include "server/core/outbox_table.h"
#include "server/core/question_table.h"
#include "server/core/resting_table.h"
#include "server/core/restriction_table.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hubbub::server {

struct FoldedMember {
    MemberId id;
    std::string name;
    chat::NameKeys keys;
    OutboxKey instance; ///< that joined last, or took over
    Seq joined;
    WallTime since;
    friend bool operator==(const FoldedMember&, const FoldedMember&) = default;
};

/// Everything folded, in a fixed order: what the store keeps in tables beside the log, and compares.
struct FoldState {
    Seq head;
    WallTime lastTime;
    MemberId nextMember{1};
    ChainValue chain;                   ///< h(head)
    std::vector<FoldedMember> members;  ///< by id
    std::vector<RestingName> resting;   ///< by fold key
    std::vector<FoldedOutbox> outboxes; ///< by key and id
    std::string topic;
    bool isLocked = false;
    std::vector<chat::Restriction> restrictions; ///< by seq
    std::vector<FoldedQuestion> questions;       ///< by seq
    friend bool operator==(const FoldState&, const FoldState&) = default;
};

/// Why a command had no effect. The core refuses before proposing, so these happen only when proposals raced.
enum class VoidReason : std::uint8_t { nameClash, noSuchMember, repeatedNumber, nothingThere, tooMany };
/// It had an effect that concerns the server alone: members see a VOID.
struct Silent {
    WallTime time;
    friend bool operator==(const Silent&, const Silent&) = default;
};

struct FoldEffect {
    Seq seq;
    std::variant<VoidReason, Silent, chat::Event> outcome;
    ChainValue chain; ///< h(seq)
    chat::LogRecord record() const;
};

/// What one command changed: the store writes it into its tables, and takes the command back with it when
/// they cannot be written.
struct FoldChange {
    WallTime lastTimeBefore;
    ChainValue chainBefore;
    std::optional<FoldedMember> joined;
    std::optional<FoldedMember> left;
    std::optional<RestingName> rested;
    std::vector<RestingName> restedBefore; ///< taken by its own key, or expired
    OutboxChange outbox;
    struct Renaming {
        FoldedMember before;
        FoldedMember after;
    };
    std::optional<Renaming> renamed;
    std::optional<chat::Restriction> restricted;
    std::vector<chat::Restriction> lifted; ///< replaced and expired ones too
    std::optional<std::string> topicBefore;
    std::optional<bool> wasLockedBefore;
    std::optional<Seq> asked;
    std::optional<FoldedQuestion> askedForgotten;
    struct Confirmed {
        Seq announcement;
        PublicKey key;
    };
    std::optional<Confirmed> confirmed;
    std::optional<Seq> removed; ///< its text goes with this command
};

class RoomFold {
public:
    RoomFold() = default;
    explicit RoomFold(const FoldState& state);
    RoomFold(const RoomFold&) = delete;
    RoomFold& operator=(const RoomFold&) = delete;
    RoomFold(RoomFold&&) = default;
    RoomFold& operator=(RoomFold&&) = default;
    ~RoomFold() = default;

    /// Applies the command at head + 1.
    FoldEffect apply(const Command& command);
    /// The same, and tells what it changed.
    FoldEffect apply(const Command& command, FoldChange& change);
    /// Takes back the last command not yet taken back.
    void undo(const FoldChange& change);
    FoldState state() const;

    Seq head() const { return head_; }
    WallTime lastTime() const { return lastTime_; }
    MemberId nextMember() const { return nextMember_; }
    const ChainValue& chain() const { return chain_; }
    std::size_t memberCount() const { return members_.size(); }
    /// In order of member numbers.
    const std::map<MemberId, FoldedMember>& members() const { return members_; }
    const FoldedMember* find(MemberId member) const;
    /// Whoever holds either key.
    const FoldedMember* holderOf(const chat::NameKeys& keys) const;
    /// The same, but for this member.
    const FoldedMember* otherHolderOf(const chat::NameKeys& keys, MemberId member) const;
    /// A resting name that clashes by either key.
    const RestingName* restingAs(const chat::NameKeys& keys) const { return resting_.find(keys); }
    /// A resting name that clashes by either key and that `asker` may not take at `time`.
    const RestingName* restingAgainst(const chat::NameKeys& keys, const PublicKey& asker, WallTime time) const
    {
        return resting_.barring(keys, asker, time);
    }
    const std::string& topic() const { return topic_; }
    bool isLocked() const { return isLocked_; }
    const RestrictionTable& restrictions() const { return restrictions_; }
    const FoldedQuestion* question(Seq announcement) const { return questions_.find(announcement); }
    /// 0 for an outbox never seen, or forgotten.
    SubmissionNumber cursorOf(const OutboxKey& outbox) const { return outboxes_.cursorOf(outbox); }

private:
    using Outcome = decltype(FoldEffect::outcome);

    /// Members by one of their keys, which are not kept twice: there are ten thousand of them, and two folds.
    template <auto key>
    struct ByKey {
        using is_transparent = void;
        static std::string_view of(std::string_view sought) { return sought; }
        static std::string_view of(const FoldedMember* member) { return member->keys.*key; }
        bool operator()(const auto& a, const auto& b) const { return of(a) < of(b); }
    };

    Outcome decide(const JoinCommand& join, const Command& command, FoldChange& change);
    Outcome decide(const LeaveCommand& leave, const Command& command, FoldChange& change);
    Outcome decide(const SayCommand& say, const Command& command, FoldChange& change);
    Outcome decide(const AnnounceCommand& announce, const Command& command, FoldChange& change);
    Outcome decide(const RenameCommand& rename, const Command& command, FoldChange& change);
    Outcome decide(const RestrictCommand& restriction, const Command& command, FoldChange& change);
    Outcome decide(const LiftCommand& lift, const Command& command, FoldChange& change);
    Outcome decide(const TopicCommand& topic, const Command& command, FoldChange& change);
    Outcome decide(const LockCommand& lock, const Command& command, FoldChange& change);
    Outcome decide(const RemoveCommand& remove, const Command& command, FoldChange& change);
    Outcome decide(const ConfirmCommand& confirm, const Command& command, FoldChange& change);
    void undoModeration(const FoldChange& change);
    void take(const chat::Restriction& restriction, FoldChange& change);
    /// The event's own time becomes the room's; what that makes outdated goes.
    void advance(WallTime time, FoldChange& change);
    void add(const FoldedMember& member);
    void remove(const FoldedMember& member);
    /// As what they act by now; nothing if they were members, and have gone since they asked.
    const std::string* nameOf(const Moderator& by) const;

    Seq head_;
    WallTime lastTime_;
    MemberId nextMember_{1};
    ChainValue chain_;
    std::map<MemberId, FoldedMember> members_;
    // Two members present may clash after all when a newer Unicode version made their keys anew.
    std::multiset<const FoldedMember*, ByKey<&chat::NameKeys::fold>> byFold_;
    std::multiset<const FoldedMember*, ByKey<&chat::NameKeys::lookalike>> byLookalike_;
    RestingTable resting_;
    OutboxTable outboxes_;
    std::string topic_;
    bool isLocked_ = false;
    RestrictionTable restrictions_;
    QuestionTable questions_;
};

} // namespace hubbub::server
