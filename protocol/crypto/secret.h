// Memory for secrets: wiped when it goes, compared in constant time, never printed.
#pragma once

#include "protocol/base/bytes.h"

#include <array>
#include <utility>

namespace hubbub::crypto {

/// Overwrites in a way the compiler may not leave out.
void wipe(MutableBytes bytes);
/// Time depends on the length only.
bool equalSecrets(ByteView a, ByteView b);

template <std::size_t N>
class Secret {
public:
    static constexpr std::size_t size = N;
    Secret() = default;
    explicit Secret(const std::array<Byte, N>& bytes) : bytes_(bytes) {}
    Secret(const Secret& other) = default;
    Secret& operator=(const Secret& other) = default;
    Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
    Secret& operator=(Secret&& other) noexcept
    {
        if (this != &other) {
            bytes_ = other.bytes_;
            wipe(other.bytes_);
        }
        return *this;
    }
    ~Secret() { wipe(bytes_); }

    ByteView view() const { return bytes_; }
    MutableBytes bytes() { return bytes_; }

private:
    std::array<Byte, N> bytes_{};
};

} // namespace hubbub::crypto
