// What the processes of the benchmark share: the orders of the one that conducts it, and what each squad of
// the crowd has counted. Lies in memory mapped before they go their ways. Every number has one writer.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace hubbub::bench {

/// Times in nanoseconds, in buckets that are 1/32 of their value wide: quantiles are exact to 3 %.
class Histogram {
public:
    void add(std::int64_t nanoseconds)
    {
        const auto value = static_cast<std::uint64_t>(nanoseconds > 0 ? nanoseconds : 0);
        std::atomic<std::uint64_t>& bucket = buckets_[bucketOf(value)];
        bucket.store(bucket.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
    void addAll(const Histogram& other)
    {
        for (std::size_t i = 0; i < buckets_.size(); ++i)
            buckets_[i] += other.buckets_[i].load();
    }
    void clear()
    {
        for (auto& bucket : buckets_)
            bucket.store(0, std::memory_order_relaxed);
    }
    std::uint64_t count() const;
    /// In microseconds: the value that this share of all is not above.
    double quantile(double share) const;

private:
    static constexpr unsigned stepBits = 5;
    static constexpr std::size_t bucketCount = std::size_t{64} << stepBits;
    static std::size_t bucketOf(std::uint64_t value);
    static double middleOf(std::size_t bucket);

    std::array<std::atomic<std::uint64_t>, bucketCount> buckets_{};
};

enum class Order : std::uint32_t {
    none,
    enter,     ///< `members` more begin to join
    beginAnew, ///< counters, hashes and histograms begin at the event everyone has
    talk,      ///< until `messages` have been said, or until told to be quiet
    quiet,
    leaveTraveller,  ///< the last member's session ends without a word, and it counts no more
    resumeTraveller, ///< it comes back and catches up
    end,
};

enum class TalkMode : std::uint32_t {
    heard,     ///< at most `inFlight` messages that not everyone has
    confirmed, ///< at most `inFlight` that the server has not confirmed
    paced,     ///< one every `interval` nanoseconds, whatever becomes of the ones before
};

struct Talk {
    TalkMode mode = TalkMode::heard;
    std::uint64_t messages = 0; ///< 0: until told to be quiet
    std::uint64_t inFlight = 1;
    std::int64_t interval = 0;
    std::uint32_t textBytes = 100;
    std::uint32_t talkers = 1;
};

/// What the members in one process tell.
struct alignas(64) Squad {
    std::atomic<std::uint32_t> done{0}; ///< the number of the last order carried out
    std::atomic<std::uint32_t> members{0};
    std::atomic<std::uint32_t> in{0};
    /// Members that know of as many as the board's `wantedRoster`, and whether their rosters' hashes agree.
    std::atomic<std::uint32_t> knowing{0};
    std::atomic<std::uint64_t> rosterHash{0};
    std::atomic<std::uint64_t> everyoneHas{0}; ///< the highest seq that every member of this squad has
    std::atomic<std::uint64_t> deliveries{0};  ///< of messages
    std::atomic<std::uint64_t> datagramsIn{0};
    std::atomic<std::uint64_t> bytesIn{0};
    std::atomic<std::uint64_t> datagramsOut{0};
    std::atomic<std::uint64_t> said{0};
    std::atomic<std::uint64_t> confirmed{0};
    std::atomic<std::uint64_t> refused{0};
    std::atomic<std::uint64_t> lastSeq{0}; ///< the highest that a confirmation told
    std::atomic<std::uint64_t> roomHash{0};
    std::atomic<std::uint64_t> travellerSeq{0};
    std::atomic<bool> isTalking{false};
    std::atomic<bool> isFaulty{false};
    std::array<char, 200> fault{};
    /// From say to the arrival at the member's socket, as the kernel noted it, and until the member has it.
    Histogram arrival;
    Histogram handled;
};

inline constexpr std::size_t mostSquads = 32;

struct Board {
    std::atomic<std::uint32_t> orderNumber{0};
    Order order = Order::none;
    Talk talk;
    std::uint32_t members = 0; ///< to enter, over all squads
    bool followsChain = false; ///< those that enter; for a traveller
    std::atomic<std::uint32_t> wantedRoster{0};
    std::uint32_t squads = 1;
    std::array<Squad, mostSquads> squad;
};

} // namespace hubbub::bench
