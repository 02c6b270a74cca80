// A session's life as this file sees it:
//   - a packet finds its key generation by index, opens, and only then counts for anything;
//   - the first packet under keys that waited makes them the current ones (server);
//   - one with the highest counter from elsewhere begins a path validation (server); the PONG from there ends
//   it;
//   - all else in the payload is the link's.
#include "protocol/link/connection.h"

#include "protocol/base/limits.h"
#include "protocol/base/prefetch.h"
#include "protocol/link/key_ring.h"
#include "protocol/link/path_validation.h"
#include "protocol/link/sent_marks.h"
#include "protocol/wire/frame.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hubbub::link {

namespace {

/// Type, length and bytes of the PING of a challenge, header and tag.
/// A payload that lacks no more than a record's worth is filled up if another one follows.
constexpr std::size_t paddedBytes = 256;
constexpr std::size_t challengeBytes = limits::packetHeaderBytes + 10 + limits::tagBytes;

MutableBytes payloadOf(MutableBytes datagram)
{
    return datagram.subspan(limits::packetHeaderBytes, limits::payloadBytes);
}

bool differInPortOnly(const Path& a, const Path& b)
{
    return a.local == b.local && a.remote.ip == b.remote.ip;
}

/// Stands between the link and the owner: sees the answer to a path challenge, which is nobody else's
/// business, and the peer's CLOSE.
class OverheardEvents final : public LinkEvents {
public:
    OverheardEvents(LinkEvents& owner, const PathValidation* validation, const Path& from)
        : owner_(owner),
          validation_(validation),
          from_(from)
    {
    }

    bool pathIsProven() const { return pathIsProven_; }
    bool isClosed() const { return isClosed_; }

    bool recordArrived(StreamId stream, Seq seq, ByteView record) override
    {
        return owner_.recordArrived(stream, seq, record);
    }
    void recordsTruncated(StreamId stream, Seq first) override { owner_.recordsTruncated(stream, first); }
    void acknowledged(StreamId stream, Seq next) override { owner_.acknowledged(stream, next); }
    void ephemeralArrived(std::uint64_t kind, ByteView bytes) override
    {
        owner_.ephemeralArrived(kind, bytes);
    }
    void accepted(bool continued) override { owner_.accepted(continued); }
    void pongArrived(const wire::PingBytes& bytes) override
    {
        if (validation_ == nullptr || bytes != validation_->bytes())
            owner_.pongArrived(bytes);
        else if (validation_->isAnsweredBy(bytes, from_))
            pathIsProven_ = true;
    }
    void closedByPeer(std::uint64_t code, std::string_view text) override
    {
        isClosed_ = true;
        owner_.closedByPeer(code, text);
    }

private:
    LinkEvents& owner_;
    const PathValidation* validation_;
    const Path& from_;
    bool pathIsProven_ = false;
    bool isClosed_ = false;
};

} // namespace

struct Connection::State {
    State(Role role_, Instant now, SessionKeys keys_, const Path& path_, Entropy& entropy_,
          DropCounters& drops_, const KeyLimits& limits)
        : role(role_),
          entropy(entropy_),
          drops(drops_),
          link(entropy_),
          keys(role_, now, std::move(keys_), limits, entropy_),
          path(path_),
          lastHeard(now),
          noticed(now),
          marks(role_ == Role::client ? std::make_unique<SentMarks>() : nullptr)
    {
    }

    Role role;
    bool isClosed = false;
    Entropy& entropy;
    DropCounters& drops;
    Link link;
    KeyRing keys;
    Path path;
    /// Where the finish of the waiting keys came from.
    std::unique_ptr<Path> waitingPath;
    std::unique_ptr<PathValidation> validation;
    std::optional<Instant> validationBegun;
    Instant lastHeard;
    /// Deadlines up to here have been told: what they ask for is due, not to come.
    Instant noticed;
    std::unique_ptr<SentMarks> marks; ///< of a client

    bool maySend(Instant now) const { return !isClosed && !keys.areSpent(now); }

    void moveTo(const Path& proven)
    {
        validation.reset();
        const bool isSameWay = differInPortOnly(path, proven);
        path = proven;
        if (!isSameWay)
            link.handlePathChange();
    }

    void useWaitingKeys(Instant now, const Path& from)
    {
        keys.useWaiting(now);
        const auto proven = std::exchange(waitingPath, nullptr);
        if (proven && *proven == from && from != path)
            moveTo(from);
    }

