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
    friend bool operator==(const ServerAddress&, const ServerAddress&) = default;

    /// Says in a sentence what is wrong with it and what is expected.
    static Result<ServerAddress, Failure> parse(std::string_view text);
    /// `HOST:PORT`, IPv6 in brackets.
    std::string text() const;
    /// The invite link; CHECKs that there is a key.
    std::string link() const;
};

} // namespace hubbub::chat
