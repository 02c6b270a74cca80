// Two links and the network between them, in virtual time: it loses, repeats, delays and reorders payloads by
// seed.
#pragma once

#include "protocol/base/check.h"
#include "protocol/base/limits.h"
#include "protocol/link/link.h"
#include "recorded_events.h"
#include "tests/support/seeded_entropy.h"

#include <functional>
#include <map>
#include <utility>

namespace hubbub::test {

struct Weather {
    int lossPercent = 0;
    int duplicationPercent = 0;
    Duration delay = 10ms;
    /// Uniform, on top of the delay; more than the time between two payloads reorders them.
    Duration jitter = 0ms;
};

/// Some link, and what came out of it.
struct End {
    explicit End(std::uint64_t seed) : entropy(seed), link(entropy) {}

    SeededEntropy entropy;
    link::Link link;
    RecordedEvents events;
    std::uint64_t counter = 0;
    std::size_t payloadsSent = 0;
    bool broken = false;
};

class LinkPair {
public:
    explicit LinkPair(std::uint64_t seed = 1) : one(seed), other(seed + 1000), dice_(seed + 2000) {}

    End one;
    End other;
    Weather weather;
    Instant now{1h};
    /// Called for each payload on its way; false loses it.
    std::function<bool(const End& from, ByteView payload)> passes = [](const End&, ByteView) { return true; };

    /// Runs until `done`, or this long. Returns whether it was done.
    bool runUntil(const std::function<bool()>& done, Duration patience)
    {
        const Instant end = now + patience;
        while (true) {
            flush(one, other);
            flush(other, one);
            if (done())
                return true;
            const Instant at = nextEvent();
            if (at > end || one.broken || other.broken) {
                now = std::max(now, end);
                return false;
            }
            now = std::max(now, at);
            one.link.handleDeadline(now);
            other.link.handleDeadline(now);
            arrive();
        }
    }
    void runFor(Duration duration)
    {
        const Instant end = now + duration;
        runUntil([] { return false; }, duration);
        now = end;
    }
    bool isQuiet() const { return onTheWay_.empty() && !one.link.deadline() && !other.link.deadline(); }
    std::size_t onTheWay() const { return onTheWay_.size(); }

    /// Sends what is due of one end now; the network takes it.
    void flush(End& from, End& to)
    {
        while (from.link.hasSomethingDue(now)) {
            ByteArray<limits::payloadBytes> buffer{};
            wire::Writer payload(buffer);
            CHECK(from.link.fill(now, payload));
            CHECK(payload.written() > 0);
            ++from.payloadsSent;
            const std::uint64_t counter = from.counter++;
            if (!passes(from, payload.view()) || roll(weather.lossPercent))
                continue;
            const int copies = roll(weather.duplicationPercent) ? 2 : 1;
            // Harder than it comes: a replay window would let one of them through.
            for (int copy = 0; copy < copies; ++copy)
                onTheWay_.emplace(std::pair(arrival(), serial_++),
                                  Packet{&to, counter, copyOf(payload.view())});
        }
    }

private:
    struct Packet {
        End* to;
        std::uint64_t counter;
        Bytes payload;
    };

    bool roll(int percent)
    {
        return percent > 0 && dice_.drawBelow(100) < static_cast<std::uint64_t>(percent);
    }
    Instant arrival()
    {
        const auto spread = static_cast<std::uint64_t>(weather.jitter.count() + 1);
        return now + weather.delay + Duration{static_cast<Duration::rep>(dice_.drawBelow(spread))};
    }
    Instant nextEvent() const
    {
        Instant at = onTheWay_.empty() ? Instant::max() : onTheWay_.begin()->first.first;
        for (const End* end : {&one, &other})
            at = std::min(at, end->link.deadline().value_or(Instant::max()));
        return at;
    }
    void arrive()
    {
        while (!onTheWay_.empty() && onTheWay_.begin()->first.first <= now) {
            const Packet packet = std::move(onTheWay_.begin()->second);
            onTheWay_.erase(onTheWay_.begin());
            End& to = *packet.to;
            to.broken = to.broken || !to.link.handlePayload(now, packet.counter, packet.payload, to.events);
        }
    }

    SeededEntropy dice_;
    std::map<std::pair<Instant, std::uint64_t>, Packet> onTheWay_;
    std::uint64_t serial_ = 0;
};

} // namespace hubbub::test
