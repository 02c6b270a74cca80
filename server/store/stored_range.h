// Ranges of addresses as the database has them: the first address and, in a byte behind it, how many bits
// count.
#pragma once

#include "protocol/base/address_range.h"
#include "protocol/base/bytes.h"

#include <algorithm>
#include <optional>

namespace hubbub::server {

inline Bytes bytesOfRange(const AddressRange& range)
{
    Bytes bytes(range.first().bytes.begin(), range.first().bytes.end());
    bytes.push_back(range.bits());
    return bytes;
}

inline std::optional<AddressRange> rangeOfBytes(ByteView bytes)
{
    IpAddress first;
    if (bytes.size() != first.bytes.size() + 1)
        return std::nullopt;
    std::copy_n(bytes.begin(), first.bytes.size(), first.bytes.begin());
    return AddressRange::from(first, bytes.back());
}

} // namespace hubbub::server
