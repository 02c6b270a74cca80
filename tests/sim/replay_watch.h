// Remembers which sealed datagrams a process has taken in, to tell when one comes again. What comes before a
// session has shown any effect was perhaps not taken in: the keys were not there yet.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/limits.h"
#include "tests/sim/trace.h"

#include <algorithm>
#include <array>
#include <set>

namespace hubbub::sim {

class ReplayWatch {
public:
    /// The process is another.
    void forget()
    {
        seen_.clear();
        open_.clear();
    }
    bool isRepeated(ByteView datagram) const
    {
        return isSealed(datagram) && seen_.contains(hashOf(datagram));
    }
    void handleTaken(ByteView datagram, bool hadEffect)
    {
        if (!isSealed(datagram))
            return;
        if (hadEffect)
            open_.insert(indexOf(datagram));
        if (open_.contains(indexOf(datagram)))
            seen_.insert(hashOf(datagram));
    }

private:
    using Index = ByteArray<4>;

    static bool isSealed(ByteView datagram)
    {
        constexpr Byte sealed = 4;
        return datagram.size() >= limits::packetHeaderBytes && datagram[0] == sealed;
    }
    static Index indexOf(ByteView datagram)
    {
        Index index{};
        std::ranges::copy(datagram.subspan(4, index.size()), index.begin());
        return index;
    }
    static std::uint64_t hashOf(ByteView datagram)
    {
        Trace trace;
        trace.hash({}, datagram);
        return trace.hashed();
    }

    std::set<std::uint64_t> seen_;
    std::set<Index> open_;
};

} // namespace hubbub::sim
