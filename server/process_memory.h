// How much memory this process has from the machine.
#pragma once

#include <cstdint>

namespace hubbub::server {

/// Resident, in bytes; 0 where the system does not tell.
std::uint64_t residentBytes();

} // namespace hubbub::server
