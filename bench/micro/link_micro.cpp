// What a link costs for each member, on both sides, without keys and sockets: a turn's records written into
// the payload for each of a thousand, and taken out of it.
#include "bench/fan_out/quick_entropy.h"
#include "bench/micro/samples.h"
#include "protocol/base/check.h"
#include "protocol/link/link.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <vector>

namespace hubbub::bench {

namespace {

constexpr std::size_t members = 1000;
constexpr StreamId stream{2};

/// A log of the same record over and over, which grows without end.
class EndlessLog final : public link::RecordSource {
public:
    Seq head() const override { return head_; }
    Seq first() const override { return Seq{1}; }
    std::optional<ByteView> find(Seq) const override { return ByteView(record_); }
    void grow(std::uint64_t records) { head_ = Seq{head_.value + records}; }

private:
    Bytes record_ = chat::encode(sampleMessage(100));
    Seq head_;
};

class Deaf final : public link::LinkEvents {
public:
    bool recordArrived(StreamId, Seq, ByteView record) override
    {
        benchmark::DoNotOptimize(record);
        return true;
    }
    void recordsTruncated(StreamId, Seq) override {}
    void acknowledged(StreamId, Seq) override {}
    void ephemeralArrived(std::uint64_t, ByteView) override {}
    void accepted(bool) override {}
    void pongArrived(const wire::PingBytes&) override {}
    void closedByPeer(std::uint64_t, std::string_view) override {}
};

struct Pair {
    Pair(Entropy& entropy, const link::RecordSource& log) : server(entropy), client(entropy)
    {
        server.openSender(stream, log, Seq{1});
        client.openReceiver(stream, Seq{1});
    }
    link::Link server;
    link::Link client;
    std::uint64_t toClient = 0;
    std::uint64_t toServer = 0;
};

enum class Side { fill, handle, acknowledge };

/// One turn after another; the time of one side counts, per member.
template <Side side>
void linkTurn(benchmark::State& state)
{
    QuickEntropy entropy(0);
    EndlessLog log;
    Deaf deaf;
    std::vector<Pair> pairs;
    pairs.reserve(members);
    for (std::size_t i = 0; i < members; ++i)
        pairs.emplace_back(entropy, log);
    std::vector<ByteArray<limits::payloadBytes>> payloads(members);
    std::vector<std::size_t> lengths(members);
    Instant now{1s};
    const auto timed = [&](bool counts, auto action) {
        const auto begin = std::chrono::steady_clock::now();
        action();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        return counts ? took.count() : 0;
    };
    for (auto _ : state) {
        now += 1ms;
        log.grow(static_cast<std::uint64_t>(state.range(0)));
        double seconds = timed(side == Side::fill, [&] {
            for (std::size_t i = 0; i < members; ++i) {
                wire::Writer payload(payloads[i]);
                pairs[i].server.fill(now, payload);
                lengths[i] = payload.written();
            }
        });
        seconds += timed(side == Side::handle, [&] {
            for (std::size_t i = 0; i < members; ++i) {
                if (lengths[i] > 0)
                    CHECK(pairs[i].client.handlePayload(now, ++pairs[i].toClient,
                                                        ByteView(payloads[i]).first(lengths[i]), deaf));
            }
        });
        for (std::size_t i = 0; i < members; ++i) {
            wire::Writer payload(payloads[i]);
            pairs[i].client.handleDeadline(now);
            lengths[i] = pairs[i].client.fill(now, payload) ? payload.written() : 0;
        }
        seconds += timed(side == Side::acknowledge, [&] {
            for (std::size_t i = 0; i < members; ++i) {
                if (lengths[i] > 0)
                    CHECK(pairs[i].server.handlePayload(now, ++pairs[i].toServer,
                                                        ByteView(payloads[i]).first(lengths[i]), deaf));
            }
        });
        state.SetIterationTime(seconds / members);
    }
}
// A turn's time is a thousandth of what it takes: so many turns are what a second holds.
BENCHMARK_TEMPLATE(linkTurn, Side::fill)
    ->ArgName("records")
    ->Arg(1)
    ->Arg(8)
    ->UseManualTime()
    ->Iterations(500);
BENCHMARK_TEMPLATE(linkTurn, Side::handle)
    ->ArgName("records")
    ->Arg(1)
    ->Arg(8)
    ->UseManualTime()
    ->Iterations(500);
BENCHMARK_TEMPLATE(linkTurn, Side::acknowledge)
    ->ArgName("records")
    ->Arg(1)
    ->Arg(8)
    ->UseManualTime()
    ->Iterations(500);

} // namespace

} // namespace hubbub::bench
