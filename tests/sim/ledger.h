// The log as it was seen being stored: what all other witnesses hold against what people were told. Complains
// when the log itself breaks its rules: numbers without a gap, the chain, times that never go back, member
// numbers never used twice, a store that forgets or makes up.
#pragma once

#include "protocol/chat/event.h"
#include "server/core/store_port.h"
#include "tests/sim/court.h"
#include "tests/sim/witness.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace hubbub::sim {

class Ledger {
public:
    /// `tell` hears of each entry, `tear` of a head above which all is gone.
    /// `keptAlways` events at least are never let go of; nothing: the store keeps them all.
    Ledger(Court& court, std::optional<std::uint64_t> keptAlways, std::function<void(const Stored&)> tell,
           std::function<void(Seq)> tear)
        : court_(court),
          keptAlways_(keptAlways),
          tell_(std::move(tell)),
          tear_(std::move(tear))
    {
    }

    void handleProposed(const server::StoreRequest& request);
    void handleAnswered(const server::StoreReply& reply);
    /// A server begins on these records. What no server has heard of may be among them, if it was proposed.
    /// Contents are what is kept.
    void handleOpened(const std::vector<Bytes>& contents, const server::RestoredRoom& room, bool mayForget);

    Seq head() const { return Seq{entries_.size()}; }
    /// Older events are gone from the store, and known here all the same.
    Seq firstKept() const { return firstKept_; }
    /// The event at this number; nothing for a VOID, or a number not in the log.
    const chat::Event* event(Seq seq) const;
    const server::Command* command(Seq seq) const;
    /// True if this is the event at this number, or what is left of it once its text is removed.
    bool holds(Seq seq, const chat::Event& told) const;
    /// The number of the event that removes the text of this one.
    std::optional<Seq> removalOf(Seq seq) const;
    /// True if this was in the log under this number until a power cut took it.
    bool wasTornOff(Seq seq, const chat::Event& event) const;
    bool wasTornOff(Seq seq, std::string_view text) const;
    /// The number of the last event that is no VOID, at or below; 0: there is none.
    Seq lastEventUpTo(Seq seq) const;
    Seq lastEvent() const { return lastEventUpTo(head()); }

private:
    struct Entry {
        chat::LogRecord record;
        ChainValue chain;
        const server::Command* command = nullptr;
    };

    void append(const chat::LogRecord& record);
    void letGo(Seq firstKept);
    void checkEvent(Seq seq, const chat::Event& event, const server::Command* command);
    void tearOff(Seq head);

    Court& court_;
    std::optional<std::uint64_t> keptAlways_;
    std::function<void(const Stored&)> tell_;
    std::function<void(Seq)> tear_;
    std::vector<Entry> entries_;
    Seq firstKept_{1};
    std::multimap<Seq, chat::Event> tornOff_;
    std::map<Salt, server::Command> proposed_; ///< all there ever were
};

} // namespace hubbub::sim
