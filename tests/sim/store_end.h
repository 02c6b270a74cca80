// What the server's core finds behind its store port in the simulator: a store that is driven from outside,
// step by step, and that outlives the server.
#pragma once

#include "protocol/base/result.h"
#include "server/core/store_port.h"
#include "tests/sim/doom.h"

#include <optional>
#include <vector>

namespace hubbub::sim {

class StoreEnd {
public:
    StoreEnd() = default;
    StoreEnd(const StoreEnd&) = delete;
    StoreEnd& operator=(const StoreEnd&) = delete;
    virtual ~StoreEnd() = default;

    /// A server starts on what is kept. `doom` is asked before everything that the store does to a disk.
    virtual Result<server::RestoredRoom, Failure> open(Doom& doom) = 0;
    virtual server::StoreReply answer(const server::StoreRequest& request) = 0;
    /// Called when there has been nothing else to do for a while.
    virtual std::optional<server::StoreReply> doIdleWork() = 0;
    enum class Ending : std::uint8_t {
        clean,
        killed,   ///< perhaps in the middle of answer()
        powerCut, ///< the same, and what was not forced onto the disk may be lost
    };
    virtual void close(Ending ending) = 0;
    /// True if what was stored may be gone after a power cut.
    virtual bool mayForget() const { return false; }
    /// No more refusals from here on.
    virtual void behave() = 0;
    /// There may be no room for what it writes.
    virtual bool isCramped() const { return false; }

    /// Every record that it kept when it was opened, encoded. While open.
    virtual std::vector<Bytes> contents() = 0;
};

} // namespace hubbub::sim
