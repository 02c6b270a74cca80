#include "tests/sim/past_checker.h"

#include "protocol/chat/search_query.h"

#include <algorithm>

namespace hubbub::sim {

void PastChecker::handleStart(ActorId actor, unsigned)
{
    views_[actor] = {};
}

void PastChecker::handleLookedBack(const LookedBack& lookedBack)
{
    View& view = views_[lookedBack.actor];
    view.asked[lookedBack.submission] = {lookedBack.query, lookedBack.anchor, lookedBack.before, view.told,
                                         ledger_.firstKept()};
}

void PastChecker::handleTornOff(Seq)
{
    isTorn_ = true;
}

void PastChecker::handleProposed(const server::StoreRequest& request)
{
    const auto* const append = std::get_if<server::AppendRequest>(&request);
    if (append == nullptr)
        return;
    for (const server::Proposal& proposal : append->proposals) {
        if (const auto* const remove = std::get_if<server::RemoveCommand>(&proposal.command.what))
            removing_.insert(remove->seq);
    }
}

void PastChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    if (const auto* event = std::get_if<client::EventNotice>(&notice))
        views_[actor].told = event->seq;
    else if (isTorn_)
        return;
    else if (const auto* page = std::get_if<client::PageNotice>(&notice))
        handle(actor, *page);
    else if (const auto* found = std::get_if<client::FoundNotice>(&notice))
        handle(actor, *found);
}

bool PastChecker::areInLog(ActorId actor, const std::vector<chat::PageEntry>& events, Seq firstKept)
{
    for (const chat::PageEntry& entry : events) {
        const auto* const told = std::get_if<chat::Event>(&entry.record);
        const bool isSame =
            told != nullptr ? ledger_.holds(entry.seq, *told) : ledger_.event(entry.seq) == nullptr;
        if (!isSame || entry.seq > ledger_.head() || entry.seq < firstKept) {
            complain(actor,
                     "is told of the past what the log does not hold: " + std::to_string(entry.seq.value));
            return false;
        }
        const auto removal = ledger_.removalOf(entry.seq);
        if (told != nullptr && removal && *removal <= views_[actor].told
            && std::holds_alternative<chat::Content>(told->content))
        {
            complain(actor, "is told what it knows is removed: " + std::to_string(entry.seq.value));
            return false;
        }
    }
    return true;
}

void PastChecker::handle(ActorId actor, const client::PageNotice& notice)
{
    const auto& events = notice.page.events;
    const auto asked = views_[actor].asked.extract(notice.submission);
    if (asked.empty())
        return complain(actor, "is told a page that it did not ask for");
    if (!areInLog(actor, events, asked.mapped().firstKept))
        return;
    for (std::size_t i = 1; i < events.size(); ++i)
        if (events[i].seq != next(events[i - 1].seq))
            complain(actor, "is given a page with a gap at " + std::to_string(events[i].seq.value));
    checkPlace(actor, notice.page, asked.mapped());
    if (notice.verdict == client::ChainVerdict::broken)
        complain(actor, "finds the chain broken in a log that is whole");
}

void PastChecker::checkPlace(ActorId actor, const chat::PageReply& page, const Asked& asked)
{
    const auto& events = page.events;
    const Seq kept = ledger_.firstKept();
    const auto complain = [&](const std::string& what) { this->complain(actor, what); };
    if (const auto* const before = std::get_if<chat::BeforeEvent>(&asked.anchor)) {
        const Seq last{before->seq.value - 1};
        const Seq end = events.empty() ? Seq{} : events.back().seq;
        const Seq expected = std::min(last, asked.told);
        if (end > last || (end < expected && (!events.empty() || expected >= kept)))
            complain("is given a page up to " + std::to_string(end.value) + " and asked for "
                     + std::to_string(last.value));
        if (!events.empty()
            && (page.more ? events.front().seq <= asked.firstKept : events.front().seq > kept))
            complain("is told wrongly whether there is more before "
                     + std::to_string(events.front().seq.value));
    } else if (const auto* const after = std::get_if<chat::AfterEvent>(&asked.anchor)) {
        const Seq first = next(after->seq);
        if (!events.empty() && events.front().seq != first
            && (events.front().seq < first || events.front().seq > kept))
            complain("is given a page from " + std::to_string(events.front().seq.value)
                     + " and asked for what follows " + std::to_string(after->seq.value));
        const bool isEmptyForReason = events.empty() && asked.told < kept;
        if (!page.more && !isEmptyForReason && (events.empty() ? after->seq : events.back().seq) < asked.told)
            complain("is told that nothing follows " + std::to_string(after->seq.value));
    }
}

void PastChecker::handle(ActorId actor, const client::FoundNotice& notice)
{
    const auto& events = notice.page.events;
    const auto asked = views_[actor].asked.extract(notice.submission);
    if (asked.empty() || !asked.mapped().query)
        return complain(actor, "is told what it did not search for");
    if (!areInLog(actor, events, asked.mapped().firstKept))
        return;
    const auto query = chat::parseSearchQuery(*asked.mapped().query);
    if (!query)
        return complain(actor, "is answered what makes no sense");
    Seq last = asked.mapped().told;
    if (asked.mapped().before)
        last = std::min(last, Seq{asked.mapped().before->value - 1});
    // The newest ones: what lies further back than the first of them is another page's.
    const Seq first = notice.page.more && !events.empty() ? events.front().seq : ledger_.firstKept();
    for (const chat::PageEntry& entry : events) {
        const auto* const event = std::get_if<chat::Event>(&entry.record);
        if (event != nullptr && std::holds_alternative<chat::Tombstone>(event->content)
            && removing_.contains(entry.seq))
            continue; // found before it was removed, and told after that
        if (event == nullptr || !chat::isSearchable(*event) || !chat::matches(*query, *event))
            complain(actor, "is told what does not match: " + std::to_string(entry.seq.value));
    }
    for (Seq seq = std::max(first, ledger_.firstKept()); seq <= last; seq = next(seq)) {
        const chat::Event* const event = ledger_.event(seq);
        if (event == nullptr || !chat::isSearchable(*event) || !chat::matches(*query, *event)
            || removing_.contains(seq))
            continue;
        if (std::ranges::find(events, seq, &chat::PageEntry::seq) == events.end())
            return complain(actor, "is not told what matches: " + std::to_string(seq.value));
    }
}

} // namespace hubbub::sim
