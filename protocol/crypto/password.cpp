#include "protocol/crypto/password.h"

#include "protocol/crypto/hash.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace hubbub::crypto {

namespace {

constexpr std::string_view algorithm = "argon2id";
constexpr std::size_t bytesPerKib = 1024;

static_assert(crypto_pwhash_SALTBYTES == sizeof(PasswordChallenge::salt));

std::optional<std::uint32_t> parseNumber(std::string_view text)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace

Password::~Password()
{
    wipe({reinterpret_cast<Byte*>(text_.data()), text_.size()});
}

std::optional<PasswordKey> stretchPassword(const Password& password, const PasswordChallenge& challenge)
{
    PasswordKey made{challenge, {}};
    const std::string_view text = password.view();
    const MutableBytes key = made.key.bytes();
    const int result =
        crypto_pwhash(key.data(), key.size(), text.data(), text.size(), challenge.salt.data(),
                      challenge.passes, challenge.memoryKib * bytesPerKib, crypto_pwhash_ALG_ARGON2ID13);
    if (result != 0)
        return std::nullopt;
    return made;
}

Digest passwordProof(const PasswordKey& key, const Digest& handshake)
{
    const Secret<32> code = hmacSha256(key.key.view(), {handshake.view()});
    Digest proof;
    std::ranges::copy(code.view(), proof.bytes.begin());
    return proof;
}

bool isPasswordProof(const Digest& proof, const PasswordKey& key, const Digest& handshake)
{
    return equalSecrets(proof.view(), passwordProof(key, handshake).view());
}

std::string passwordKeyText(const PasswordKey& key)
{
    std::string secret = toBase64Url(key.key.view());
    std::string text = std::string(algorithm) + '.' + std::to_string(key.challenge.memoryKib) + '.'
                     + std::to_string(key.challenge.passes) + '.' + toBase64Url(key.challenge.salt) + '.';
    text.reserve(text.size() + secret.size()); // what grows leaves a copy behind
    text += secret;
    wipe({reinterpret_cast<Byte*>(secret.data()), secret.size()});
    return text;
}

std::optional<PasswordKey> parsePasswordKey(std::string_view text)
{
    std::array<std::string_view, 5> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto end = i + 1 < parts.size() ? text.find('.') : text.size();
        if (end == std::string_view::npos)
            return std::nullopt;
        parts[i] = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    const auto memory = parseNumber(parts[1]);
    const auto passes = parseNumber(parts[2]);
    const auto salt = fromBase64Url(parts[3]);
    auto bytes = fromBase64Url(parts[4]);
    PasswordKey key;
    if (parts[0] != algorithm || !memory || !passes || !salt || !bytes
        || salt->size() != key.challenge.salt.size() || bytes->size() != Secret<32>::size)
        return std::nullopt;
    key.challenge.memoryKib = *memory;
    key.challenge.passes = *passes;
    std::ranges::copy(*salt, key.challenge.salt.begin());
    std::ranges::copy(*bytes, key.key.bytes().begin());
    wipe(*bytes);
    if (!key.challenge.isAcceptable())
        return std::nullopt;
    return key;
}

} // namespace hubbub::crypto
