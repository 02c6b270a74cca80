// The store in memory as the simulator's: refuses some of what is proposed, and does not always know what
// became of the rest.
#pragma once

#include "tests/sim/dice.h"
#include "tests/sim/store_end.h"
#include "tests/support/memory_store.h"

namespace hubbub::sim {

/// Out of a thousand.
struct StoreVices {
    unsigned refused = 0;     ///< proposals
    unsigned unknown = 0;     ///< turns of which nobody knows whether they were stored
    unsigned failsChains = 0; ///< look-ups
};

class MemoryStoreEnd final : public StoreEnd {
public:
    MemoryStoreEnd(std::uint64_t seed, StoreVices vices, std::uint32_t tail)
        : dice_(seed, 3),
          vices_(vices),
          tail_(tail)
    {
        store_.setRefusal([this](const server::Proposal&) {
            return dice_.chance(vices_.refused) ? std::optional<std::string>("the disk is full")
                                                : std::nullopt;
        });
        store_.setFate([this](const server::AppendRequest&) {
            using Fate = test::MemoryStore::Fate;
            if (!dice_.chance(vices_.unknown))
                return Fate::answered;
            return dice_.coin() ? Fate::unknownStored : Fate::unknownLost;
        });
    }

    Result<server::RestoredRoom, Failure> open(Doom&) override { return store_.restored(tail_); }
    server::StoreReply answer(const server::StoreRequest& request) override
    {
        store_.failsChains = dice_.chance(vices_.failsChains);
        return store_.answer(request);
    }
    std::optional<server::StoreReply> doIdleWork() override
    {
        if (auto reply = store_.answerWaitingLeaves())
            return std::move(*reply);
        return std::nullopt;
    }
    void close(Ending) override { store_.crash(); }
    void behave() override { vices_ = {}; }
    std::vector<Bytes> contents() override
    {
        std::vector<Bytes> records;
        const auto& entries = store_.entries();
        for (std::size_t i = store_.firstKept().value - 1; i < entries.size(); ++i)
            records.push_back(entries[i].record);
        return records;
    }

private:
    Dice dice_;
    StoreVices vices_;
    std::uint32_t tail_;
    test::MemoryStore store_;
};

} // namespace hubbub::sim
