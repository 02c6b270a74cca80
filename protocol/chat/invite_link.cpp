#include "protocol/chat/invite_link.h"

#include "protocol/base/address.h"
#include "protocol/base/check.h"
#include "protocol/chat/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hubbub::chat {

namespace {

constexpr std::string_view scheme = "hubbub://";
/// Of a name in the DNS (RFC 1035, section 3.1), as text.
constexpr std::size_t hostBytes = 253;

constexpr std::string_view expectation =
    "a server is written HOST, HOST:PORT, [IPv6 ADDRESS]:PORT or hubbub://HOST:PORT/#KEY";

Unexpected<Failure> wrong(std::string_view text, std::string_view what)
{
    return Unexpected(
        Failure{"“" + printable(text) + "”: " + std::string(what) + "; " + std::string(expectation) + "."});
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n";
    const auto from = text.find_first_not_of(space);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(space) - from + 1);
}

bool hasScheme(std::string_view text)
{
    const auto sameLetter = [](char a, char b) {
        return a == b || (a >= 'A' && a <= 'Z' && a + ('a' - 'A') == b);
    };
    return text.size() >= scheme.size()
        && std::equal(scheme.begin(), scheme.end(), text.begin(),
                      [&](char b, char a) { return sameLetter(a, b); });
}

bool isHost(std::string_view text)
{
    const auto wrongCharacter = [](char character) {
        return static_cast<unsigned char>(character) <= ' ' || character == '\x7f'
            || std::string_view("/\\#?@[]:%\"'<>,;").find(character) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= hostBytes && isValidUtf8(text)
        && std::none_of(text.begin(), text.end(), wrongCharacter);
}

/// With or without an interface behind `%`, whose name only the system knows.
bool isIpv6(std::string_view text)
{
    const auto percent = text.find('%');
    const auto address = text.substr(0, percent);
    return address.find(':') != std::string_view::npos && IpAddress::parse(address)
        && (percent == std::string_view::npos || isHost(text.substr(percent + 1)));
}

std::optional<std::uint16_t> parsePort(std::string_view digits)
{
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size() || port == 0)
        return std::nullopt;
    return port;
}

} // namespace

Result<ServerAddress, Failure> ServerAddress::parse(std::string_view text)
{
    auto rest = trimmed(text);
    if (rest.empty())
        return Unexpected(Failure{"No server is given; " + std::string(expectation) + "."});

    ServerAddress address;
    if (hasScheme(rest)) {
        rest.remove_prefix(scheme.size());
        if (const auto hash = rest.find('#'); hash != std::string_view::npos) {
            const auto bytes = fromBase64Url(rest.substr(hash + 1));
            address.key = bytes ? PublicKey::from(*bytes) : std::nullopt;
            if (!address.key)
                return wrong(text, "the key behind # is not one; it has 43 letters, digits, - and _");
            rest = rest.substr(0, hash);
        }
        if (rest.ends_with('/'))
            rest.remove_suffix(1);
    }

    std::optional<std::string_view> port;
    std::string_view host = rest;
    if (rest.starts_with('[')) {
        const auto close = rest.find(']');
        if (close == std::string_view::npos)
            return wrong(text, "the bracket is not closed");
        host = rest.substr(1, close - 1);
        if (!isIpv6(host))
            return wrong(text, "what stands in brackets is no IPv6 address");
        const auto behind = rest.substr(close + 1);
        if (!behind.empty() && !behind.starts_with(':'))
            return wrong(text, "only a colon and a port may follow the bracket");
        if (!behind.empty())
            port = behind.substr(1);
    } else if (!isIpv6(rest)) {
        if (const auto colon = rest.find(':'); colon != std::string_view::npos) {
            host = rest.substr(0, colon);
            port = rest.substr(colon + 1);
        }
        if (!isHost(host))
            return wrong(text, host.empty() ? "the host is missing" : "this is no host name or address");
    }
    if (port) {
        const auto number = parsePort(*port);
        if (!number)
            return wrong(text, "the port behind the colon must be a number from 1 to 65535");
        address.port = *number;
    }
    address.host = host;
    address.isPortAssumed = !port;
    return address;
}

std::string ServerAddress::text() const
{
    const bool brackets = host.find(':') != std::string::npos;
    return (brackets ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string ServerAddress::textAsGiven() const
{
    return isDomain() ? host : text();
}

bool ServerAddress::isDomain() const
{
    return isPortAssumed && host.find('.') != std::string::npos && host.find(':') == std::string::npos
        && !IpAddress::parse(host);
}

std::string ServerAddress::link() const
{
    CHECK(key.has_value());
    return std::string(scheme) + textAsGiven() + "/#" + toBase64Url(key->view());
}

} // namespace hubbub::chat
