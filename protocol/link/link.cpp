#include "protocol/link/link.h"

#include "protocol/base/check.h"
#include "protocol/link/congestion_window.h"
#include "protocol/link/log_receiver.h"
#include "protocol/link/log_sender.h"
#include "protocol/link/pace.h"
#include "protocol/link/round_trip.h"

#include <algorithm>
#include <array>

namespace hubbub::link {

namespace {

/// PINGs answered per payload; a peer has no reason to send more.
constexpr std::size_t pongsKept = 4;

/// Ephemeral news are a few bytes each; what does not fit beside anything else would never go.
constexpr std::size_t ephemeralBytes = 256;

/// The stream's sender or receiver; nullptr if it is not open.
template <class Streams>
auto* find(Streams& streams, StreamId stream)
{
    const auto found = std::ranges::find_if(streams, [&](const auto& each) { return each.stream() == stream; });
    return found == streams.end() ? nullptr : &*found;
}

} // namespace

struct Link::State {
    explicit State(Entropy& source)
        : entropy(source)
    {
    }

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

    bool writeAnswers(Instant now, wire::Writer& out);
    bool writeAcks(Instant now, wire::Writer& out, bool pendingToo);
    bool writeRecords(const LogSender::Turn& turn, wire::Writer& out);

    // Questions.

    std::size_t inFlight() const;
    bool hasRoom() const { return window.hasRoom(inFlight()); }
    /// Something waits that is sent at the window's pace.
    bool hasPaced() const;
    /// From one datagram of paced sending to the next.
    Duration spacing() const { return roundTrip.estimate() / static_cast<Duration::rep>(window.datagrams()); }
    /// How long what was sent is felt in acknowledgements.
    Duration memory() const { return roundTrip.lossDelay() + ackInterval; }
    bool hasAnswers() const;

    struct Ephemeral {
        std::uint64_t kind = 0;
        Bytes bytes;
    };
    enum class Ping : std::uint8_t { none, wanted, sent };

    Entropy& entropy;
    ReassemblyPool* pool = nullptr;
    // Handlers may open and close streams, which moves these: nothing that points into them is kept across an event.
    std::vector<LogSender> senders;
    std::vector<LogReceiver> receivers;
    RoundTrip roundTrip;
    CongestionWindow window;
    Pace pace;
    Duration ackInterval = LogSender::firstAckInterval;

    std::vector<Ephemeral> ephemerals;
    std::array<wire::PingBytes, pongsKept> pongs{};
    std::uint8_t pongCount = 0;
    Ping ping = Ping::none;
    wire::PingBytes pingBytes;
    Instant pingSentAt;
    std::optional<wire::AcceptedFrame> accepted;

