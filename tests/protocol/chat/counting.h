// Ids whose bytes can be told at a glance.
#pragma once

#include "protocol/base/bytes.h"

namespace hubbub::test {

/// Bytes that count up from `first`.
template <class Id>
Id counting(unsigned first)
{
    Id id;
    for (auto& byte : id.bytes)
        byte = static_cast<Byte>(first++);
    return id;
}

} // namespace hubbub::test
