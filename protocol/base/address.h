// Addresses as values: who a datagram came from, and the pair of ends that it travelled between.
#pragma once

#include "protocol/base/bytes.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace hubbub {

/// An IPv6 address, or an IPv4 one in its mapped form (::ffff:a.b.c.d), in network order.
struct IpAddress {
    ByteArray<16> bytes{};
    /// Interface of a link-local address; 0 elsewhere.
    std::uint32_t scope = 0;

    friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

    static IpAddress v4(std::uint32_t hostOrder);
    bool isV4() const;
    bool isLoopback() const;
    /// All zero: "any", or unknown.
    bool isUnspecified() const;
    /// `127.0.0.1`, `fe80::1%2`.
    std::string text() const;
    /// Accepts what text() gives, without names. Nothing on anything else.
    static std::optional<IpAddress> parse(std::string_view text);
};

/// One end of a datagram's way.
struct PeerAddress {
    IpAddress ip;
    std::uint16_t port = 0;

    friend auto operator<=>(const PeerAddress&, const PeerAddress&) = default;
    /// `127.0.0.1:7788`, `[fe80::1%2]:7788`.
    std::string text() const;
};

/// Both ends: a server with several addresses answers from the one it was asked on.
struct Path {
    /// The own address the datagram came in on; unspecified where the system does not tell.
    IpAddress local;
    PeerAddress remote;
    /// Which of the own sockets it came in on, for those who have several.
    std::uint8_t socket = 0;

    friend auto operator<=>(const Path&, const Path&) = default;
};

/// The part of an address that limits and fairness go by: the whole of an IPv4 address, the first 64 bits of
/// an IPv6 one.
struct AddressPrefix {
    ByteArray<16> bytes{};
    friend auto operator<=>(const AddressPrefix&, const AddressPrefix&) = default;
    static AddressPrefix of(const IpAddress& ip);
};

} // namespace hubbub

template <>
struct std::hash<hubbub::AddressPrefix> {
    std::size_t operator()(const hubbub::AddressPrefix& prefix) const noexcept
    {
        return std::hash<std::string_view>{}(hubbub::textOf(prefix.bytes));
    }
};
