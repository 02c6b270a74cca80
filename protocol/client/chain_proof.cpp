#include "protocol/client/chain_proof.h"

#include <algorithm>

namespace hubbub::client {

void ChainProof::reset()
{
    *this = {};
}

void ChainProof::begin(Seq first, const ChainValue& before)
{
    // What is held from there on comes again.
    std::erase_if(stretches_, [first](const Stretch& each) { return each.first >= first; });
    const Seq last{first.value - 1};
    isLive_ = true;
    if (!stretches_.empty() && stretches_.back().last >= last) {
        const Stretch& known = stretches_.back();
        if (known.last == last && known.after == before)
            return;
        if (known.last == last)
            noteBroken(first);
        // Values inside of a stretch are not kept, so that what is left of this one could not be joined.
        stretches_.pop_back();
    }
    stretches_.push_back({first, last, before, before});
}

void ChainProof::advance(Seq seq, const ChainValue& chain)
{
    if (!isLive_ || stretches_.empty() || seq != next(stretches_.back().last))
        return;
    stretches_.back().last = seq;
    stretches_.back().after = chain;
}

std::vector<ChainProof::Edge> ChainProof::edges() const
{
    std::vector<Edge> all;
    for (const Stretch& each : stretches_) {
        all.push_back({Seq{each.first.value - 1}, each.before});
        all.push_back({each.last, each.after});
    }
    return all;
}

ChainVerdict ChainProof::add(std::span<const chat::PageEntry> events, const std::optional<ChainValue>& before)
{
    if (events.empty())
        return ChainVerdict::joined;
    if (!before)
        return ChainVerdict::unknown;
    const std::vector<Edge> known = edges();
    Stretch page{events.front().seq, events.back().seq, *before, *before};
    bool touches = false;
    Seq at{page.first.value - 1};
    for (std::size_t i = 0;; ++i) {
        for (const Edge& edge : known) {
            if (edge.seq != at)
                continue;
            if (edge.chain != page.after)
                return noteBroken(at >= page.first ? at : page.first);
            touches = true;
        }
        if (i == events.size())
            break;
        at = events[i].seq;
        page.after = chat::chainNext(page.after, at, events[i].record);
    }
    // Wholly inside of what is held there is no value to compare with.
    const bool isInside = std::ranges::any_of(
        stretches_, [&](const Stretch& each) { return each.first <= page.first && page.last <= each.last; });
    if (!isInside)
        insert(page);
    return touches || isInside ? ChainVerdict::joined : ChainVerdict::apart;
}

/// It agrees with every edge that lies in it.
void ChainProof::insert(Stretch stretch)
{
    std::vector<Stretch> kept;
    for (const Stretch& each : stretches_) {
        if (next(each.last) < stretch.first || next(stretch.last) < each.first) {
            kept.push_back(each);
            continue;
        }
        if (each.first < stretch.first) {
            stretch.first = each.first;
            stretch.before = each.before;
        }
        if (each.last > stretch.last) {
            stretch.last = each.last;
            stretch.after = each.after;
        }
    }
    kept.push_back(stretch);
    std::ranges::sort(kept, {}, &Stretch::first);
    stretches_ = std::move(kept);
}

ChainVerdict ChainProof::noteBroken(Seq at)
{
    brokenAt_ = std::max(brokenAt_.value_or(at), at);
    return ChainVerdict::broken;
}

Completeness ChainProof::completeness() const
{
    if (stretches_.empty())
        return {{}, {}, brokenAt_};
    const Stretch& last = stretches_.back();
    return last.first > last.last ? Completeness{{}, {}, brokenAt_}
                                  : Completeness{last.first, last.last, brokenAt_};
}

} // namespace hubbub::client
