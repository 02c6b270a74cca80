// A range of addresses as people write it, `10.1.0.0/16`: what a ban of a neighbourhood is about.
#pragma once

#include "protocol/base/address.h"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub {

/// All addresses that begin with the same bits. IPv4 addresses are in IPv4 ranges only: `::/0` is every IPv6
/// address and no other.
class AddressRange {
public:
    /// Everybody over IPv4.
    AddressRange() : first_(IpAddress::v4(0)), bits_(mappedBits) {}

    /// Before all others in their order.
    static AddressRange lowest() { return {IpAddress{}, 0}; }
    /// `bits` of the 16 bytes, so that an IPv4 range has 96 to 128. Nothing if there are more, or if `first`
    /// has others set or a scope.
    static std::optional<AddressRange> from(const IpAddress& first, std::uint8_t bits);
    /// `10.1.2.3`, `10.1.0.0/16`, `2001:db8::/32`, `::ffff:10.1.0.0/112`; bits behind the prefix do not
    /// count.
    static std::optional<AddressRange> parse(std::string_view text);
    /// A single address without the `/32` or `/128`.
    std::string text() const;

    const IpAddress& first() const { return first_; }
    std::uint8_t bits() const { return bits_; }
    /// Whatever its scope.
    bool contains(const IpAddress& ip) const;

    friend auto operator<=>(const AddressRange&, const AddressRange&) = default;

private:
    AddressRange(const IpAddress& first, std::uint8_t bits) : first_(first), bits_(bits) {}

    /// Of an IPv4 address in its mapped form, those that say that it is one.
    static constexpr std::uint8_t mappedBits = 96;
    IpAddress first_;
    std::uint8_t bits_ = 0;
};

} // namespace hubbub
