// What a payload says, frame by frame.
#include "protocol/link/link_state.h"

namespace hubbub::link {

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
            if (auto* receiver = findStream(state.receivers, each.stream))
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
        auto* receiver = fine ? findStream(receivers, frame.stream) : nullptr;
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
    auto* receiver = findStream(receivers, frame.stream);
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
    while (auto* receiver = findStream(receivers, stream)) {
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
    while (auto* receiver = findStream(receivers, frame.stream)) {
        const auto goesOnAt = receiver->skipTowards(frame.first);
        if (!goesOnAt)
            return true;
        events.recordsTruncated(frame.stream, *goesOnAt);
        if (!deliverReady(frame.stream, events))
            return false;
    }
    return true;
}

bool Link::State::handleAck(Instant now, std::uint64_t counter, const wire::AckFrame& frame,
                            LinkEvents& events)
{
    auto* sender = findStream(senders, frame.stream);
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
    const auto answered = std::ranges::find_if(
        pings, [&](const Ping& ping) { return ping.isOut && ping.bytes == frame.bytes; });
    if (answered != pings.end()) {
        roundTrip.addSample(now - answered->sentAt);
        answered->isOut = false;
    }
    events.pongArrived(frame.bytes);
}

} // namespace hubbub::link
