// Bytes written as hex in a test.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/check.h"

#include <string_view>

namespace hubbub::test {

/// Anything but pairs of lower-case digits is a mistake in the test.
inline Bytes hex(std::string_view digits)
{
    const auto bytes = fromHex(digits);
    CHECK(bytes);
    return *bytes;
}

} // namespace hubbub::test
