// One link, written to and read from by hand.
#pragma once

#include "link_pair.h"
#include "payload_words.h"
#include "test_log.h"

namespace hubbub::test {

inline constexpr StreamId priv{0};
inline constexpr StreamId roster{1};
inline constexpr StreamId room{2};

struct LinkBench {
    LinkBench() : end(1) {}

    std::string fill()
    {
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        const bool due = end.link.hasSomethingDue(now);
        const bool wrote = end.link.fill(now, payload);
        CHECK(wrote == (payload.written() > 0));
        CHECK(due == wrote);
        return PayloadWords::of(payload.view());
    }
    template <class... Frames>
    bool handle(const Frames&... frames)
    {
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        (writeFrame(payload, frames), ...);
        return end.link.handlePayload(now, counter++, payload.view(), end.events);
    }
    bool handleRecords(StreamId stream, std::uint64_t first, int count, std::size_t size = 10)
    {
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        {
            wire::RecordsWriter records(payload, stream, Seq{first});
            for (int i = 0; i < count; ++i)
                CHECK(records.add(Bytes(size, 1)));
        }
        return end.link.handlePayload(now, counter++, payload.view(), end.events);
    }
    void acknowledge(StreamId stream, std::uint64_t next)
    {
        wire::AckFrame ack;
        ack.stream = stream;
        ack.next = Seq{next};
        CHECK(handle(ack));
    }

    Instant now{1h};
    End end;
    std::uint64_t counter = 1;
};

} // namespace hubbub::test
