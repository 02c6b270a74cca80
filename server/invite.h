// The invite link: which of this machine's addresses to give to others.
#pragma once

#include "protocol/base/address.h"
#include "protocol/chat/invite_link.h"

#include <optional>
#include <span>
#include <vector>

namespace hubbub::server {

/// The configured public address; else, of what is listened on, the first global address, else the first
/// private, else whatever there is. `interfaces` are this machine's addresses: what an unspecified listen
/// address stands for. The port is that of the address listened on unless the public address names its own.
chat::ServerAddress inviteAddress(const std::optional<chat::ServerAddress>& publicAddress,
                                  std::span<const PeerAddress> listening,
                                  std::span<const IpAddress> interfaces, const PublicKey& key);

/// Addresses of the interfaces that are up, loopback last.
std::vector<IpAddress> interfaceAddresses();

} // namespace hubbub::server
