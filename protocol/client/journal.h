// What a client must have written down before it may send: its outbox id, and each text under the number it
// will bear (docs/ARCHITECTURE.md, exactly once).
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/event.h"

#include <string>
#include <variant>
#include <vector>

namespace hubbub::client {

/// Before the first join.
struct OutboxDrawn {
    OutboxId outbox;
};
/// Before the text is first sent under this number.
struct SubmissionNumbered {
    SubmissionNumber number;
    std::string text;
    chat::MessageStyle style = chat::MessageStyle::plain;
    bool announcement = false;
    bool asksToConfirm = false; ///< of an announcement
};
/// It has its result and need not be offered again.
struct SubmissionSettled {
    SubmissionNumber number;
    bool isRefused = false; ///< or given up; not kept: who reads the journal need not know
};
/// Before the text is sent again under another number: the server has refused this one for now.
struct SubmissionRenumbered {
    SubmissionNumber before;
    SubmissionNumber number;
};
using JournalEntry = std::variant<OutboxDrawn, SubmissionNumbered, SubmissionSettled, SubmissionRenumbered>;

/// What an earlier run left: read by whoever holds the profile's lock.
struct RestoredOutbox {
    OutboxId outbox;
    SubmissionNumber nextNumber{1};
    std::vector<SubmissionNumbered> unsettled; ///< in order of numbers
};

} // namespace hubbub::client
