// The keys that both ends have after a handshake, without the handshake.
#pragma once

#include "protocol/link/session_keys.h"

namespace hubbub::test {

/// After handshake `number` (up to 99): the client's index is 100 + number, the server's 200 + number.
inline link::SessionKeys keysOf(link::Role role, std::uint32_t number,
                                wire::Aead aead = wire::Aead::chaCha20Poly1305)
{
    crypto::HandshakeKeys keys;
    keys.clientToServer.bytes()[0] = static_cast<Byte>(number);
    keys.serverToClient.bytes()[0] = static_cast<Byte>(number + 100);
    const wire::Choice choice{wire::transportVersion, static_cast<Byte>(aead)};
    const SessionIndex client{100 + number};
    const SessionIndex server{200 + number};
    return role == link::Role::client ? link::sessionKeysFor(role, client, server, keys, choice)
                                      : link::sessionKeysFor(role, server, client, keys, choice);
}

} // namespace hubbub::test
