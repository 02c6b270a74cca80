#include "server/config_values.h"

#include "protocol/base/limits.h"

#include <algorithm>
#include <limits>

namespace hubbub::server {

namespace {

struct Unit {
    char letter;
    std::int64_t seconds;
};
constexpr std::array<Unit, 3> units = {{{'h', 3600}, {'m', 60}, {'s', 1}}};

/// Above every time that a key allows, and small enough for its seconds to be counted.
constexpr std::int64_t countMost = 1'000'000;

} // namespace

std::string timeText(Duration time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    const auto* const unit =
        std::ranges::find_if(units, [&](const Unit& each) { return seconds % each.seconds == 0; });
    return std::to_string(seconds / unit->seconds) + unit->letter;
}

std::string allowedTime(std::chrono::seconds least, std::chrono::seconds most)
{
    return "a time such as 40s, 2m or 1h, from " + timeText(least) + " to " + timeText(most);
}

bool takeTime(std::string_view text, std::chrono::seconds least, std::chrono::seconds most, Duration& target)
{
    const auto* const unit = std::ranges::find(units, text.empty() ? '\0' : text.back(), &Unit::letter);
    std::int64_t count = 0;
    if (unit == units.end()
        || !takeNumber<std::int64_t>(text.substr(0, text.size() - 1), 0, countMost, count))
        return false;
    const std::chrono::seconds value{count * unit->seconds};
    if (value < least || value > most)
        return false;
    target = value;
    return true;
}

std::optional<PeerAddress> parseListenAddress(std::string_view text)
{
    std::string_view host = text;
    std::string_view port;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos)
            return std::nullopt;
        host = text.substr(1, close - 1);
        port = text.substr(close + 1);
    } else if (std::ranges::count(text, ':') == 1) {
        host = text.substr(0, text.find(':'));
        port = text.substr(host.size());
    }
    PeerAddress address;
    address.port = limits::defaultPort;
    constexpr auto portMost = std::numeric_limits<std::uint16_t>::max();
    if (!port.empty()
        && (port.front() != ':' || !takeNumber<std::uint16_t>(port.substr(1), 0, portMost, address.port)))
        return std::nullopt;
    const auto ip = IpAddress::parse(host.empty() && !port.empty() ? "0.0.0.0" : host);
    if (!ip)
        return std::nullopt;
    address.ip = *ip;
    return address;
}

} // namespace hubbub::server
