// Which stretches of the log are proven to be without a gap: the chain (docs/PROTOCOL.md, section 7) over
// what came live and over pages of the past, joined where the value behind one stretch is the value before
// the next.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"

#include <optional>
#include <span>
#include <vector>

namespace hubbub::client {

/// What the chain says of a page.
enum class ChainVerdict : std::uint8_t {
    joined,  ///< it follows from, or leads to, what was there
    apart,   ///< in itself without a gap; what lies between it and the rest is not known
    unknown, ///< the server does not know the value before it any more
    broken,  ///< something in it, or beside it, was changed, left out or put in
};

/// As far as events are held, from the last one back.
struct Completeness {
    Seq first; ///< 0 with last: nothing is held yet
    Seq last;
    std::optional<Seq> brokenAt; ///< this event, the latest found, is not what the chain says
};

class ChainProof {
public:
    /// The log is another one, or none is known.
    void reset();
    /// From here on events come live.
    void begin(Seq first, const ChainValue& before);
    /// The next live event is held.
    void advance(Seq seq, const ChainValue& chain);
    /// Live events go on without what was in between.
    void loseTrack() { isLive_ = false; }

    /// Contiguous events in order.
    ChainVerdict add(std::span<const chat::PageEntry> events, const std::optional<ChainValue>& before);
    /// What should stand there was not given.
    ChainVerdict noteBroken(Seq at);
    Completeness completeness() const;

private:
    struct Stretch {
        Seq first;
        Seq last;
        ChainValue before; ///< h(first - 1)
        ChainValue after;  ///< h(last)
    };
    /// h at the edge of some stretch.
    struct Edge {
        Seq seq;
        ChainValue chain;
    };
    std::vector<Edge> edges() const;
    void insert(Stretch stretch);

    std::vector<Stretch> stretches_; ///< in order, none touching another
    bool isLive_ = false;            ///< the last one grows
    std::optional<Seq> brokenAt_;
};

} // namespace hubbub::client
