// Commands: what is proposed for the log. A command's effect is decided by the fold at its position, the same
// on every server (docs/ARCHITECTURE.md); it carries everything that decision needs.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/chat/event.h"
#include "protocol/chat/moderation.h"
#include "protocol/chat/name.h"

#include <optional>
#include <string>
#include <variant>

namespace hubbub::server {

/// A whole key with one of its client instances: the outbox, and what "the same instance" means.
struct OutboxKey {
    PublicKey key;
    OutboxId id;
    friend auto operator<=>(const OutboxKey&, const OutboxKey&) = default;
};

/// The place a durable request has in its outbox, and the digest that tells a repeat from another request.
struct Submission {
    OutboxKey outbox;
    SubmissionNumber number;
    Digest digest;
    friend bool operator==(const Submission&, const Submission&) = default;
};

/// Who moderates: the console, or whoever has an admin's key.
struct Moderator {
    MemberId member;              ///< 0: the console, or an admin who is no member
    std::string name;             ///< of that member
    std::optional<PublicKey> key; ///< nothing: the console
    friend bool operator==(const Moderator&, const Moderator&) = default;
};

struct JoinCommand {
    std::string name;
    chat::NameKeys keys;
    OutboxKey instance;
    friend bool operator==(const JoinCommand&, const JoinCommand&) = default;
};
struct LeaveCommand {
    MemberId member;
    chat::LeftReason reason = chat::LeftReason::quit;
    std::string text;
    /// The member's name rests for others until then.
    std::optional<WallTime> restsUntil;
    std::optional<Moderator> by = {}; ///< for what happens to a member
    friend bool operator==(const LeaveCommand&, const LeaveCommand&) = default;
};
struct SayCommand {
    MemberId member;
    chat::MessageStyle style = chat::MessageStyle::plain;
    std::string text;
    Submission submission;
    friend bool operator==(const SayCommand&, const SayCommand&) = default;
};
struct AnnounceCommand {
    MemberId member;  ///< 0: the console, or an admin who is no member
    std::string name; ///< of that member; empty for the console
    std::string text;
    std::optional<Submission> submission; ///< nothing from the console
    bool asksToConfirm = false;
    friend bool operator==(const AnnounceCommand&, const AnnounceCommand&) = default;
};

struct RenameCommand {
    MemberId member;
    std::string name;
    chat::NameKeys keys;
    friend bool operator==(const RenameCommand&, const RenameCommand&) = default;
};
/// Takes the place of one of the same kind for the same people.
struct RestrictCommand {
    Moderator by;
    chat::RestrictionKind kind = chat::RestrictionKind::ban;
    chat::RestrictedSet whom;
    std::string name; ///< of the member it is meant for, if one was named
    std::optional<WallTime> until;
    std::string reason;
    friend bool operator==(const RestrictCommand&, const RestrictCommand&) = default;
};
struct LiftCommand {
    Moderator by;
    Seq restriction;
    friend bool operator==(const LiftCommand&, const LiftCommand&) = default;
};
struct TopicCommand {
    Moderator by;
    std::string topic;
    friend bool operator==(const TopicCommand&, const TopicCommand&) = default;
};
struct LockCommand {
    Moderator by;
    bool isLocked = false;
    friend bool operator==(const LockCommand&, const LockCommand&) = default;
};
/// Proposed only for what is there and may be removed: the fold knows no texts.
struct RemoveCommand {
    Moderator by; ///< or the sender
    Seq seq;
    std::string reason;
    friend bool operator==(const RemoveCommand&, const RemoveCommand&) = default;
};
struct ConfirmCommand {
    MemberId member;
    Seq announcement;
    friend bool operator==(const ConfirmCommand&, const ConfirmCommand&) = default;
};

struct Command {
    WallTime time; ///< as proposed; the event's is never smaller than the one before it
    Salt salt;
    std::variant<JoinCommand, LeaveCommand, SayCommand, AnnounceCommand, RenameCommand, RestrictCommand,
                 LiftCommand, TopicCommand, LockCommand, RemoveCommand, ConfirmCommand>
        what;
};

/// What a client said under a number of its own; nothing for what the server itself wants.
const Submission* submissionOf(const Command& command);

/// Names a proposal until its outcome is known; never used twice by one core.
using ProposalId = StrongId<struct ProposalIdTag, std::uint64_t>;

struct Proposal {
    ProposalId id;
    Command command;
};

} // namespace hubbub::server
