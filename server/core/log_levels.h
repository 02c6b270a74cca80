// How much is written to the operator's log: one level for everything, and others for single categories.
#pragma once

#include "protocol/base/check.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hubbub::server {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

inline constexpr std::array<std::string_view, 4> logCategories = {"session", "room", "store", "admin"};

struct LogLevels {
    /// What is below is not written.
    LogLevel least = LogLevel::info;
    /// In place of `least`, in the order of logCategories.
    std::array<std::optional<LogLevel>, logCategories.size()> own = {};

    std::optional<LogLevel>& ofCategory(std::string_view category) { return own[indexOf(category)]; }
    const std::optional<LogLevel>& ofCategory(std::string_view category) const
    {
        return own[indexOf(category)];
    }
    bool isWritten(LogLevel level, std::string_view category) const
    {
        return level >= ofCategory(category).value_or(least);
    }

private:
    static std::size_t indexOf(std::string_view category)
    {
        const auto* const found = std::ranges::find(logCategories, category);
        CHECK(found != logCategories.end());
        return static_cast<std::size_t>(found - logCategories.begin());
    }
};

} // namespace hubbub::server
