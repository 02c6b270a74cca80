// Which events hold which pieces of text: fed behind the log in small steps, and rid of what is removed or
// pruned in the transaction that does so. Up to indexed() it is complete; what is later is looked for in the
// log itself.
#pragma once

#include "protocol/base/result.h"
#include "server/store/event_table.h"
#include "server/store/sqlite.h"

#include <span>

namespace hubbub::server {

class SearchIndex {
public:
    static Result<SearchIndex, Failure> prepare(Database& database);

    /// Begins anew if it was made with another Unicode version.
    Result<Done, Failure> open(Database& database);
    Seq indexed() const { return indexed_; }
    /// The next events behind indexed(), in one transaction; false if the database refused.
    bool feed(Database& database, EventTable& events);

    // Within a transaction of the caller's; false if the database refused.

    /// Nothing of the text is found any more. `event` is as it was, with its text.
    bool remove(Seq seq, const chat::Event& event);
    /// All of these go, and nothing older is left.
    bool prune(std::span<const EventTable::Row> rows);
    /// The caller's transaction was rolled back or committed.
    void handleRolledBack() { indexed_ = committed_; }
    void handleCommitted() { committed_ = indexed_; }

private:
    bool setIndexed(Seq seq);

    Statement read_;
    Statement insert_;
    Statement delete_;
    Statement deleteAll_;
    Statement setIndexed_;
    Statement setUnicodeVersion_;
    Seq indexed_;
    Seq committed_;
};

} // namespace hubbub::server
