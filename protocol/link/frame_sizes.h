// How much of a payload records take.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/wire/varint.h"

namespace hubbub::link {

/// Type, length (always two bytes), stream and first seq of a RECORDS frame.
inline std::size_t recordsHeaderBytes(StreamId stream, Seq first)
{
    return 1 + 2 + wire::varintBytes(stream.value) + wire::varintBytes(first.value);
}

inline std::size_t bytesInFrame(ByteView record)
{
    return wire::varintBytes(record.size()) + record.size();
}

} // namespace hubbub::link
