// How people write whom they ban or mute, and for how long: `tom for 2h spam`, `#12`, `10.1.0.0/16 for 3d`.
// The same for the server's console, `hubbub admin` and the clients' commands.
#pragma once

#include "protocol/base/result.h"
#include "protocol/chat/moderation.h"
#include "protocol/chat/refusal.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace hubbub::chat {

struct TypedName {
    std::string text;
    friend bool operator==(const TypedName&, const TypedName&) = default;
};
/// What looks like an address is one, though it might be a name as well: `#NUMBER` stands for that.
using TypedWhom = std::variant<TypedName, MemberId, PublicKey, AddressRange>;
/// Nothing if it is empty, or `#` without a number.
std::optional<TypedWhom> parseWhom(std::string_view word);

struct TypedRestriction {
    TypedWhom whom;
    std::optional<std::chrono::milliseconds> lasts; ///< nothing: without end
    std::string reason;
    friend bool operator==(const TypedRestriction&, const TypedRestriction&) = default;
};
/// `WHOM [for TIME] [WHY]`.
Result<TypedRestriction, Refusal> parseRestriction(std::string_view text);
/// `90s`, `10m`, `2h`, `3d`, `1w`; nothing on anything else, and on 0.
std::optional<std::chrono::milliseconds> parseLasting(std::string_view text);
/// In the largest unit that divides it.
std::string lastingText(std::chrono::milliseconds lasting);

/// `#NUMBER` of the restriction, the name it was meant for, its key or its addresses.
bool isMeant(const Restriction& restriction, std::string_view word);
/// Name and key, or addresses.
std::string whomText(const Restriction& restriction);

} // namespace hubbub::chat
