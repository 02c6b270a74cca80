// A payload in a few words, for tests to compare by: "records 1-3, part 4 0-1160/5000, head 7 25 ms, ack 4
// missing 2-2".
#pragma once

#include "protocol/wire/frame.h"

#include <QtTest>

#include <string>

/// So that a failed comparison shows the words.
template <>
inline char* QTest::toString(const std::string& text)
{
    return qstrdup(text.c_str());
}

namespace hubbub::test {

class PayloadWords {
public:
    static std::string of(ByteView payload)
    {
        PayloadWords words;
        wire::FrameReader reader(payload);
        while (const auto frame = reader.next())
            std::visit(words, *frame);
        return reader.failed() ? "malformed" : words.text_;
    }

    void operator()(const wire::RecordsFrame& frame)
    {
        Seq last = frame.first;
        wire::forEachRecord(frame, [&](Seq seq, ByteView) { last = seq; });
        add("records " + range(frame.first, next(last)));
    }
    void operator()(const wire::PartFrame& frame)
    {
        add("part " + number(frame.seq.value) + " " + number(frame.offset) + "-"
            + number(frame.offset + frame.bytes.size()) + "/" + number(frame.total));
    }
    void operator()(const wire::AckFrame& frame)
    {
        std::string text = (frame.immediate ? "ack now " : "ack ") + number(frame.next.value);
        for (const wire::SeqRange& missing : frame.missing.view())
            text += " missing " + range(missing.first, missing.end);
        if (frame.partial)
            text += " partial " + number(frame.partial->seq.value) + " " + number(frame.partial->gap.from)
                  + "-" + number(frame.partial->gap.to);
        add(text);
    }
    void operator()(const wire::HeadFrame& frame)
    {
        add("head " + number(frame.head.value) + " " + number(frame.ackIntervalMs) + " ms");
    }
    void operator()(const wire::PingFrame&) { add("ping"); }
    void operator()(const wire::PongFrame&) { add("pong"); }
    void operator()(const wire::EphemeralFrame& frame)
    {
        add("ephemeral " + number(frame.kind) + " " + std::string(textOf(frame.bytes)));
    }
    void operator()(const wire::CloseFrame& frame) { add("close " + number(frame.code)); }
    void operator()(const wire::AcceptedFrame& frame)
    {
        add(frame.continued ? "accepted continued" : "accepted");
    }
    void operator()(const wire::TruncatedFrame& frame) { add("truncated " + number(frame.first.value)); }

private:
    static std::string number(std::uint64_t value) { return std::to_string(value); }
    /// First and last.
    static std::string range(Seq first, Seq end) { return number(first.value) + "-" + number(end.value - 1); }
    void add(const std::string& words) { text_ += (text_.empty() ? "" : ", ") + words; }

    std::string text_;
};

} // namespace hubbub::test
