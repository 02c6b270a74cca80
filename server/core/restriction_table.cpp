#include "server/core/restriction_table.h"

#include "protocol/base/check.h"

namespace hubbub::server {

std::vector<chat::Restriction> RestrictionTable::all() const
{
    std::vector<chat::Restriction> all;
    all.reserve(bySeq_.size());
    for (const auto& [seq, restriction] : bySeq_)
        all.push_back(restriction);
    return all;
}

const chat::Restriction* RestrictionTable::find(Seq seq) const
{
    const auto found = bySeq_.find(seq);
    return found == bySeq_.end() ? nullptr : &found->second;
}

const chat::Restriction* RestrictionTable::findSame(chat::RestrictionKind kind,
                                                    const chat::RestrictedSet& whom) const
{
    if (const auto* key = std::get_if<PublicKey>(&whom)) {
        const auto found = byKey_.find({kind, *key});
        return found == byKey_.end() ? nullptr : find(found->second);
    }
    const auto found = byRange_.find({kind, std::get<AddressRange>(whom)});
    return found == byRange_.end() ? nullptr : find(found->second);
}

const chat::Restriction* RestrictionTable::against(chat::RestrictionKind kind, const PublicKey& key,
                                                   const std::optional<IpAddress>& ip, WallTime time) const
{
    const chat::Restriction* longest = nullptr;
    const auto consider = [&](const chat::Restriction* each) {
        if (each == nullptr || (each->until && *each->until <= time))
            return;
        if (longest == nullptr || !each->until || (longest->until && *longest->until < *each->until))
            longest = each;
    };
    consider(findSame(kind, key));
    if (ip) {
        for (auto each = byRange_.lower_bound({kind, AddressRange::lowest()});
             each != byRange_.end() && each->first.first == kind; ++each)
        {
            if (each->first.second.contains(*ip))
                consider(find(each->second));
        }
    }
    return longest;
}

void RestrictionTable::insert(const chat::Restriction& restriction)
{
    bool isNew = bySeq_.emplace(restriction.seq, restriction).second;
    if (const auto* key = std::get_if<PublicKey>(&restriction.whom))
        isNew = isNew && byKey_.emplace(KeyedBy{restriction.kind, *key}, restriction.seq).second;
    else
        isNew = isNew
             && byRange_
                    .emplace(std::pair{restriction.kind, std::get<AddressRange>(restriction.whom)},
                             restriction.seq)
                    .second;
    CHECK(isNew);
    if (restriction.until)
        byEnd_.emplace(*restriction.until, restriction.seq);
}

void RestrictionTable::erase(const chat::Restriction& restriction)
{
    if (const auto* key = std::get_if<PublicKey>(&restriction.whom))
        byKey_.erase({restriction.kind, *key});
    else
        byRange_.erase({restriction.kind, std::get<AddressRange>(restriction.whom)});
    if (restriction.until)
        byEnd_.erase({*restriction.until, restriction.seq});
    bySeq_.erase(restriction.seq);
}

void RestrictionTable::removeExpired(WallTime time, std::vector<chat::Restriction>& removed)
{
    while (!byEnd_.empty() && byEnd_.begin()->first <= time) {
        removed.push_back(bySeq_.at(byEnd_.begin()->second));
        erase(removed.back());
    }
}

} // namespace hubbub::server