    /// The latest time that handlePayload(), handleDeadline() or fill() was told.
    Instant seen = Instant::min();
    LogSender::Counts counts;
    std::uint64_t noRoom = 0;
    std::string_view why;
};

Link::Link(Entropy& entropy)
    : state_(std::make_unique<State>(entropy))
{
}

Link::~Link() = default;
Link::Link(Link&&) noexcept = default;
Link& Link::operator=(Link&&) noexcept = default;

// The owner opens and closes streams.

void Link::openSender(StreamId stream, const RecordSource& source, Seq first)
{
    CHECK(!find(state_->senders, stream));
    state_->senders.emplace_back(stream, source, first);
}

void Link::closeSender(StreamId stream)
{
    std::erase_if(state_->senders, [&](const LogSender& sender) { return sender.stream() == stream; });
}

void Link::openReceiver(StreamId stream, Seq first)
{
    CHECK(!find(state_->receivers, stream));
    state_->receivers.emplace_back(stream, first, state_->pool, state_->entropy);
}

void Link::closeReceiver(StreamId stream)
{
    std::erase_if(state_->receivers, [&](const LogReceiver& receiver) { return receiver.stream() == stream; });
}

void Link::setReassemblyPool(ReassemblyPool* pool)
{
    state_->pool = pool;
    for (LogReceiver& receiver : state_->receivers)
        receiver.setPool(pool);
}

void Link::setAckInterval(Duration interval)
{
    state_->ackInterval = interval;
}

void Link::sendEphemeral(std::uint64_t kind, ByteView bytes)
{
    CHECK(bytes.size() <= ephemeralBytes);
    const auto same = std::ranges::find(state_->ephemerals, kind, &State::Ephemeral::kind);
    if (same != state_->ephemerals.end())
        same->bytes = copyOf(bytes);
    else
        state_->ephemerals.push_back({kind, copyOf(bytes)});
}

void Link::sendPing(Instant)
{
    state_->pingBytes = state_->entropy.draw<wire::PingBytes>();
    state_->ping = State::Ping::wanted;
}

void Link::sendAccepted(bool continued)
{
    state_->accepted = wire::AcceptedFrame{continued};
}

// The world speaks.

bool Link::handlePayload(Instant now, std::uint64_t counter, ByteView payload, LinkEvents& events)
{
    state_->seen = std::max(state_->seen, now);
    wire::FrameReader reader(payload);
    while (const auto frame = reader.next()) {
        if (!state_->handle(now, counter, *frame, events))
            return false;
        if (std::holds_alternative<wire::CloseFrame>(*frame))
            return true;
    }
    if (reader.failed())
        return state_->refuse("a malformed frame");
    for (LogReceiver& receiver : state_->receivers)
        receiver.handlePayloadEnd(now);
    return true;
}

/// What is due stays due until fill() has sent it; from here on its time is no deadline any more.
void Link::handleDeadline(Instant now)
{
    state_->seen = std::max(state_->seen, now);
}

void Link::handlePathChange()
{
    state_->roundTrip.reset();
    state_->window.reset();
    state_->pace = Pace();
    if (state_->ping == State::Ping::sent)
        state_->ping = State::Ping::none;
    for (LogSender& sender : state_->senders)
        sender.handlePathChange();
}

bool Link::State::refuse(std::string_view reason)
{
    why = reason;
    return false;
}

bool Link::State::handle(Instant now, std::uint64_t counter, const wire::Frame& frame, LinkEvents& events)
{
    struct Visitor {
        State& state;
        Instant now;
        std::uint64_t counter;
        LinkEvents& events;

        bool operator()(const wire::RecordsFrame& each) { return state.handleRecords(now, each, events); }
        bool operator()(const wire::PartFrame& each) { return state.handlePart(now, each, events); }
        bool operator()(const wire::AckFrame& each) { return state.handleAck(now, counter, each, events); }
        bool operator()(const wire::HeadFrame& each)
        {
            if (auto* receiver = find(state.receivers, each.stream))
                receiver->pacer().handleHead(std::chrono::milliseconds{each.ackIntervalMs}, state.entropy);
            return true;
        }
        bool operator()(const wire::PingFrame& each)
        {
            if (state.pongCount < pongsKept)
                state.pongs[state.pongCount++] = each.bytes;
            return true;
        }
        bool operator()(const wire::PongFrame& each)
        {
            state.handlePong(now, each, events);
            return true;
        }
        bool operator()(const wire::EphemeralFrame& each)
        {
            events.ephemeralArrived(each.kind, each.bytes);
            return true;
        }
        bool operator()(const wire::CloseFrame& each)
        {
            events.closedByPeer(each.code, textOf(each.text));
            return true;
        }
        bool operator()(const wire::AcceptedFrame& each)
        {
            events.accepted(each.continued);
            return true;
        }
        bool operator()(const wire::TruncatedFrame& each) { return state.handleTruncated(each, events); }
    };
    return std::visit(Visitor{*this, now, counter, events}, frame);
}

bool Link::State::handleRecords(Instant now, const wire::RecordsFrame& frame, LinkEvents& events)
{
    bool fine = true;
    wire::forEachRecord(frame, [&](Seq seq, ByteView record) {
        auto* receiver = fine ? find(receivers, frame.stream) : nullptr;
        if (!receiver)
            return;
        switch (receiver->take(now, seq, record)) {
        case LogReceiver::Taken::inOrder:
            fine = deliver(frame.stream, seq, record, events) && deliverReady(frame.stream, events);
            break;
        case LogReceiver::Taken::noRoom:
            ++noRoom;
            break;
        case LogReceiver::Taken::kept:
        case LogReceiver::Taken::repeated:
        case LogReceiver::Taken::invalid:
            break;
        }
    });
    return fine;
}

bool Link::State::handlePart(Instant now, const wire::PartFrame& frame, LinkEvents& events)
{
    auto* receiver = find(receivers, frame.stream);
    if (!receiver)
        return true;
    switch (receiver->takePart(now, frame)) {
    case LogReceiver::Taken::invalid:
        return refuse("parts of different records under one number");
    case LogReceiver::Taken::noRoom:
        ++noRoom;
        return true;
    case LogReceiver::Taken::kept:
        return deliverReady(frame.stream, events);
    case LogReceiver::Taken::inOrder:
    case LogReceiver::Taken::repeated:
        return true;
    }
    return true;
}

bool Link::State::deliver(StreamId stream, Seq seq, ByteView record, LinkEvents& events)
{
    return events.recordArrived(stream, seq, record) || refuse("a record that is not what it should be");
}

bool Link::State::deliverReady(StreamId stream, LinkEvents& events)
{
    while (auto* receiver = find(receivers, stream)) {
        const auto ready = receiver->takeReady();
        if (!ready)
            return true;
        if (!deliver(stream, ready->seq, ready->bytes, events))
            return false;
    }
    return true;
}

bool Link::State::handleTruncated(const wire::TruncatedFrame& frame, LinkEvents& events)
{
    while (auto* receiver = find(receivers, frame.stream)) {
        const auto goesOnAt = receiver->skipTowards(frame.first);
        if (!goesOnAt)
            return true;
        events.recordsTruncated(frame.stream, *goesOnAt);
        if (!deliverReady(frame.stream, events))
            return false;
    }
    return true;
}

bool Link::State::handleAck(Instant now, std::uint64_t counter, const wire::AckFrame& frame, LinkEvents& events)
{
    auto* sender = find(senders, frame.stream);
    if (!sender)
        return true;
    const auto outcome = sender->handleAck(now, counter, frame, roundTrip);
    if (!outcome.violation.empty())
        return refuse(outcome.violation);
    if (outcome.lost)
        window.handleLoss(now, memory());
    else
        window.handleAcknowledged(now, outcome.bytes, memory());
    if (outcome.sample)
        roundTrip.addSample(*outcome.sample);
    if (outcome.progress)
        events.acknowledged(frame.stream, sender->acknowledgedBelow());
    return true;
}

void Link::State::handlePong(Instant now, const wire::PongFrame& frame, LinkEvents& events)
{
    if (ping == Ping::sent && frame.bytes == pingBytes) {
        ping = Ping::none;
        roundTrip.addSample(now - pingSentAt);
    }
    events.pongArrived(frame.bytes);
}

// What may be sent now.

bool Link::fill(Instant now, wire::Writer& payload)
{
    handleDeadline(now);
    State& state = *state_;
    const LogSender::Turn turn{now,
                               state.roundTrip,
                               state.ackInterval,
                               !state.window.halvedWithin(now, state.memory()),
                               state.entropy,
                               state.counts};
    bool wrote = state.writeAnswers(now, payload);
    wrote = state.writeAcks(now, payload, false) || wrote;
    for (LogSender& sender : state.senders)
        wrote = sender.writeControl(turn, payload) || wrote;
    wrote = state.writeRecords(turn, payload) || wrote;
    if (wrote)
        state.writeAcks(now, payload, true);
    return wrote;
}

bool Link::State::writeAnswers(Instant now, wire::Writer& out)
{
    const std::size_t before = out.written();
    if (accepted && writeFrame(out, *accepted))
        accepted.reset();
    while (pongCount > 0 && writeFrame(out, wire::PongFrame{pongs[pongCount - 1U]}))
        --pongCount;
    if (ping == Ping::wanted && writeFrame(out, wire::PingFrame{pingBytes})) {
        ping = Ping::sent;
        pingSentAt = now;
    }
    std::erase_if(ephemerals, [&](const Ephemeral& each) {
        return writeFrame(out, wire::EphemeralFrame{each.kind, each.bytes});
    });
    if (ephemerals.empty())
        ephemerals.shrink_to_fit();
    return out.written() > before;
}

bool Link::State::writeAcks(Instant now, wire::Writer& out, bool pendingToo)
{
    bool wrote = false;
    for (LogReceiver& receiver : receivers) {
        AckPacer& pacer = receiver.pacer();
        if (!pacer.isDue(now) && !(pendingToo && pacer.isPending()))
            continue;
        if (!writeFrame(out, receiver.ack(pacer.isAtOnce())))
            continue;
        pacer.handleAckSent();
        wrote = true;
    }
    return wrote;
}

/// Live events of all streams first, then what was lost, then what is old.
bool Link::State::writeRecords(const LogSender::Turn& turn, wire::Writer& out)
{
    bool live = false;
    bool paced = false;
    if (hasRoom()) {
        for (LogSender& sender : senders)
            live = sender.writeLive(turn, out) || live;
        if (pace.allows(turn.now, spacing())) {
            for (LogSender& sender : senders)
                paced = sender.writeResends(turn, out) || paced;
            for (LogSender& sender : senders)
                paced = sender.writeCatchUp(turn, out) || paced;
        }
    }
    if (paced)
        pace.handleSent(turn.now, spacing());
    if (hasPaced() && (!hasRoom() || !pace.allows(turn.now, spacing())))
        window.handleUsedUp(turn.now);
    return live || paced;
}

std::size_t Link::State::inFlight() const
{
    std::size_t bytes = 0;
    for (const LogSender& sender : senders)
        bytes += sender.inFlight();
    return bytes;
}

bool Link::State::hasPaced() const
{
    return std::ranges::any_of(senders, [](const LogSender& sender) {
        return sender.hasResends() || sender.hasCatchUp();
    });
}

bool Link::State::hasAnswers() const
{
    return accepted || pongCount > 0 || ping == Ping::wanted || !ephemerals.empty();
}

bool Link::hasSomethingDue(Instant now) const
{
    const State& state = *state_;
    if (state.hasAnswers())
        return true;
    for (const LogReceiver& receiver : state.receivers) {
        if (receiver.pacer().isDue(now))
            return true;
    }
    for (const LogSender& sender : state.senders) {
        if (sender.hasControl(now, state.roundTrip))
            return true;
    }
    if (!state.hasPaced() || !state.hasRoom())
        return false;
    return state.pace.allows(now, state.spacing())
        || std::ranges::any_of(state.senders, [](const LogSender& sender) { return sender.hasLive(); });
}

std::optional<Instant> Link::deadline() const
{
    const State& state = *state_;
    std::optional<Instant> earliest;
    const auto consider = [&](std::optional<Instant> at) {
        if (at && *at > state.seen && (!earliest || *at < *earliest))
            earliest = at;
    };
    for (const LogReceiver& receiver : state.receivers)
        consider(receiver.pacer().deadline());
    for (const LogSender& sender : state.senders)
        consider(sender.probeAt(state.roundTrip));
    if (state.hasRoom() && state.hasPaced())
        consider(state.pace.allowedAt(state.spacing()));
    return earliest;
}

// Questions.

std::optional<Duration> Link::roundTrip() const
{
    return state_->roundTrip.smoothed();
}

bool Link::hasOutstanding() const
{
    return std::ranges::any_of(state_->senders, [](const LogSender& sender) { return sender.hasOutstanding(); });
}

int Link::unansweredProbes() const
{
    int most = 0;
    for (const LogSender& sender : state_->senders)
        most = std::max(most, sender.unansweredProbes());
    return most;
}

Seq Link::acknowledgedBelow(StreamId stream) const
{
    const auto* sender = find(state_->senders, stream);
    CHECK(sender);
    return sender->acknowledgedBelow();
}

Link::Counters Link::counters() const
{
    Counters counters;
    counters.recordsSent = state_->counts.sent;
    counters.recordsResent = state_->counts.resent;
    counters.recordsRepeated = state_->counts.repeated;
    counters.probes = state_->counts.probes;
    counters.noRoom = state_->noRoom;
    counters.windowDatagrams = state_->window.datagrams();
    return counters;
}

std::string_view Link::why() const
{
    return state_->why;
}

} // namespace hubbub::link
