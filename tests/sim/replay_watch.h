// Remembers which sealed datagrams have reached a process, to tell when one comes again.
#pragma once

#include "protocol/base/bytes.h"
#include "tests/sim/trace.h"

#include <set>

namespace hubbub::sim {

class ReplayWatch {
public:
    /// The process is another.
    void forget() { seen_.clear(); }
    /// True if the very same has come before.
    bool isRepeated(ByteView datagram)
    {
        constexpr Byte sealed = 4;
        return !datagram.empty() && datagram[0] == sealed && !seen_.insert(hashOf(datagram)).second;
    }

private:
    static std::uint64_t hashOf(ByteView datagram)
    {
        Trace trace;
        trace.hash({}, datagram);
        return trace.hashed();
    }

    std::set<std::uint64_t> seen_;
};

} // namespace hubbub::sim
