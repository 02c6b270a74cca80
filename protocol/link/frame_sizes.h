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

/// Of a record with so many bytes.
inline std::size_t bytesInFrame(std::size_t record)
{
    return wire::varintBytes(record) + record;
}

inline std::size_t bytesInFrame(ByteView record)
{
    return bytesInFrame(record.size());
}

} // namespace hubbub::link
