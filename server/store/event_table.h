// The log as rows: one per seq, never changed but to remove a text. Knows nothing of rooms.
#pragma once

#include "protocol/base/result.h"
#include "server/core/room_fold.h"
#include "server/core/store_port.h"
#include "server/store/sqlite.h"

#include <optional>
#include <vector>

namespace hubbub::server {

class EventTable {
public:
    static Result<EventTable, Failure> prepare(Database& database);

    /// Within a transaction; false if the database refused.
    bool insert(const Command& command, const FoldEffect& effect);

    /// Within a transaction: its text and salt give way to their digest, if it has any. False if the database
    /// refused.
    bool remove(Seq seq);

    using Found = FindSubmissionReply::Found;
    /// Nothing if the event is no longer kept.
    Result<std::optional<Found>, Failure> submissionAt(Seq seq);
    /// Events below are gone; `before` is h(firstKept - 1). Within a transaction; false if the database
    /// refused.
    bool prune(Seq firstKept, const ChainValue& before);
    /// h(0) is known without a row, and so is that of the last event that is gone.
    Result<std::optional<ChainValue>, Failure> chainAt(Seq seq);

    struct Row {
        Seq seq;
        chat::LogRecord record;
        ChainValue chain;
    };
    /// The rows [first, first + count) that exist; a failure too if one of them is damaged.
    Result<std::vector<Row>, Failure> read(Seq first, std::uint32_t count);

private:
    Statement insert_;
    Statement submissionAt_;
    Statement chainAt_;
    Statement read_;
    Statement remove_;
    Statement readOne_;
    Statement prune_;
    Statement setFirstKept_;
};

} // namespace hubbub::server
