// Which server keys to talk to: the one given beforehand, those met before, or one seen for the first time
// (docs/ARCHITECTURE.md, trust).
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/ids.h"
#include "protocol/client/client_engine.h"

#include <optional>
#include <string>
#include <vector>

namespace hubbub::client {

class Trust {
public:
    Trust(std::string place, std::optional<PublicKey> expectedKey, std::vector<KnownServer> knownServers,
          bool acceptNewKey);

    struct Judgement {
        KeyVerdict verdict = KeyVerdict::known;
        bool isAcceptable = true;
        std::optional<PublicKey> expected; ///< when changed
    };
    /// A key given beforehand decides alone. Otherwise what is known of the place as typed decides; then
    /// whether the key is known at all; then what is known of the address, which a network may have given to
    /// another machine since.
    Judgement judge(const PublicKey& key, const PeerAddress& at) const;
    /// The person, or the settings, trust this key: from here on it is the one known at this place.
    void pin(const PublicKey& key);

private:
    std::optional<PublicKey> keyKnownAt(const std::string& place) const;
    bool isKnown(const PublicKey& key) const;
    Judgement changed(const PublicKey& expected) const;

    std::string place_;
    std::optional<PublicKey> expectedKey_;
    std::vector<KnownServer> knownServers_;
    bool acceptNewKey_;
};

} // namespace hubbub::client
