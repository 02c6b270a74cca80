// Where this client stands in the log: which log, up to which event, and the chain value that proves it when
// it comes back.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/event.h"
#include "protocol/chat/request.h"

#include <optional>

namespace hubbub::client {

class Timeline {
public:
    /// The room's stream begins at `first`.
    void begin(const LogId& log, Seq first, const ChainValue& chainBefore);
    /// A record came; the link brings them in order. False if it is not the next one.
    bool advance(Seq seq, const chat::LogRecord& record);
    /// The records below `first` are no longer kept: the chain cannot be followed any more.
    void skipTo(Seq first);

    const std::optional<LogId>& log() const { return log_; }
    /// The last record that came.
    Seq cursor() const { return cursor_; }
    /// h(cursor()), if it is known.
    const std::optional<ChainValue>& chain() const { return chain_; }
    /// Nothing if there is none to prove.
    std::optional<chat::LogPosition> position() const;

private:
    std::optional<LogId> log_;
    Seq cursor_;
    std::optional<ChainValue> chain_;
};

} // namespace hubbub::client
