// Where witnesses complain: the first complaint is what the run failed for.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace hubbub::sim {

class Court {
public:
    void complain(std::string what)
    {
        if (!complaint_)
            complaint_ = std::move(what);
    }
    const std::optional<std::string>& complaint() const { return complaint_; }

private:
    std::optional<std::string> complaint_;
};

} // namespace hubbub::sim
