// What a link is made of, for the three files that its functions are in: link.cpp (the owner's side),
// link_reading.cpp and link_filling.cpp.
#pragma once

#include "protocol/link/congestion_window.h"
#include "protocol/link/link.h"
#include "protocol/link/log_receiver.h"
#include "protocol/link/log_sender.h"
#include "protocol/link/pace.h"
#include "protocol/link/round_trip.h"

#include <algorithm>
#include <array>
#include <vector>

namespace hubbub::link {

/// The stream's sender or receiver; nullptr if it is not open.
template <class Streams>
auto* findStream(Streams& streams, StreamId stream)
{
    const auto found =
        std::ranges::find_if(streams, [&](const auto& each) { return each.stream() == stream; });
    return found == streams.end() ? nullptr : &*found;
}

/// PINGs answered per payload; a peer has no reason to send more.
inline constexpr std::size_t pongsKept = 4;
/// A PING without an answer for so long is lost.
inline constexpr Duration pingGivenUpAfter = 3s;

struct Link::State {
    explicit State(Entropy& source) : entropy(source) {}

    // Reading a payload. False: the peer broke a rule, and `why` says which.

    bool handle(Instant now, std::uint64_t counter, const wire::Frame& frame, LinkEvents& events);
    bool handleRecords(Instant now, const wire::RecordsFrame& frame, LinkEvents& events);
    bool handlePart(Instant now, const wire::PartFrame& frame, LinkEvents& events);
    bool handleAck(Instant now, std::uint64_t counter, const wire::AckFrame& frame, LinkEvents& events);
    bool handleTruncated(const wire::TruncatedFrame& frame, LinkEvents& events);
    void handlePong(Instant now, const wire::PongFrame& frame, LinkEvents& events);
    bool deliver(StreamId stream, Seq seq, ByteView record, LinkEvents& events);
    bool deliverReady(StreamId stream, LinkEvents& events);
    bool refuse(std::string_view reason);

    // Filling a payload. Each returns true if it wrote anything.

    LogSender::Turn turnAt(Instant now);
    bool writeAnswers(Instant now, wire::Writer& out);
    bool isUnmeasured(Instant now) const;
    bool isMeasuring(Instant now) const;
    void writePing(Instant now, wire::Writer& out);
    bool writeAcks(Instant now, wire::Writer& out, bool pendingToo);
    bool writeRecords(const LogSender::Turn& turn, wire::Writer& out);

    // Questions.

    std::size_t inFlight() const;
    bool hasRoom() const { return window.hasRoom(inFlight()); }
    /// Window and pace let something go that is not live.
    bool letsPacedGo(Instant now) const
    {
        return window.hasRoomForPaced(inFlight()) && pace.allows(now, spacing());
    }
    /// Something waits that is sent at the window's pace.
    bool hasPacedWork() const;
    /// From one datagram of paced sending to the next.
    Duration spacing() const { return roundTrip.estimate() / static_cast<Duration::rep>(window.datagrams()); }
    /// How long what was sent is felt in acknowledgements.
    Duration memory() const { return roundTrip.lossDelay() + ackInterval; }
    bool hasAnswers() const;

    struct Ephemeral {
        std::uint64_t kind = 0;
        Bytes bytes;
    };
    struct Ping {
        wire::PingBytes bytes;
        Instant sentAt;
        bool isOut = false;
    };

    Entropy& entropy;
    ReassemblyPool* pool = nullptr;
    // Handlers may open and close streams, which moves these: nothing that points into them is kept across an
    // event.
    std::vector<LogSender> senders;
    std::vector<LogReceiver> receivers;
    RoundTrip roundTrip;
    CongestionWindow window;
    Pace pace;
    Duration ackInterval = LogSender::firstAckInterval;

    std::vector<Ephemeral> ephemerals;
    std::array<wire::PingBytes, pongsKept> pongs{};
    std::uint8_t pongCount = 0;
    bool pingIsWanted = false;
    /// The first is left alone until it is answered or given up, or a round trip longer than the time from
    /// one PING to the next would never be measured; the second is the latest of those sent meanwhile.
    std::array<Ping, 2> pings{};
    std::optional<wire::AcceptedFrame> accepted;

    /// The latest time that handlePayload(), handleDeadline() or fill() was told.
    Instant seen = Instant::min();
    LogSender::Counts counts;
    std::uint64_t noRoom = 0;
    std::string_view why;
};

} // namespace hubbub::link
