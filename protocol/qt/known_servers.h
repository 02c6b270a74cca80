// The list of servers met before, as text: a line per key, the key first, then the places it is known at.
#pragma once

#include "protocol/client/client_engine.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <vector>

namespace hubbub::qt {

QByteArray knownServersText(const std::vector<client::KnownServer>& servers);
/// Nothing if a line is damaged; then `damagedLine` tells which, from 1.
std::optional<std::vector<client::KnownServer>> parseKnownServers(const QByteArray& text,
                                                                  qsizetype& damagedLine);

/// From here on the key is the one known at this place; another one known there loses the place, and is
/// forgotten if it was its last. False if nothing changed.
bool rememberServer(std::vector<client::KnownServer>& servers, const PublicKey& key,
                    const std::string& place);

} // namespace hubbub::qt