    /// After a packet has opened.
    void considerPath(Instant now, const Path& from, std::size_t bytes, bool isNewest)
    {
        if (validation && validation->isOver(now))
            validation.reset();
        const bool mayBegin = isNewest && from != path && !validation
                           && (!validationBegun || now - *validationBegun >= PathValidation::pause);
        if (mayBegin) {
            validation = std::make_unique<PathValidation>(now, from, entropy);
            validationBegun = now;
        }
        if (validation && validation->candidate() == from)
            validation->received(bytes);
    }

    template <class Frame>
    void sendFrame(KeyGeneration& generation, const Frame& frame, const Path& to, DatagramSink& sink)
    {
        const MutableBytes datagram = sink.buffer();
        wire::Writer payload(payloadOf(datagram));
        CHECK(wire::writeFrame(payload, frame));
        sink.commit(to, generation.seal(datagram, payload.view()));
    }

    /// False if the candidate must not get more.
    bool sendChallenge(Instant now, DatagramSink& sink)
    {
        if (!validation->takeChallenge(now, challengeBytes)) {
            drops.add(DropReason::unvalidatedBudget);
            return false;
        }
        sendFrame(keys.current(), wire::PingFrame{validation->bytes()}, validation->candidate(), sink);
        return true;
    }

    bool isChallengeDue(Instant now) const { return validation && validation->isChallengeDue(now); }
};

