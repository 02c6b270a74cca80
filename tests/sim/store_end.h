// What the server's core finds behind its store port in the simulator: a store that is driven from outside,
// step by step, and that outlives the server.
#pragma once

#include "server/core/store_port.h"

#include <optional>
#include <vector>

namespace hubbub::sim {

class StoreEnd {
public:
    StoreEnd() = default;
    StoreEnd(const StoreEnd&) = delete;
    StoreEnd& operator=(const StoreEnd&) = delete;
    virtual ~StoreEnd() = default;

    /// A server starts on what is kept.
    virtual server::RestoredRoom open() = 0;
    virtual server::StoreReply answer(const server::StoreRequest& request) = 0;
    /// Called when there has been nothing else to do for a while.
    virtual std::optional<server::StoreReply> doIdleWork() = 0;
    /// Its process has ended, perhaps in the middle of answer().
    virtual void close() = 0;
    /// The same, and the machine has lost what was not forced onto the disk.
    virtual void losePower() { close(); }
    /// True if what was stored may be gone after losePower().
    virtual bool mayForget() const { return false; }
    /// No more refusals from here on.
    virtual void behave() = 0;

    /// Every record from seq 1 on, encoded. While open.
    virtual std::vector<Bytes> contents() = 0;
};

} // namespace hubbub::sim
