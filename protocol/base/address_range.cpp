#include "protocol/base/address_range.h"

#include <charconv>

namespace hubbub {

namespace {

constexpr unsigned allBits = 128;

/// Of the byte at `index`, those within the first `bits`.
Byte maskAt(std::size_t index, unsigned bits)
{
    const unsigned before = static_cast<unsigned>(index) * 8;
    if (bits >= before + 8)
        return 0xff;
    return bits <= before ? Byte{0} : static_cast<Byte>(0xff00U >> (bits - before));
}

IpAddress cutTo(const IpAddress& ip, unsigned bits)
{
    IpAddress first;
    for (std::size_t i = 0; i < first.bytes.size(); ++i)
        first.bytes[i] = ip.bytes[i] & maskAt(i, bits);
    return first;
}

} // namespace

std::optional<AddressRange> AddressRange::from(const IpAddress& first, std::uint8_t bits)
{
    if (bits > allBits || cutTo(first, bits) != first)
        return std::nullopt;
    return AddressRange(first, bits);
}

std::optional<AddressRange> AddressRange::parse(std::string_view text)
{
    const auto slash = text.find('/');
    const auto ip = IpAddress::parse(text.substr(0, slash));
    if (!ip || ip->scope != 0)
        return std::nullopt;
    const bool isDotted = text.substr(0, slash).find(':') == std::string_view::npos;
    unsigned bits = allBits;
    if (slash != std::string_view::npos) {
        const auto digits = text.substr(slash + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        if (error != std::errc{} || end != digits.data() + digits.size() || bits > allBits)
            return std::nullopt;
        if (isDotted)
            bits += mappedBits;
        if (bits > allBits)
            return std::nullopt;
    }
    return AddressRange(cutTo(*ip, bits), static_cast<std::uint8_t>(bits));
}

std::string AddressRange::text() const
{
    if (bits_ == allBits)
        return first_.text();
    const bool isV4 = first_.isV4() && bits_ >= mappedBits;
    return first_.text() + '/' + std::to_string(isV4 ? bits_ - mappedBits : bits_);
}

bool AddressRange::contains(const IpAddress& ip) const
{
    const bool isV4 = first_.isV4() && bits_ >= mappedBits;
    return ip.isV4() == isV4 && cutTo(ip, bits_) == cutTo(first_, bits_);
}

} // namespace hubbub
