#include "server/settings.h"

#include "protocol/base/check.h"
#include "protocol/chat/name.h"
#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <set>

namespace hubbub::server {

namespace {

constexpr std::size_t roomNameBytes = 128;

/// What is allowed, for the error; nothing when the value was taken.
using Complaint = std::optional<std::string>;

/// The shortest text that reads back as the same number.
template <class Number>
std::string numberText(Number number)
{
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    CHECK(error == std::errc{});
    return {buffer.data(), end};
}

template <class Number>
Complaint takeNumber(std::string_view text, Number least, Number most, Number& target)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = error == std::errc{} && end == text.data() + text.size();
    const bool isWithin = value >= least && value <= most; // false for what is not a number, too
    if (!isWhole || !isWithin) {
        const std::string kind = std::is_floating_point_v<Number> ? "a number" : "a whole number";
        return kind + " from " + numberText(least) + " to " + numberText(most);
    }
    target = value;
    return std::nullopt;
}

/// `40s`, `2m`, `1h`.
Complaint takeDuration(std::string_view text, std::chrono::seconds least, std::chrono::seconds most,
                       Duration& target)
{
    const std::string allowed = "a time such as 40s, 2m or 1h, from " + std::to_string(least.count())
                              + "s to " + std::to_string(most.count()) + "s";
    constexpr std::array<std::pair<char, int>, 3> units = {{{'s', 1}, {'m', 60}, {'h', 3600}}};
    const auto* unit =
        std::ranges::find(units, text.empty() ? '\0' : text.back(), &std::pair<char, int>::first);
    std::int32_t count = 0;
    if (unit == units.end() || takeNumber<std::int32_t>(text.substr(0, text.size() - 1), 0, 1'000'000, count))
        return allowed;
    const std::chrono::seconds value{std::int64_t{count} * unit->second};
    if (value < least || value > most)
        return allowed;
    target = value;
    return std::nullopt;
}

Complaint takeListen(std::string_view text, Settings& settings)
{
    const auto address = parseListenAddress(text);
    if (!address)
        return "an address and port such as 0.0.0.0:7788 or [::]:7788";
    settings.listen.push_back(*address);
    return std::nullopt;
}

Complaint takePublicAddress(std::string_view text, Settings& settings)
{
    auto address = chat::ServerAddress::parse(text);
    if (!address || address->key)
        return "HOST or HOST:PORT, as people outside reach this server";
    settings.publicAddress = *address;
    return std::nullopt;
}

Complaint takeDurability(std::string_view text, Settings& settings)
{
    if (text == "normal")
        settings.durability = Durability::normal;
    else if (text == "full")
        settings.durability = Durability::full;
    else
        return "`normal` (survives a killed server) or `full` (survives a power cut, slower)";
    return std::nullopt;
}

Complaint takeRoomName(std::string_view text, Settings& settings)
{
    std::string name = chat::cleanLine(text, roomNameBytes);
    if (name.empty() || name != text)
        return "1 to " + std::to_string(roomNameBytes) + " bytes of text without control characters";
    settings.core.room = std::move(name);
    return std::nullopt;
}

Complaint takeAdmin(std::string_view text, Settings& settings)
{
    const auto key = crypto::parsePublicKey(text);
    if (!key)
        return "a public key of 43 characters (`hubbub ping` prints one's own)";
    settings.core.admins.push_back(*key);
    return std::nullopt;
}

Complaint takeReservedName(std::string_view text, Settings& settings)
{
    if (text.empty())
        return "a name that nobody may take";
    settings.core.reservedNames.emplace_back(text);
    return std::nullopt;
}

struct Key {
    std::string_view section;
    std::string_view name;
    bool isList;
    Complaint (*take)(std::string_view, Settings&);
};

constexpr std::uint64_t kibibyte = 1024;

const std::array keys = {
    Key{"server", "listen", true, takeListen},
    Key{"server", "public-address", false, takePublicAddress},
    Key{"server", "durability", false, takeDurability},
    Key{"room", "name", false, takeRoomName},
    Key{"room", "admin", true, takeAdmin},
    Key{"room", "reserved-name", true, takeReservedName},
    Key{"room", "member-limit", false,
        [](std::string_view text, Settings& s) {
            return takeNumber<std::uint32_t>(text, 1, 100'000, s.core.memberLimit);
        }},
    Key{"room", "grace", false,
        [](std::string_view text, Settings& s) {
            return takeDuration(text, std::chrono::seconds{20}, std::chrono::hours{24}, s.core.grace);
        }},
    Key{"limits", "messages-per-second", false,
        [](std::string_view text, Settings& s) {
            return takeNumber(text, 0.1, 10'000.0, s.core.messageRate);
        }},
    Key{"limits", "message-burst", false,
        [](std::string_view text, Settings& s) {
            return takeNumber<std::uint32_t>(text, 1, 100'000, s.core.messageBurst);
        }},
    Key{"limits", "fan-out-per-member", false,
        [](std::string_view text, Settings& s) {
            return takeNumber<std::uint64_t>(text, 16 * kibibyte, std::uint64_t{1} << 40U,
                                             s.core.fanOutPerMember);
        }},
    Key{"limits", "fan-out-for-room", false,
        [](std::string_view text, Settings& s) {
            return takeNumber<std::uint64_t>(text, 16 * kibibyte, std::uint64_t{1} << 40U,
                                             s.core.fanOutForRoom);
        }},
    Key{"limits", "joins-per-key-per-minute", false,
        [](std::string_view text, Settings& s) {
            return takeNumber(text, 0.1, 100'000.0, s.core.joinsPerKeyPerMinute);
        }},
    Key{"limits", "join-burst-per-key", false,
        [](std::string_view text, Settings& s) {
            return takeNumber<std::uint32_t>(text, 1, 100'000, s.core.joinBurstPerKey);
        }},
    Key{"limits", "joins-per-prefix-per-second", false,
        [](std::string_view text, Settings& s) {
            return takeNumber(text, 0.1, 100'000.0, s.core.joinsPerPrefixPerSecond);
        }},
    Key{"limits", "join-burst-per-prefix", false,
        [](std::string_view text, Settings& s) {
            return takeNumber<std::uint32_t>(text, 1, 100'000, s.core.joinBurstPerPrefix);
        }},
};

std::string keysOf(std::string_view section)
{
    std::string list;
    for (const Key& key : keys)
        if (key.section == section)
            list += (list.empty() ? "" : ", ") + std::string(key.name);
    return list.empty() ? "There are [server], [room] and [limits]." : "There are " + list + '.';
}

/// Enough of it to find the place.
std::string shownValue(std::string_view value)
{
    constexpr std::size_t shownBytes = 100;
    const std::string shown = chat::cleanLine(chat::printable(value), shownBytes);
    return value.size() > shownBytes ? shown + "…" : shown;
}

} // namespace

Result<Done, Failure> applyConfig(std::span<const ConfigEntry> entries, std::string_view file,
                                  Settings& settings)
{
    const auto wrong = [&](const ConfigEntry& entry, const std::string& what) {
        return Unexpected(Failure{std::string(file) + ':' + std::to_string(entry.line) + ": [" + entry.section
                                  + "] " + entry.key + ' ' + what});
    };
    std::set<const Key*> seen;
    for (const ConfigEntry& entry : entries) {
        const auto* const key = std::ranges::find_if(
            keys, [&](const Key& each) { return each.section == entry.section && each.name == entry.key; });
        if (key == keys.end())
            return wrong(entry, "is no key of hubbubd. " + keysOf(entry.section));
        if (!seen.insert(key).second && !key->isList)
            return wrong(entry, "stands here a second time.");
        if (const Complaint allowed = key->take(entry.value, settings))
            return wrong(entry, "= " + shownValue(entry.value) + ": allowed is " + *allowed + '.'
                                    + (entry.value.find(" #") == std::string::npos
                                           ? ""
                                           : " (A comment stands on a line of its own.)"));
    }
    return Done{};
}

Result<PeerAddress, Failure> parseListenAddress(std::string_view text)
{
    const Failure wrong{
        '`' + chat::printable(text)
        + "` is no address to listen on: expected ADDRESS:PORT, such as 0.0.0.0:7788 or [::]:7788."};
    std::string_view host = text;
    std::string_view port;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos)
            return Unexpected(wrong);
        host = text.substr(1, close - 1);
        port = text.substr(close + 1);
    } else if (std::ranges::count(text, ':') == 1) {
        host = text.substr(0, text.find(':'));
        port = text.substr(host.size());
    }
    PeerAddress address;
    address.port = limits::defaultPort;
    if (!port.empty()) {
        if (port.front() != ':'
            || takeNumber<std::uint16_t>(port.substr(1), 0, std::numeric_limits<std::uint16_t>::max(),
                                         address.port))
            return Unexpected(wrong);
    }
    const auto ip = IpAddress::parse(host.empty() && !port.empty() ? "0.0.0.0" : host);
    if (!ip)
        return Unexpected(wrong);
    address.ip = *ip;
    return address;
}

Result<LogLevel, Failure> parseLogLevel(std::string_view text)
{
    if (text == "debug")
        return LogLevel::debug;
    if (text == "info")
        return LogLevel::info;
    if (text == "warning")
        return LogLevel::warning;
    if (text == "error")
        return LogLevel::error;
    return Unexpected(
        Failure{'`' + chat::printable(text) + "` is no log level: choose debug, info, warning or error."});
}

} // namespace hubbub::server
