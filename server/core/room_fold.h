// The fold: what a room is after its first n commands. A pure function of the log, run by the store beside the rows it writes and by the core on what is
// committed; the two must agree. It knows no sessions, no clocks and no limits but its own.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "server/core/command.h"

#include <map>
#include <optional>
#include <string>
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

struct RestingName {
    chat::NameKeys keys;
    PublicKey key; ///< who alone may take it until then
    WallTime until;
    friend bool operator==(const RestingName&, const RestingName&) = default;
};

struct FoldedOutbox {
    OutboxKey outbox;
    SubmissionNumber cursor; ///< the highest number committed
    WallTime used; ///< of its last event
    friend bool operator==(const FoldedOutbox&, const FoldedOutbox&) = default;
};

/// Everything folded, in a fixed order: what the store keeps in tables beside the log, and compares.
struct FoldState {
    Seq head;
    WallTime lastTime;
    MemberId nextMember{1};
    ChainValue chain; ///< h(head)
    std::vector<FoldedMember> members; ///< by id
    std::vector<RestingName> resting; ///< by fold key
    std::vector<FoldedOutbox> outboxes; ///< by key and id
    friend bool operator==(const FoldState&, const FoldState&) = default;
};

/// Why a command had no effect. The core refuses before proposing, so these happen only when proposals raced.
enum class VoidReason : std::uint8_t { nameClash, noSuchMember, repeatedNumber };

struct FoldEffect {
    Seq seq;
    std::variant<VoidReason, chat::Event> outcome;
    ChainValue chain; ///< h(seq)
    chat::LogRecord record() const;
};

class RoomFold {
public:
    RoomFold() = default;
    explicit RoomFold(const FoldState& state);

    /// Applies the command at head + 1.
    FoldEffect apply(const Command& command);
    FoldState state() const;

    Seq head() const { return head_; }
    WallTime lastTime() const { return lastTime_; }
    const ChainValue& chain() const { return chain_; }
    std::size_t memberCount() const { return members_.size(); }
    /// In order of member numbers.
    const std::map<MemberId, FoldedMember>& members() const { return members_; }
    const FoldedMember* find(MemberId member) const;
    /// Whoever holds either key.
    const FoldedMember* holderOf(const chat::NameKeys& keys) const;
    /// A resting name that clashes by either key.
    const RestingName* restingAs(const chat::NameKeys& keys) const;
    /// 0 for an outbox never seen, or forgotten.
    SubmissionNumber cursorOf(const OutboxKey& outbox) const;

private:
    Seq head_;
    WallTime lastTime_;
    MemberId nextMember_{1};
    ChainValue chain_;
    std::map<MemberId, FoldedMember> members_;
    std::map<std::string, MemberId, std::less<>> byFold_;
    std::map<std::string, MemberId, std::less<>> byLookalike_;
    std::map<std::string, RestingName, std::less<>> restingByFold_;
    std::map<std::string, std::string, std::less<>> restingByLookalike_; ///< to the fold key
    std::map<OutboxKey, FoldedOutbox> outboxes_;
};

} // namespace hubbub::server
