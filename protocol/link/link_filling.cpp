// What goes into a payload, and when there is something to go.
#include "protocol/link/link_state.h"

namespace hubbub::link {

namespace {

/// Type, length and bytes.
constexpr std::size_t pingFrameBytes = 1 + 1 + 8;

} // namespace

bool Link::fill(Instant now, wire::Writer& payload)
{
    handleDeadline(now);
    State& state = *state_;
    const LogSender::Turn turn = state.turnAt(now);
    bool wrote = state.writeAnswers(now, payload);
    wrote = state.writeAcks(now, payload, false) || wrote;
    const std::uint64_t probes = state.counts.probes;
    for (LogSender& sender : state.senders)
        wrote = sender.writeControl(turn, payload) || wrote;
    const bool probed = state.counts.probes > probes;
    const std::uint64_t resent = state.counts.resent;
    const bool sent = state.writeRecords(turn, payload);
    // What looks lost may be late: the way has become longer than was measured.
    const bool doubts = state.counts.resent > resent && !state.isMeasuring(now);
    if (probed || doubts || (sent && state.isUnmeasured(now))) {
        sendPing(now);
        state.writePing(now, payload);
    }
    wrote = wrote || sent;
    if (wrote)
        state.writeAcks(now, payload, true);
    return wrote;
}

std::optional<LogSender::Shared> Link::takeShared(Instant now, const SharedPayloads& shared)
{
    State& state = *state_;
    if (state.isUnmeasured(now) || !state.hasRoom())
        return std::nullopt;
    // Whatever else there is to say goes along with the last payload, which then is made for this peer.
    bool isAll = !state.hasAnswers() && std::ranges::none_of(state.receivers, [](const LogReceiver& each) {
        return each.pacer().isPending();
    });
    LogSender* sharing = nullptr;
    for (LogSender& sender : state.senders) {
        if (sender.stream() == shared.stream())
            sharing = &sender;
        else
            isAll = isAll && !sender.hasControl(now, state.roundTrip) && !sender.hasUnsent();
    }
    if (sharing == nullptr)
        return std::nullopt;
    state.seen = std::max(state.seen, now);
    return sharing->takeShared(state.turnAt(now), shared, isAll);
}

/// Only a PONG tells the round trip without doubt when things are lost or out of order: it is what the first
/// measurement is made with, and what a probe asks for, since that nothing came may mean that the path has
/// changed.
bool Link::State::isUnmeasured(Instant now) const
{
    return !roundTrip.smoothed() && std::ranges::none_of(pings, [&](const Ping& ping) {
        return ping.isOut && now < ping.sentAt + roundTrip.estimate();
    });
}

/// True while a PING is out that will be waited for.
bool Link::State::isMeasuring(Instant now) const
{
    return pings[0].isOut && now < pings[0].sentAt + pingGivenUpAfter;
}

bool Link::State::writeAnswers(Instant now, wire::Writer& out)
{
    const std::size_t before = out.written();
    if (accepted && writeFrame(out, *accepted))
        accepted.reset();
    while (pongCount > 0 && writeFrame(out, wire::PongFrame{pongs[pongCount - 1U]}))
        --pongCount;
    writePing(now, out);
    std::erase_if(ephemerals, [&](const Ephemeral& each) {
        return writeFrame(out, wire::EphemeralFrame{each.kind, each.bytes});
    });
    if (ephemerals.empty())
        ephemerals.shrink_to_fit();
    return out.written() > before;
}

void Link::State::writePing(Instant now, wire::Writer& out)
{
    if (!pingIsWanted || out.left() < pingFrameBytes)
        return;
    Ping& ping = isMeasuring(now) ? pings[1] : pings[0];
    ping = {entropy.draw<wire::PingBytes>(), now, true};
    pingIsWanted = !writeFrame(out, wire::PingFrame{ping.bytes});
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
    }
    if (!hasPacedWork())
        return live;
    if (letsPacedGo(turn.now)) {
        for (LogSender& sender : senders)
            paced = sender.writeResends(turn, out) || paced;
        for (LogSender& sender : senders)
            paced = sender.writeCatchUp(turn, out) || paced;
        if (paced)
            pace.handleSent(turn.now, spacing());
    }
    if (!letsPacedGo(turn.now) && hasPacedWork())
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

bool Link::State::hasPacedWork() const
{
    return std::ranges::any_of(
        senders, [](const LogSender& sender) { return sender.hasResends() || sender.hasCatchUp(); });
}

LogSender::Turn Link::State::turnAt(Instant now)
{
    return {now, roundTrip, ackInterval, !window.halvedWithin(now, memory()), entropy, counts};
}

bool Link::State::hasAnswers() const
{
    return accepted || pongCount > 0 || pingIsWanted || !ephemerals.empty();
}

bool Link::hasAnswersDue(Instant now) const
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
    return false;
}

bool Link::hasSomethingDue(Instant now) const
{
    if (hasAnswersDue(now))
        return true;
    const State& state = *state_;
    if (!state.hasPacedWork())
        return false;
    return state.letsPacedGo(now)
        || (state.hasRoom()
            && std::ranges::any_of(state.senders, [](const LogSender& sender) { return sender.hasLive(); }));
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
    if (state.hasPacedWork() && state.window.hasRoomForPaced(state.inFlight()))
        consider(state.pace.allowedAt(state.spacing()));
    return earliest;
}

} // namespace hubbub::link
