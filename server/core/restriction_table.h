// Bans and mutes in force. A part of the fold: one ends by the times of events; whoever asks says what time
// it is.
#pragma once

#include "protocol/base/address.h"
#include "protocol/chat/moderation.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace hubbub::server {

class RestrictionTable {
public:
    std::vector<chat::Restriction> all() const;
    std::size_t size() const { return bySeq_.size(); }
    const std::map<Seq, chat::Restriction>& bySeq() const { return bySeq_; }
    const chat::Restriction* find(Seq seq) const;
    /// The one of this kind for exactly these people.
    const chat::Restriction* findSame(chat::RestrictionKind kind, const chat::RestrictedSet& whom) const;
    /// The one that holds longest for somebody with this key, or who comes from there (nothing: not known).
    const chat::Restriction* against(chat::RestrictionKind kind, const PublicKey& key,
                                     const std::optional<IpAddress>& ip, WallTime time) const;

    void insert(const chat::Restriction& restriction);
    void erase(const chat::Restriction& restriction);
    void removeExpired(WallTime time, std::vector<chat::Restriction>& removed);

private:
    using KeyedBy = std::pair<chat::RestrictionKind, PublicKey>;

    std::map<Seq, chat::Restriction> bySeq_;
    std::map<KeyedBy, Seq> byKey_;
    std::map<std::pair<chat::RestrictionKind, AddressRange>, Seq> byRange_;
    std::set<std::pair<WallTime, Seq>> byEnd_;
};

} // namespace hubbub::server