Connection::Connection(Role role, Instant now, SessionKeys keys, const Path& path, Entropy& entropy,
                       DropCounters& drops, const KeyLimits& limits)
    : state_(std::make_unique<State>(role, now, std::move(keys), path, entropy, drops, limits))
{
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Link& Connection::link()
{
    return state_->link;
}

const Link& Connection::link() const
{
    return state_->link;
}

// The world speaks.

Connection::Outcome Connection::handleSealed(Instant now, const Path& from, const wire::Sealed& packet,
                                             LinkEvents& events)
{
    State& state = *state_;
    const auto drop = [&](DropReason reason) {
        state.drops.add(reason);
        return Outcome::dropped;
    };
    state.keys.expire(now);
    KeyGeneration* const generation = state.keys.find(packet.receiver);
    if (generation == nullptr || state.isClosed)
        return drop(DropReason::unknownIndex);

    std::array<Byte, limits::payloadBytes> buffer;
    const auto opened = generation->open(packet, state.keys.limits(), buffer);
    if (!opened)
        return drop(opened.error());

    state.lastHeard = now;
    if (state.marks)
        state.marks->heard(state.keys.current().nextCounter());
    if (state.keys.isWaiting(*generation))
        state.useWaitingKeys(now, from);
    if (state.role == Role::server) {
        const bool isNewest = opened->isNewest && generation == &state.keys.current();
        state.considerPath(now, from, packet.header.size() + packet.body.size(), isNewest);
    }

    OverheardEvents overheard(events, state.validation.get(), from);
    const bool isInOrder = state.link.handlePayload(now, opened->order, opened->payload, overheard);
    if (overheard.isClosed())
        state.isClosed = true;
    if (!isInOrder) {
        state.drops.add(DropReason::protocolError);
        return Outcome::broken;
    }
    if (overheard.pathIsProven())
        state.moveTo(from);
    return Outcome::handled;
}

void Connection::handleDeadline(Instant now)
{
    State& state = *state_;
    state.noticed = std::max(state.noticed, now);
    state.keys.expire(now);
    if (state.validation && state.validation->isOver(now))
        state.validation.reset();
    state.link.handleDeadline(now);
}

void Connection::installKeys(Instant now, SessionKeys keys, const std::optional<Path>& proven)
{
    State& state = *state_;
    state.keys.install(now, std::move(keys), state.entropy);
    if (state.role == Role::client) {
        state.marks = std::make_unique<SentMarks>();
        // The server uses the keys once it has seen a packet under them.
        state.link.sendPing(now);
    } else {
        state.waitingPath = proven ? std::make_unique<Path>(*proven) : nullptr;
    }
}

std::vector<SessionIndex> Connection::takeRetiredIndices()
{
    return state_->keys.takeRetired();
}

// Sending.

std::size_t Connection::flush(Instant now, DatagramSink& sink, std::size_t quota)
{
    State& state = *state_;
    KeyGeneration::Sealer sealer(state.keys.current());
    std::size_t count = 0;
    while (count < quota && state.maySend(now) && sink.ready()) {
        if (state.isChallengeDue(now)) {
            if (state.sendChallenge(now, sink))
                ++count;
            continue;
        }
        const MutableBytes datagram = sink.buffer();
        wire::Writer payload(payloadOf(datagram));
        if (!state.link.fill(now, payload))
            break;
        // Full datagrams of one length go as segments of one. Its owner's wire carries the few bytes easily.
        if (payload.left() < paddedBytes && state.link.hasSomethingDue(now))
            payload.fillUp(wire::paddingByte);
        if (state.marks)
            state.marks->sent(now, state.keys.current().nextCounter());
        sink.commit(state.path, sealer.seal(datagram, payload.view()));
        ++count;
    }
    return count;
}

Connection::Flushed Connection::flushShared(Instant now, const SharedPayloads& shared, DatagramSink& sink)
{
    State& state = *state_;
    Flushed flushed;
    if (!state.maySend(now) || state.isChallengeDue(now))
        return flushed;
    KeyGeneration::Sealer sealer(state.keys.current());
    while (!flushed.isDone && sink.ready()) {
        const auto payload = state.link.takeShared(now, shared);
        if (!payload)
            break;
        sink.commit(state.path, sealer.seal(sink.buffer(), payload->payload));
        ++flushed.datagrams;
        flushed.isDone = payload->isLast;
    }
    return flushed;
}

void Connection::prefetch(int step) const
{
    switch (step) {
    case 0:
        hubbub::prefetch(state_.get(), sizeof *state_);
        break;
    case 1:
        state_->link.prefetchState();
        state_->keys.prefetchCurrent();
        break;
    default:
        state_->link.prefetchStreams();
        break;
    }
}

bool Connection::hasSomethingDue(Instant now) const
{
    const State& state = *state_;
    return !state.isClosed && (state.link.hasSomethingDue(now) || state.isChallengeDue(now))
        && state.maySend(now);
}

bool Connection::hasAnswersDue(Instant now) const
{
    const State& state = *state_;
    return !state.isClosed && (state.link.hasAnswersDue(now) || state.isChallengeDue(now))
        && state.maySend(now);
}

void Connection::sendAccepted(SessionIndex local, bool continued, DatagramSink& sink)
{
    State& state = *state_;
    KeyGeneration* const generation = state.keys.find(local);
    if (generation == nullptr || state.isClosed || !sink.ready())
        return;
    const bool goesToFinish = state.keys.isWaiting(*generation) && state.waitingPath;
    state.sendFrame(*generation, wire::AcceptedFrame{continued},
                    goesToFinish ? *state.waitingPath : state.path, sink);
}

std::size_t Connection::close(wire::CloseCode code, std::string_view text, int copies, DatagramSink& sink)
{
    State& state = *state_;
    if (state.isClosed)
        return 0;
    const wire::CloseFrame frame{static_cast<std::uint64_t>(code), bytesOf(text)};
    std::size_t sent = 0;
    for (int i = 0; i < copies && sink.ready(); ++i, ++sent)
        state.sendFrame(state.keys.current(), frame, state.path, sink);
    state.isClosed = sent > 0;
    return sent;
}

// Questions.

bool Connection::isClosed() const
{
    return state_->isClosed;
}

std::optional<Instant> Connection::deadline() const
{
    const State& state = *state_;
    if (state.isClosed)
        return std::nullopt;
    std::optional<Instant> earliest = state.link.deadline();
    const auto consider = [&](std::optional<Instant> instant) {
        if (instant && (!earliest || *instant < *earliest))
            earliest = instant;
    };
    consider(state.keys.deadline(state.noticed));
    if (state.validation)
        consider(state.validation->deadline(state.noticed));
    return earliest;
}

const Path& Connection::path() const
{
    return state_->path;
}

SessionIndex Connection::localIndex() const
{
    return state_->keys.current().local();
}

std::vector<SessionIndex> Connection::localIndices() const
{
    return state_->keys.locals();
}

SessionIndex Connection::remoteIndex() const
{
    return state_->keys.current().remote();
}

Instant Connection::lastHeard() const
{
    return state_->lastHeard;
}

bool Connection::wantsNewKeys(Instant now) const
{
    return state_->keys.wantsNew(now);
}

bool Connection::keysAreSpent(Instant now) const
{
    return state_->keys.areSpent(now);
}

bool Connection::isHintCredible(Instant now, const wire::ResetHint& hint) const
{
    const State& state = *state_;
    const KeyGeneration& generation = state.keys.current();
    return state.marks && hint.index == generation.remote()
        && state.marks->isCredible(now, hint.counter, generation.nextCounter());
}

} // namespace hubbub::link
