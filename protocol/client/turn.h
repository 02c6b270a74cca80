// What every part of the client engine is handed: the time, and where its effects go.
#pragma once

#include "protocol/base/time.h"
#include "protocol/client/client_engine.h"

namespace hubbub::client {

struct Turn {
    Instant now;
    ClientOutbox& out;
};

/// The earlier of two deadlines that may be missing.
inline std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b)
{
    if (!a || !b)
        return a ? a : b;
    return *a < *b ? a : b;
}

} // namespace hubbub::client
