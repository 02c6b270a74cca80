#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/base/prefetch.h"
#include "protocol/link/link_state.h"

namespace hubbub::link {

namespace {

/// Ephemeral news are a few bytes each; what does not fit beside anything else would never go.
constexpr std::size_t ephemeralBytes = 256;

/// Where a stream may begin: at the latest behind the last record that there can be.
bool mayBeginAt(Seq first)
{
    return first.value >= 1 && first.value <= wire::maxRecordSeq + 1;
}

} // namespace

Link::Link(Entropy& entropy) : state_(std::make_unique<State>(entropy)) {}

Link::~Link() = default;
Link::Link(Link&&) noexcept = default;
Link& Link::operator=(Link&&) noexcept = default;

// The owner opens and closes streams.

void Link::openSender(StreamId stream, const RecordSource& source, Seq first)
{
    CHECK(mayBeginAt(first));
    CHECK(!findStream(state_->senders, stream));
    CHECK(state_->senders.size() < limits::streamsPerAttachment);
    // A member has ten thousand neighbours: it gets no room that it does not use.
    state_->senders.reserve(state_->senders.size() + 1);
    state_->senders.emplace_back(stream, source, first);
}

void Link::closeSender(StreamId stream)
{
    std::erase_if(state_->senders, [&](const LogSender& sender) { return sender.stream() == stream; });
    state_->senders.shrink_to_fit();
}

void Link::openReceiver(StreamId stream, Seq first)
{
    CHECK(mayBeginAt(first));
    CHECK(!findStream(state_->receivers, stream));
    CHECK(state_->receivers.size() < limits::streamsPerAttachment);
    state_->receivers.emplace_back(stream, first, state_->pool, state_->entropy);
}

void Link::closeReceiver(StreamId stream)
{
    std::erase_if(state_->receivers,
                  [&](const LogReceiver& receiver) { return receiver.stream() == stream; });
}

void Link::prefetchState() const
{
    prefetch(state_.get(), sizeof *state_);
}

void Link::prefetchStreams() const
{
    prefetch(state_->senders.data(), state_->senders.size() * sizeof(LogSender));
    prefetch(state_->receivers.data(), state_->receivers.size() * sizeof(LogReceiver));
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
    state_->pingIsWanted = true;
}

void Link::sendAccepted(bool continued)
{
    state_->accepted = wire::AcceptedFrame{continued};
}

// The world speaks; what it says in payloads is in link_reading.cpp.

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
    state_->pings = {};
    for (LogSender& sender : state_->senders)
        sender.handlePathChange();
}

// Questions.

std::optional<Duration> Link::roundTrip() const
{
    return state_->roundTrip.smoothed();
}

bool Link::hasOutstanding() const
{
    return std::ranges::any_of(state_->senders,
                               [](const LogSender& sender) { return sender.hasOutstanding(); });
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
    const auto* sender = findStream(state_->senders, stream);
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
