// One stream's sending side: a cursor on a log, what the peer says of it, and when to ask. The log may be
// shared by thousands of senders; each costs some two hundred bytes, and more only while something is missing
// at its peer. It knows neither window nor pace: the link asks it to write, or not.
//
// A record that takes several payloads may become a small one, which fits into one, at any time: its text is
// removed. Peers that have parts of the former take the small one for the whole, wherever a part was due.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/time.h"
#include "protocol/link/flight.h"
#include "protocol/link/hole_list.h"
#include "protocol/link/position.h"
#include "protocol/link/record_source.h"
#include "protocol/link/round_trip.h"
#include "protocol/link/shared_payloads.h"
#include "protocol/wire/frame.h"

#include <optional>
#include <string_view>

namespace hubbub::link {

class LogSender {
public:
    /// Acknowledgements come at this pace before the first HEAD (docs/PROTOCOL.md, section 6).
    static constexpr Duration firstAckInterval = 25ms;

    struct Counts {
        std::uint64_t sent = 0;
        std::uint64_t resent = 0;   ///< after a loss; parts count each
        std::uint64_t repeated = 0; ///< rode along with later ones
        std::uint64_t probes = 0;
    };
    /// What a sender is told when it may write.
    struct Turn {
        Instant now;
        const RoundTrip& roundTrip;
        /// What the peer is to be told.
        Duration ackInterval;
        /// Small records may ride along again.
        bool mayRepeat = false;
        Entropy& entropy;
        Counts& counts;
    };

    /// The source must outlive the sender.
    LogSender(StreamId stream, const RecordSource& source, Seq first);

    StreamId stream() const { return stream_; }

    // The world speaks.

    struct Outcome {
        /// The rule that the ACK breaks; empty if none.
        std::string_view violation;
        /// acknowledgedBelow() has moved.
        bool progress = false;
        /// A loss that the window has not been told of.
        bool lost = false;
        /// Bytes that arrived.
        std::size_t bytes = 0;
        std::optional<Duration> sample;
    };
    /// `counter` is that of the packet: an ACK overtaken by a newer one changes nothing, nor does a second
    /// one in the same packet.
    Outcome handleAck(Instant now, std::uint64_t counter, const wire::AckFrame& ack,
                      const RoundTrip& roundTrip);
    /// What is measured at the moment belongs to another path.
    void handlePathChange() { timed_.reset(); }

    // Writing. Each appends what fits and returns whether that was anything.

    /// TRUNCATED, a probe, a HEAD that is due: small, urgent, and not counted in the window.
    bool writeControl(const Turn& turn, wire::Writer& out);
    /// What is new, if all of it fits.
    bool writeLive(const Turn& turn, wire::Writer& out);
    bool writeResends(const Turn& turn, wire::Writer& out);
    bool writeCatchUp(const Turn& turn, wire::Writer& out);

    struct Shared {
        ByteView payload;
        bool isLast = false;
    };
    /// A payload that was made for all, if it is just what this peer has to be sent and nothing else of this
    /// stream is due; counts as written. The last one only if `lastToo`.
    std::optional<Shared> takeShared(const Turn& turn, const SharedPayloads& shared, bool lastToo);

    // Questions. Those that begin with "has" say whether the function above would write into an empty
    // payload.

    bool hasControl(Instant now, const RoundTrip& roundTrip) const;
    bool hasLive() const;
    bool hasResends() const;
    bool hasCatchUp() const;
    /// Bytes sent and neither acknowledged nor lost.
    std::size_t inFlight() const { return flight_.bytes() + resentBytes_; }
    /// Sent and not acknowledged.
    bool hasUnacknowledged() const;
    /// There is more to send.
    bool hasUnsent() const { return cursor_.seq <= source_->head(); }
    /// hasUnacknowledged(), or hasUnsent().
    bool hasOutstanding() const { return hasUnacknowledged() || hasUnsent(); }
    Seq acknowledgedBelow() const { return acknowledgedBelow_; }
    /// Stretches known to be missing at the peer: HoleList::most and one at most.
    std::size_t holes() const { return holes_.all().size(); }
    int unansweredProbes() const { return probes_; }
    /// When the peer will be asked; nothing while all is acknowledged.
    std::optional<Instant> probeAt(const RoundTrip& roundTrip) const;

private:
    /// Sent once up to here, with a HEAD, to measure the round trip.
    struct Timed {
        Position position;
        Instant at;
    };
    /// Sent up to `position` by `at`: an ACK that comes much later and does not reach it tells a loss at the
    /// end.
    struct Mark {
        Position position;
        Instant at;
    };
    /// Records below `first` are gone, and the peer does not know yet.
    struct Truncation {
        Seq first;
        Instant sentAt;
        bool due = true;
    };

    bool claimsBack(const wire::AckFrame& ack) const;
    bool noteLosses(Instant now, std::span<Stretch> missing, Position limit, const RoundTrip& roundTrip);
    void noteArrivals(Instant now, Seq lowestMissing, const RoundTrip& roundTrip);
    std::optional<Duration> takeSample(Instant now, bool immediate, std::optional<Position> edge);

    bool isProbeDue(Instant now, const RoundTrip& roundTrip) const;
    bool isTruncated() const;
    void truncate();
    bool writeTruncated(Instant now, wire::Writer& out);
    bool writeHead(const Turn& turn, wire::Writer& out);
    bool wantsHead(const Turn& turn, bool catchingUp);
    /// There is another pace to tell, and its turn has come: not everybody's at once.
    bool mayTellPace(const Turn& turn);
    void beginMeasuring(Instant now);

    bool isSmall(Seq seq, std::size_t record) const;
    std::optional<std::size_t> sizeInParts(Seq seq) const;
    bool peerHasRoom() const;
    std::size_t leastBytes() const;
    std::size_t pendingBytes(std::size_t room) const;
    std::uint32_t repeatable(std::size_t room) const;
    void writeRepeats(wire::Writer& out, const Turn& turn);
    bool writeRecords(const Turn& turn, wire::Writer& out, Seq first);
    std::uint32_t writePart(wire::Writer& out, Position from, ByteView record, std::uint32_t to) const;
    bool refill(const Turn& turn, Hole& hole, wire::Writer& out);
    void refillLowest(const Turn& turn, wire::Writer& out);
    void noteSent(const Turn& turn, Position cursor, std::size_t bytes);

    const RecordSource* source_;
    StreamId stream_;
    std::uint32_t toldIntervalMs_;
    bool tellsPace_ = false; ///< with the next payload
    /// Everything before it has been sent.
    Position cursor_;
    /// `next` of the newest ACK.
    Seq acknowledgedNext_;
    Seq acknowledgedBelow_;
    /// ACKs in packets before this one are overtaken.
    std::uint64_t nextAck_ = 0;

    HoleList holes_;
    std::size_t resentBytes_ = 0;
    Flight flight_;
    Mark mark_;
    /// The cursor when a loss was told last.
    Position recoverTo_;
    Instant sentAt_;
    std::optional<Timed> timed_;
    Instant measuredAt_ = Instant::min();
    std::optional<Truncation> truncation_;

    /// From here on the wait for an acknowledgement counts.
    Instant waitingSince_;
    int probes_ = 0;
};

} // namespace hubbub::link
