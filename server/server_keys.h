// The server's own files beside the database: its identity, and the first admin key, made with the data
// folder.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/result.h"
#include "protocol/crypto/identity.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::server {

struct ServerKeys {
    crypto::KeyPair identity;
    /// Public keys listed in the data folder's `admins`.
    std::vector<PublicKey> admins;
    /// Where the first admin key was written, if this call made it: the operator is told.
    std::optional<std::string> newAdminKeyFile;
};

enum class RoomAge : std::uint8_t { isNew, hasEvents };

/// Reads `server.key` and `admins` of an existing data folder; makes `server.key`, `admin.key` (both mode
/// 0600) and `admins` if there is no server.key and the room is new. A damaged, unreadable or lost file is a
/// failure, never a reason to make another identity: its members would be warned of a stranger.
Result<ServerKeys, Failure> openServerKeys(const std::string& folder, RoomAge age, Entropy& entropy);

/// The public keys listed in the data folder's `admins`, as they are on the disk.
Result<std::vector<PublicKey>, Failure> readAdminKeys(const std::string& folder);

} // namespace hubbub::server
