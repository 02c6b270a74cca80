// Server addresses as people write them: `HOST`, `HOST:PORT`, `[IPv6]:PORT`, or an invite link
// `hubbub://HOST:PORT/#KEY`.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/limits.h"
#include "protocol/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::chat {

struct ServerAddress {
    std::string host; ///< a name or an address, without brackets
    std::uint16_t port = limits::defaultPort;
    std::optional<PublicKey> key;
    /// Nobody has named the port: the domain may name another one, and other hosts (isDomain()). The place is
    /// the same either way.
    bool isPortAssumed = false;
    friend bool operator==(const ServerAddress& a, const ServerAddress& b)
    {
        return a.host == b.host && a.port == b.port && a.key == b.key;
    }

    /// Says in a sentence what is wrong with it and what is expected.
    static Result<ServerAddress, Failure> parse(std::string_view text);
    /// `HOST:PORT`, IPv6 in brackets.
    std::string text() const;
    /// To be parsed again later with the same outcome: `HOST` if the domain may name the port.
    std::string textAsGiven() const;
    /// Whether its port is to be looked for in the DNS: a name with a dot, and no port given.
    bool isDomain() const;
    /// The invite link; CHECKs that there is a key.
    std::string link() const;
};

} // namespace hubbub::chat
