#include "tests/sim/restriction_book.h"

#include <algorithm>

namespace hubbub::sim {

namespace {

/// The server looks at the clock in each of its turns, of which there is one a second at least, and goes on
/// from there by its own.
constexpr std::chrono::milliseconds slack = 2s;

} // namespace

void RestrictionBook::add(const chat::Restriction& restriction)
{
    for (Entry& each : entries_) {
        if (!each.until && each.what.kind == restriction.kind && each.what.whom == restriction.whom)
            each.until = clock_.now();
    }
    entries_.push_back({restriction, clock_.now(), {}});
}

void RestrictionBook::lift(Seq seq)
{
    for (Entry& each : entries_) {
        if (!each.until && each.what.seq == seq)
            each.until = clock_.now();
    }
}

void RestrictionBook::tearOff(Seq head)
{
    for (Entry& each : entries_) {
        if (!each.until && each.what.seq > head)
            each.until = clock_.now();
    }
}

void RestrictionBook::handleWallJump(WallTime before, WallTime after)
{
    latest_ = std::max({latest_, before, after});
    jumps_.push_back({clock_.now(), before});
}

const RestrictionBook::Entry* RestrictionBook::find(Seq seq) const
{
    const auto found = std::ranges::find_if(
        entries_, [&](const Entry& each) { return !each.until && each.what.seq == seq; });
    return found == entries_.end() ? nullptr : &*found;
}

const RestrictionBook::Entry* RestrictionBook::findSame(const chat::Restriction& restriction) const
{
    const auto found = std::ranges::find_if(entries_, [&](const Entry& each) {
        return !each.until && each.what.kind == restriction.kind && each.what.whom == restriction.whom;
    });
    return found == entries_.end() ? nullptr : &*found;
}

std::vector<RestrictionBook::Entry> RestrictionBook::all() const
{
    std::vector<Entry> all = entries_;
    std::erase_if(all, [](const Entry& each) { return each.until.has_value(); });
    return all;
}

bool RestrictionBook::mustHold(const Entry& entry) const
{
    const auto& end = entry.what.until;
    return !entry.until && (!end || end->milliseconds > latest().milliseconds + slack.count());
}

const RestrictionBook::Entry* RestrictionBook::holding(chat::RestrictionKind kind, const Whom& whom) const
{
    const auto found = std::ranges::find_if(entries_, [&](const Entry& each) {
        return each.what.kind == kind && mustHold(each) && whom(each.what.whom);
    });
    return found == entries_.end() ? nullptr : &*found;
}

bool RestrictionBook::mayHaveHeld(chat::RestrictionKind kind, const Whom& whom, Instant from) const
{
    const WallTime earliest = earliestSince(from - slack);
    return std::ranges::any_of(entries_, [&](const Entry& each) {
        const bool hasEnded =
            each.what.until && each.what.until->milliseconds + slack.count() < earliest.milliseconds;
        return each.what.kind == kind && !(each.until && *each.until < from) && !hasEnded
            && whom(each.what.whom);
    });
}

/// What the clock has shown since then, at its lowest.
WallTime RestrictionBook::earliestSince(Instant from) const
{
    WallTime earliest = clock_.wall();
    Instant at = clock_.now();
    // Back from here, from jump to jump.
    WallTime shown = earliest;
    const auto goBackTo = [&](Instant then) {
        shown.milliseconds -= std::chrono::duration_cast<std::chrono::milliseconds>(at - then).count();
        at = then;
        earliest = std::min(earliest, shown);
    };
    for (auto jump = jumps_.rbegin(); jump != jumps_.rend() && jump->at >= from; ++jump) {
        goBackTo(jump->at);
        shown = jump->before;
        earliest = std::min(earliest, shown);
    }
    goBackTo(from);
    return earliest;
}

} // namespace hubbub::sim
