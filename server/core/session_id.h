// Names a session within one run of the server: rising, never used twice, unlike the indices on the wire. 0
// is none.
#pragma once

#include "protocol/base/ids.h"

namespace hubbub::server {

using SessionId = StrongId<struct SessionIdTag, std::uint64_t>;

} // namespace hubbub::server
