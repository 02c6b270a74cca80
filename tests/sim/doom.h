// Ends a process in the middle of what it does: after so many of its effects on the world.
#pragma once

#include <cstdint>
#include <optional>

namespace hubbub::sim {

class Doom {
public:
    /// After so many more effects the process is dead.
    void set(std::uint64_t effects)
    {
        left_ = effects;
        hasStruck_ = false;
    }
    void lift()
    {
        left_.reset();
        hasStruck_ = false;
    }
    /// To be asked before each effect: false if it does not happen any more.
    bool survives()
    {
        if (!hasStruck_ && left_ && (*left_)-- == 0)
            hasStruck_ = true;
        return !hasStruck_;
    }
    bool hasStruck() const { return hasStruck_; }

private:
    std::optional<std::uint64_t> left_;
    bool hasStruck_ = false;
};

} // namespace hubbub::sim
