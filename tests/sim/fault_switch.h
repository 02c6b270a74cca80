// Chooses the deliberate fault that is at work (protocol/base/fault.h).
#pragma once

#include <string_view>

namespace hubbub::sim {

/// False if this program has no such fault.
bool chooseFault(std::string_view name);

} // namespace hubbub::sim
