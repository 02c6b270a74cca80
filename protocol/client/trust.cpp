#include "protocol/client/trust.h"

#include <algorithm>
#include <utility>

namespace hubbub::client {

namespace {

bool isAt(const KnownServer& server, const std::string& place)
{
    return std::ranges::find(server.places, place) != server.places.end();
}

} // namespace

Trust::Trust(std::string place, std::optional<PublicKey> expectedKey, std::vector<KnownServer> knownServers,
             bool acceptNewKey)
    : place_(std::move(place)),
      expectedKey_(expectedKey),
      knownServers_(std::move(knownServers)),
      acceptNewKey_(acceptNewKey)
{
}

Trust::Judgement Trust::judge(const PublicKey& key, const PeerAddress& at) const
{
    if (expectedKey_ && key != *expectedKey_)
        return {KeyVerdict::changed, false, expectedKey_};
    if (expectedKey_)
        return {isKnown(key) ? KeyVerdict::known : KeyVerdict::firstSight, true, std::nullopt};

    const auto isThisKeyAt = [&](const std::string& place) {
        return std::ranges::any_of(knownServers_, [&](const KnownServer& server) {
            return server.key == key && isAt(server, place);
        });
    };
    if (isThisKeyAt(place_))
        return {};
    if (const auto other = keyKnownAt(place_))
        return changed(*other);
    if (isKnown(key))
        return {};
    if (const auto other = keyKnownAt(at.text()))
        return changed(*other);
    return {KeyVerdict::firstSight, true, std::nullopt};
}

void Trust::pin(const PublicKey& key)
{
    for (KnownServer& server : knownServers_)
        std::erase(server.places, place_);
    knownServers_.push_back({key, {place_}});
}

std::optional<PublicKey> Trust::keyKnownAt(const std::string& place) const
{
    const auto found =
        std::ranges::find_if(knownServers_, [&](const KnownServer& server) { return isAt(server, place); });
    if (found == knownServers_.end())
        return std::nullopt;
    return found->key;
}

bool Trust::isKnown(const PublicKey& key) const
{
    return std::ranges::find(knownServers_, key, &KnownServer::key) != knownServers_.end();
}

Trust::Judgement Trust::changed(const PublicKey& expected) const
{
    return {KeyVerdict::changed, acceptNewKey_, expected};
}

} // namespace hubbub::client
