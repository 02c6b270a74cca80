// One attachment's streams over whatever carries payloads: many LogSenders and LogReceivers, one round-trip
// estimate, one window. Knows nothing of keys, addresses or datagrams; it takes and fills the frames of
// payloads (docs/PROTOCOL.md, sections 5 and 6).
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/link/log_sender.h"
#include "protocol/link/reassembly_pool.h"
#include "protocol/link/record_source.h"
#include "protocol/link/shared_payloads.h"
#include "protocol/wire/frame.h"

#include <memory>
#include <optional>
#include <string_view>

namespace hubbub::link {

/// What happens on a link, told while a payload is being handled. The views are valid during the call only. A
/// handler must not call back into the link but to open or close streams.
class LinkEvents {
public:
    virtual ~LinkEvents() = default;
    /// Each record of an open stream once, in order. False: it breaks the rules of the layer above, and the
    /// session will be closed.
    virtual bool recordArrived(StreamId stream, Seq seq, ByteView record) = 0;
    /// The records below `first` will never come: the next one to arrive is `first`.
    virtual void recordsTruncated(StreamId stream, Seq first) = 0;
    /// The peer has everything of our stream below `next`.
    virtual void acknowledged(StreamId stream, Seq next) = 0;
    virtual void ephemeralArrived(std::uint64_t kind, ByteView bytes) = 0;
    virtual void accepted(bool continued) = 0;
    virtual void pongArrived(const wire::PingBytes& bytes) = 0;
    virtual void closedByPeer(std::uint64_t code, std::string_view text) = 0;
};

class Link {
public:
    explicit Link(Entropy& entropy);
    ~Link();
    Link(Link&&) noexcept;
    Link& operator=(Link&&) noexcept;

    // The owner opens and closes streams.

    /// Sends `source` from `first` on. The source must outlive the stream. Opening a stream twice, more than
    /// limits::streamsPerAttachment each way, or one beyond the last record that can be is a mistake (CHECK).
    void openSender(StreamId stream, const RecordSource& source, Seq first);
    void closeSender(StreamId stream);
    void openReceiver(StreamId stream, Seq first);
    void closeReceiver(StreamId stream);
    /// What receivers keep from now on because it came early or in part is charged to `pool`, which must
    /// outlive the link; a pool of no bytes forbids it (before admission). nullptr: only the bounds of each
    /// receiver hold.
    void setReassemblyPool(ReassemblyPool* pool);
    /// How often the peer shall acknowledge; told with the next HEAD.
    void setAckInterval(Duration interval);
    /// Rides on the next payload; a second one of the same kind before that replaces it.
    void sendEphemeral(std::uint64_t kind, ByteView bytes);
    /// Asks for a PONG with the next payload: keep-alive, round trip. Beside this a link asks by itself, with
    /// what it sends, while it knows no round trip, and with probes: pongArrived() may tell of bytes that the
    /// owner did not ask for.
    void sendPing(Instant now);
    void sendAccepted(bool continued);

    // The world speaks.

    /// False when the peer broke the format or the rules (`why()` says how): the session must be closed with
    /// protocolError. `counter` is the packet's: it tells an overtaken ACK. It must go on rising across new
    /// keys, though the packets' own counters start again.
    [[nodiscard]] bool handlePayload(Instant now, std::uint64_t counter, ByteView payload,
                                     LinkEvents& events);
    void handleDeadline(Instant now);
    /// The network path is another: round trip and window start anew. What was in flight counts as lost only
    /// when reported or probed.
    void handlePathChange();

    // What may be sent now.

    /// Appends frames until the payload is full, the window is, or nothing is due. False if nothing was
    /// written. New records, resends, acknowledgements, pings and probes share payloads; an acknowledgement
    /// that is merely paced goes along only if something else goes.
    bool fill(Instant now, wire::Writer& payload);
    /// The next of the payloads made for all, as is; the last one only if nothing else at all is to be said
    /// to this peer. Nothing: ask fill(). Valid until `shared` changes.
    std::optional<LogSender::Shared> takeShared(Instant now, const SharedPayloads& shared);
    /// takeShared() comes soon: first the one, when that is there the other.
    void prefetchState() const;
    void prefetchStreams() const;
    /// True if fill() would write something at `now`. Cheap: asked for every member in every turn.
    bool hasSomethingDue(Instant now) const;
    /// The same, but for records.
    bool hasAnswersDue(Instant now) const;
    /// When handleDeadline() or fill() should be called next, if nothing else happens; nothing: never.
    std::optional<Instant> deadline() const;

    // Questions.

    /// Smoothed round trip; nothing before the first sample.
    std::optional<Duration> roundTrip() const;
    /// True if records have been sent and not yet acknowledged, or wait to be sent.
    bool hasOutstanding() const;
    /// Probes in a row without an answer.
    int unansweredProbes() const;
    /// Everything below has been acknowledged.
    Seq acknowledgedBelow(StreamId stream) const;
    struct Counters {
        std::uint64_t recordsSent = 0;
        std::uint64_t recordsResent = 0;   ///< after a loss; the parts of a large record count each
        std::uint64_t recordsRepeated = 0; ///< rode along with later ones
        std::uint64_t probes = 0;
        std::uint64_t noRoom = 0;
        std::uint32_t windowDatagrams = 0;
    };
    Counters counters() const;
    /// Why handlePayload() failed; for the log.
    std::string_view why() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hubbub::link
