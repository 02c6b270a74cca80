// Names of members that were lost, kept for their own keys for a while. A part of the fold: names stop
// resting by the times of events, not by a clock.
#pragma once

#include "protocol/base/ids.h"
#include "protocol/base/time.h"
#include "protocol/chat/name.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::server {

struct RestingName {
    chat::NameKeys keys;
    PublicKey key; ///< who alone may take it until then
    WallTime until;
    friend bool operator==(const RestingName&, const RestingName&) = default;
};

/// No two names in it clash.
class RestingTable {
public:
    /// By fold key.
    std::vector<RestingName> all() const;
    /// A name that clashes by either key.
    const RestingName* find(const chat::NameKeys& keys) const;
    /// A name that clashes by either key and that `asker` may not take at `time`.
    const RestingName* barring(const chat::NameKeys& keys, const PublicKey& asker, WallTime time) const;

    /// What clashes with it has to be removed before.
    void insert(const RestingName& name);
    void erase(const RestingName& name);
    void removeClashing(const chat::NameKeys& keys, std::vector<RestingName>& removed);
    void removeExpired(WallTime time, std::vector<RestingName>& removed);

private:
    /// At most one by each key.
    std::vector<const RestingName*> clashing(const chat::NameKeys& keys) const;

    std::map<std::string, RestingName> byFold_;
    std::map<std::string, std::string> foldByLookalike_;
    std::set<std::pair<WallTime, std::string>> foldByUntil_;
};

} // namespace hubbub::server
