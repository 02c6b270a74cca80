#include "tests/sim/ledger.h"

#include "protocol/base/check.h"

#include <algorithm>
#include <set>

namespace hubbub::sim {

namespace {

/// As the log keeps it once its text has been removed.
chat::Event withoutText(chat::Event event)
{
    if (const auto* const content = std::get_if<chat::Content>(&event.content))
        event.content = chat::Tombstone{chat::contentDigest(*content)};
    return event;
}

chat::LogRecord withoutText(const chat::LogRecord& record)
{
    const auto* const event = std::get_if<chat::Event>(&record);
    return event != nullptr ? chat::LogRecord(withoutText(*event)) : record;
}

/// What this event removes the text of.
std::optional<Seq> removedIn(const chat::LogRecord& record)
{
    const auto* const event = std::get_if<chat::Event>(&record);
    const auto* const removed = event != nullptr ? std::get_if<chat::Removed>(&event->what) : nullptr;
    return removed != nullptr ? std::optional(removed->seq) : std::nullopt;
}

std::string text(Seq seq)
{
    return "event " + std::to_string(seq.value);
}

const Salt* saltOf(const chat::Event& event)
{
    const auto* const content = std::get_if<chat::Content>(&event.content);
    return content != nullptr ? &content->salt : nullptr;
}

} // namespace

void Ledger::handleProposed(const server::StoreRequest& request)
{
    if (const auto* append = std::get_if<server::AppendRequest>(&request)) {
        for (const server::Proposal& proposal : append->proposals)
            proposed_.emplace(proposal.command.salt, proposal.command);
    }
}

void Ledger::handleAnswered(const server::StoreReply& reply)
{
    if (const auto* const pruned = std::get_if<server::PruneReply>(&reply))
        return letGo(pruned->firstKept);
    const auto* const appended = std::get_if<server::AppendReply>(&reply);
    if (appended == nullptr)
        return;
    for (const server::ProposalOutcome& outcome : appended->outcomes) {
        const auto* const committed = std::get_if<server::Committed>(&outcome);
        if (committed == nullptr)
            continue;
        const server::FoldEffect& effect = committed->effect;
        if (effect.seq != next(head()))
            return court_.complain("the store gave " + text(effect.seq) + " its number after "
                                   + text(head()));
        append(effect.record());
        if (entries_.back().chain != effect.chain)
            return court_.complain("the chain value of " + text(effect.seq) + " is wrong");
    }
}

void Ledger::handleOpened(const std::vector<Bytes>& contents, const server::RestoredRoom& room,
                          bool mayForget)
{
    if (room.state.head.value != room.firstKept.value - 1 + contents.size())
        return court_.complain("the store says that its head is " + text(room.state.head) + " and holds "
                               + std::to_string(contents.size()) + " records from " + text(room.firstKept));
    if (room.state.head < head() && !mayForget)
        return court_.complain("the store has forgotten " + text(head()) + "; its head is "
                               + text(room.state.head));
    if (room.state.head < head())
        tearOff(room.state.head);
    std::map<Seq, chat::LogRecord> records;
    std::set<Seq> removed;
    Seq seq = room.firstKept;
    for (const Bytes& content : contents) {
        auto record = chat::decodeLogRecord(content);
        if (!record)
            return court_.complain(text(seq) + " cannot be read after the restart");
        if (const auto target = removedIn(*record))
            removed.insert(*target);
        records.emplace(seq, std::move(*record));
        seq = next(seq);
    }
    if (!records.empty() && room.firstKept > next(head()))
        return court_.complain("the store keeps nothing before " + text(room.firstKept));
    for (const auto& [at, record] : records) {
        if (at > head()) {
            append(record);
            continue;
        }
        const chat::LogRecord& known = entries_[at.value - 1].record;
        if ((removed.contains(at) ? withoutText(known) : known) != record)
            return court_.complain(text(at) + " is another one after the restart");
    }
    if (mayForget)
        firstKept_ = std::min(firstKept_, room.firstKept); // the power has taken the step
    letGo(room.firstKept);
    const ChainValue chain = entries_.empty() ? ChainValue{} : entries_.back().chain;
    if (chain != room.state.chain)
        court_.complain("the chain value at the head is another one after the restart");
}

void Ledger::letGo(Seq firstKept)
{
    if (firstKept < firstKept_)
        court_.complain(text(firstKept) + " is kept again");
    const std::uint64_t kept = head().value + 1 - firstKept.value;
    if (firstKept > firstKept_ && (!keptAlways_ || kept < *keptAlways_))
        court_.complain("no more than " + std::to_string(kept) + " events are kept");
    firstKept_ = firstKept;
}

const chat::Event* Ledger::event(Seq seq) const
{
    if (seq.value == 0 || seq > head())
        return nullptr;
    return std::get_if<chat::Event>(&entries_[seq.value - 1].record);
}

const server::Command* Ledger::command(Seq seq) const
{
    return seq.value == 0 || seq > head() ? nullptr : entries_[seq.value - 1].command;
}

Seq Ledger::lastEventUpTo(Seq seq) const
{
    seq = std::min(seq, head());
    while (seq.value > 0 && event(seq) == nullptr)
        --seq.value;
    return seq;
}

bool Ledger::wasTornOff(Seq seq, const chat::Event& event) const
{
    const auto [begin, end] = tornOff_.equal_range(seq);
    return std::any_of(begin, end, [&](const auto& each) { return each.second == event; });
}

bool Ledger::wasTornOff(Seq seq, std::string_view text) const
{
    const auto [begin, end] = tornOff_.equal_range(seq);
    return std::any_of(begin, end, [&](const auto& each) { return each.second.text() == text; });
}

bool Ledger::holds(Seq seq, const chat::Event& told) const
{
    const chat::Event* const said = event(seq);
    return said != nullptr && (told == *said || told == withoutText(*said));
}

std::optional<Seq> Ledger::removalOf(Seq seq) const
{
    for (Seq each = next(seq); each <= head(); each = next(each)) {
        if (removedIn(entries_[each.value - 1].record) == seq)
            return each;
    }
    return std::nullopt;
}

void Ledger::append(const chat::LogRecord& record)
{
    const Seq seq = next(head());
    const ChainValue before = entries_.empty() ? ChainValue{} : entries_.back().chain;
    const server::Command* command = nullptr;
    if (const auto* event = std::get_if<chat::Event>(&record)) {
        const Salt* const salt = saltOf(*event);
        const auto found = salt != nullptr ? proposed_.find(*salt) : proposed_.end();
        if (found == proposed_.end())
            return court_.complain(text(seq) + " is in the log and was never proposed");
        command = &found->second;
        checkEvent(seq, *event, command);
    }
    entries_.push_back({record, chat::chainNext(before, seq, record), command});
    tell_({seq, entries_.back().record, command});
}

void Ledger::checkEvent(Seq seq, const chat::Event& event, const server::Command* command)
{
    const Seq last = lastEvent();
    if (last.value > 0 && event.time < this->event(last)->time)
        court_.complain(text(seq) + " is earlier than the one before it");
    for (Seq each{1}; each <= head(); each = next(each)) {
        if (this->command(each) == command)
            court_.complain(text(seq) + " is " + text(each) + " once more");
    }
}

void Ledger::tearOff(Seq head)
{
    for (Seq seq = next(head); seq <= this->head(); seq = next(seq)) {
        if (const chat::Event* each = event(seq))
            tornOff_.emplace(seq, *each);
    }
    entries_.resize(static_cast<std::size_t>(head.value));
    tear_(head);
}

} // namespace hubbub::sim
