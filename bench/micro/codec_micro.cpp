// What coding costs: a message as an event, and the frames of a full datagram.
#include "bench/micro/samples.h"
#include "protocol/base/check.h"
#include "protocol/wire/frame.h"

#include <benchmark/benchmark.h>

namespace hubbub::bench {

namespace {

void encodeEvent(benchmark::State& state)
{
    const chat::LogRecord record = sampleMessage(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(chat::encode(record));
}
BENCHMARK(encodeEvent)->ArgName("text")->Arg(100)->Arg(1000);

void decodeEvent(benchmark::State& state)
{
    const Bytes record = chat::encode(sampleMessage(static_cast<std::size_t>(state.range(0))));
    for (auto _ : state)
        benchmark::DoNotOptimize(chat::decodeLogRecord(record));
}
BENCHMARK(decodeEvent)->ArgName("text")->Arg(100)->Arg(1000);

std::size_t writeRecords(MutableBytes payload, ByteView record, std::size_t most)
{
    wire::Writer out(payload);
    wire::RecordsWriter records(out, StreamId{2}, Seq{100'000});
    while (records.count() < most && records.add(record)) {
    }
    return out.written();
}

void writeRecordsFrame(benchmark::State& state)
{
    const Bytes record = chat::encode(sampleMessage(100));
    ByteArray<limits::payloadBytes> payload;
    for (auto _ : state) {
        benchmark::DoNotOptimize(writeRecords(payload, record, static_cast<std::size_t>(state.range(0))));
        benchmark::ClobberMemory();
    }
}
BENCHMARK(writeRecordsFrame)->ArgName("records")->Arg(1)->Arg(8);

void readRecordsFrame(benchmark::State& state)
{
    const Bytes record = chat::encode(sampleMessage(100));
    ByteArray<limits::payloadBytes> payload;
    const std::size_t written = writeRecords(payload, record, static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        wire::FrameReader reader(ByteView(payload).first(written));
        const auto frame = reader.next();
        CHECK(frame.has_value());
        wire::forEachRecord(std::get<wire::RecordsFrame>(*frame),
                            [](Seq, ByteView each) { benchmark::DoNotOptimize(each); });
    }
}
BENCHMARK(readRecordsFrame)->ArgName("records")->Arg(1)->Arg(8);

} // namespace

} // namespace hubbub::bench
