// The versions that clients tell, each kept once: ten thousand members have a handful of them. Bounded, since
// a client may tell anything.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::server {

class VersionTable {
public:
    using Id = std::uint16_t;
    /// More than there will be at a time; further ones are all called by this name.
    static constexpr std::size_t most = 256;
    static constexpr std::string_view others = "?";

    Id idOf(std::string_view version)
    {
        const auto found = std::ranges::find(versions_, version);
        if (found != versions_.end())
            return static_cast<Id>(found - versions_.begin());
        if (versions_.size() == most)
            return 0;
        versions_.emplace_back(version);
        return static_cast<Id>(versions_.size() - 1);
    }
    /// 0: none was told, or one too many.
    const std::string& text(Id id) const { return versions_[id]; }

private:
    std::vector<std::string> versions_{std::string(others)};
};

} // namespace hubbub::server
