// A room with an admin in it, who is no member, and what an admin asks for.
#pragma once

#include "tests/support/test_room.h"

#include <chrono>
#include <memory>
#include <optional>

namespace hubbub::test {

struct WithAdmin {
    crypto::KeyPair key;
    TestRoom room;
    TestPeer& admin;
    WithAdmin() : WithAdmin(std::make_unique<SeededEntropy>(7)) {}

private:
    explicit WithAdmin(const std::unique_ptr<SeededEntropy>& entropy)
        : key(crypto::KeyPair::draw(*entropy)),
          room(settingsFor(key)),
          admin(room.stranger(key))
    {
        room.connect(admin);
    }
    static server::CoreSettings settingsFor(const crypto::KeyPair& key)
    {
        server::CoreSettings settings;
        settings.admins = {key.shared};
        return settings;
    }
};

inline chat::RestrictRequest restriction(chat::RestrictionKind kind, const TestPeer& whom,
                                         std::optional<std::chrono::milliseconds> lasts = {})
{
    return {kind, chat::NamedMember{whom.welcome->member, whom.fingerprint()}, lasts, "spam"};
}

inline chat::RestrictRequest ofRange(chat::RestrictionKind kind, const char* range)
{
    return {kind, AddressRange::parse(range).value(), {}, "spam"};
}

} // namespace hubbub::test
