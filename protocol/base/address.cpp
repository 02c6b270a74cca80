#include "protocol/base/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace hubbub {

namespace {

constexpr ByteArray<12> mappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

} // namespace

IpAddress IpAddress::v4(std::uint32_t hostOrder)
{
    IpAddress ip;
    std::ranges::copy(mappedPrefix, ip.bytes.begin());
    for (unsigned i = 0; i < 4; ++i)
        ip.bytes[12 + i] = static_cast<Byte>(hostOrder >> (24 - 8 * i));
    return ip;
}

bool IpAddress::isV4() const
{
    return std::equal(mappedPrefix.begin(), mappedPrefix.end(), bytes.begin());
}

bool IpAddress::isLoopback() const
{
    if (isV4())
        return bytes[12] == 127;
    return std::all_of(bytes.begin(), bytes.end() - 1, [](Byte byte) { return byte == 0; }) && bytes[15] == 1;
}

bool IpAddress::isUnspecified() const
{
    const auto tail = isV4() ? bytes.begin() + 12 : bytes.begin();
    return std::all_of(tail, bytes.end(), [](Byte byte) { return byte == 0; });
}

std::string IpAddress::text() const
{
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    if (isV4())
        inet_ntop(AF_INET, bytes.data() + 12, buffer.data(), buffer.size());
    else
        inet_ntop(AF_INET6, bytes.data(), buffer.data(), buffer.size());
    std::string text = buffer.data();
    if (scope != 0)
        text += '%' + std::to_string(scope);
    return text;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    // inet_pton reads up to a NUL; what follows one would go unseen.
    if (text.find('\0') != std::string_view::npos)
        return std::nullopt;
    IpAddress ip;
    if (const auto percent = text.find('%'); percent != std::string_view::npos) {
        const auto digits = text.substr(percent + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), ip.scope);
        if (error != std::errc{} || end != digits.data() + digits.size() || ip.scope == 0)
            return std::nullopt;
        text = text.substr(0, percent);
    }
    const std::string terminated(text);
    in_addr four{};
    if (inet_pton(AF_INET, terminated.c_str(), &four) == 1)
        std::ranges::copy(v4(ntohl(four.s_addr)).bytes, ip.bytes.begin());
    else if (inet_pton(AF_INET6, terminated.c_str(), ip.bytes.data()) != 1)
        return std::nullopt;
    if (ip.isV4() && ip.scope != 0)
        return std::nullopt;
    return ip;
}

std::string PeerAddress::text() const
{
    const std::string host = ip.isV4() ? ip.text() : '[' + ip.text() + ']';
    return host + ':' + std::to_string(port);
}

AddressPrefix AddressPrefix::of(const IpAddress& ip)
{
    AddressPrefix prefix;
    const auto length = ip.isV4() ? 16 : 8;
    std::copy_n(ip.bytes.begin(), length, prefix.bytes.begin());
    return prefix;
}

} // namespace hubbub
