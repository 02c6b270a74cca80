// A sender with its log, written to and answered by hand.
#pragma once

#include "payload_words.h"
#include "protocol/base/limits.h"
#include "protocol/link/log_sender.h"
#include "test_log.h"
#include "tests/support/seeded_entropy.h"

#include <initializer_list>

namespace hubbub::test {

struct SenderBench {
    explicit SenderBench(Seq first = Seq{1}) : log(first), sender(StreamId{2}, log, first) {}

    /// One payload with everything that the sender has to say, window and pace aside.
    std::string write()
    {
        ByteArray<limits::payloadBytes> buffer{};
        wire::Writer payload(buffer);
        const link::LogSender::Turn turn{now, roundTrip, ackInterval, mayRepeat, entropy, counts};
        sender.writeControl(turn, payload);
        sender.writeLive(turn, payload);
        sender.writeResends(turn, payload);
        sender.writeCatchUp(turn, payload);
        return PayloadWords::of(payload.view());
    }
    /// Payloads until there is nothing more; how many.
    int writeAll()
    {
        int payloads = 0;
        while (!write().empty())
            ++payloads;
        return payloads;
    }

    using Missing = std::initializer_list<wire::SeqRange>;
    link::LogSender::Outcome ack(std::uint64_t next, Missing missing = {},
                                 std::optional<wire::AckFrame::Partial> partial = {})
    {
        wire::AckFrame frame;
        frame.stream = sender.stream();
        frame.immediate = immediate;
        frame.next = Seq{next};
        for (const wire::SeqRange& range : missing)
            frame.missing.add(range);
        frame.partial = partial;
        return sender.handleAck(now, counter++, frame, roundTrip);
    }
    void measure(Duration sample)
    {
        roundTrip.reset();
        // Often enough for the variation to vanish.
        for (int i = 0; i < 50; ++i)
            roundTrip.addSample(sample);
    }

    Instant now{1h};
    SeededEntropy entropy{1};
    TestLog log;
    link::RoundTrip roundTrip;
    Duration ackInterval = 25ms;
    bool mayRepeat = false;
    bool immediate = false;
    std::uint64_t counter = 1;
    link::LogSender::Counts counts;
    link::LogSender sender;
};

} // namespace hubbub::test
