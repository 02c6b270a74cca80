// The figures of /stats and `hubbub admin stats`, by name.
#pragma once

#include "server/core/reception.h"
#include "server/core/room_state.h"

#include <string>
#include <utility>
#include <vector>

namespace hubbub::server {

using Figures = std::vector<std::pair<std::string, std::uint64_t>>;

Figures gatherStatistics(const RoomState& state, const Reception& reception, std::size_t joinsUnderWay);

} // namespace hubbub::server
