// Values of configuration keys: how numbers, times and addresses are written, and within which bounds. Each
// take… changes its target only if it returns true.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/check.h"
#include "protocol/base/time.h"

#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace hubbub::server {

/// The shortest text that reads back as the same number, without an exponent.
template <class Number>
std::string numberText(Number number)
{
    std::array<char, 32> buffer{};
    std::to_chars_result written{};
    if constexpr (std::is_floating_point_v<Number>)
        written =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
    else
        written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    CHECK(written.ec == std::errc{});
    return {buffer.data(), written.ptr};
}

/// "a whole number from 1 to 100"
template <class Number>
std::string allowedNumber(Number least, Number most)
{
    const std::string kind = std::is_floating_point_v<Number> ? "a number" : "a whole number";
    return kind + " from " + numberText(least) + " to " + numberText(most);
}

template <class Number>
bool takeNumber(std::string_view text, Number least, Number most, Number& target)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = error == std::errc{} && end == text.data() + text.size();
    const bool isWithin = value >= least && value <= most; // false for what is not a number, too
    if (isWhole && isWithin)
        target = value;
    return isWhole && isWithin;
}

/// `40s`, `2m`, `1h`: the largest unit that says it exactly.
std::string timeText(Duration time);
std::string allowedTime(std::chrono::seconds least, std::chrono::seconds most);
bool takeTime(std::string_view text, std::chrono::seconds least, std::chrono::seconds most, Duration& target);

/// `127.0.0.1:7788`, `[::]:7788`, a lone address (default port) or a lone `:PORT`. Numeric only: a server
/// must not depend on name service to start.
std::optional<PeerAddress> parseListenAddress(std::string_view text);

} // namespace hubbub::server
