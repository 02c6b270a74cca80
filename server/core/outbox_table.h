// The outboxes whose cursors a room remembers: those used in the last 30 days, the last 8 of each key however
// old, and no more than a quarter of a million in all. A part of the fold: what is remembered depends on the
// events alone, and each event costs a few look-ups, however many outboxes there are.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "server/core/command.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace hubbub::server {

struct FoldedOutbox {
    OutboxKey outbox;
    SubmissionNumber cursor; ///< the highest number committed
    WallTime used;           ///< of its last event
    friend bool operator==(const FoldedOutbox&, const FoldedOutbox&) = default;
};

/// What one event did to the table, enough to take it back.
struct OutboxChange {
    std::optional<FoldedOutbox> used;    ///< as it is afterwards
    std::optional<FoldedOutbox> before;  ///< nothing: the first submission of this outbox
    bool wasSurplus = false;             ///< `before` was
    std::optional<FoldedOutbox> demoted; ///< it became surplus: eight of its key were used later
    struct Forgotten {
        FoldedOutbox outbox;
        bool wasSurplus = false;
    };
    std::vector<Forgotten> forgotten;
};

class OutboxTable {
public:
    /// A client that comes back with an older outbox than these is told that its submissions are not stored.
    static constexpr std::size_t keptPerKey = 8;
    static constexpr std::int64_t keptMilliseconds = std::int64_t{30} * 24 * 60 * 60 * 1000;
    /// Beyond it the one not used for longest is forgotten. Keys cost nothing, so somebody could make more of
    /// them for ever: this bounds the memory to about 100 MB. What a forgotten outbox has in the log is still
    /// never stored twice.
    static constexpr std::size_t keptInAll = 250'000;

    OutboxTable() = default;
    explicit OutboxTable(const std::vector<FoldedOutbox>& outboxes);

    /// 0 for an outbox never seen, or forgotten.
    SubmissionNumber cursorOf(const OutboxKey& outbox) const;
    /// By key and id.
    std::vector<FoldedOutbox> all() const;

    /// The time never goes back from one call to the next.
    void use(const OutboxKey& outbox, SubmissionNumber number, WallTime time, OutboxChange& change);
    void forgetOld(WallTime time, OutboxChange& change);
    void undo(const OutboxChange& change);

private:
    void insert(const FoldedOutbox& outbox, bool isSurplus);
    /// True if it was surplus.
    bool erase(const FoldedOutbox& outbox);
    /// The oldest of a key's recent ones becomes surplus when they are too many.
    std::optional<FoldedOutbox> demoteOldest(const PublicKey& key);
    void forget(const OutboxKey& outbox, OutboxChange& change);

    using ByUse = std::set<std::pair<WallTime, OutboxKey>>;

    std::map<OutboxKey, FoldedOutbox> outboxes_;
    ByUse all_;
    /// The last eight of each key.
    std::map<PublicKey, std::set<std::pair<WallTime, OutboxId>>> recent_;
    /// All others: they are forgotten by age.
    ByUse surplus_;
};

} // namespace hubbub::server
