// A free name like one that is not to be had.
#pragma once

#include "server/core/room_state.h"

namespace hubbub::server {

/// Free for this key at this moment: neither held, claimed, resting nor reserved.
bool isNameFree(const RoomState& state, Instant now, const chat::NameKeys& keys, const PublicKey& asker);
std::optional<std::string> suggestName(const RoomState& state, Instant now, const chat::Name& wanted,
                                       const PublicKey& asker);

} // namespace hubbub::server
