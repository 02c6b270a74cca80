// A store without a disk, for tests of the core: folds and answers as the real one does, at once or when
// asked to, and misbehaves as told.
#pragma once

#include "protocol/base/check.h"
#include "server/core/room_fold.h"
#include "server/core/store_port.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace hubbub::test {

class MemoryStore {
public:
    /// What happens to an append as a whole.
    enum class Fate {
        answered,      ///< what is not refused is stored, and the reply says so
        unknownStored, ///< stored, but the reply says that nobody knows
        unknownLost,   ///< not stored, and the reply says that nobody knows
    };
    /// Says why a proposal is refused, or nothing. A refused leave waits, as it does when the disk is full.
    using Refusal = std::function<std::optional<std::string>(const server::Proposal&)>;
    using FateOf = std::function<Fate(const server::AppendRequest&)>;

    struct Entry {
        server::Command command;
        server::FoldEffect effect;
        Bytes record;
    };

    explicit MemoryStore(LogId log = LogId{{1, 2, 3, 4}}) : log_(log) {}

    // How it misbehaves

    void setRefusal(Refusal refusal) { refusal_ = std::move(refusal); }
    void setFate(FateOf fate) { fateOf_ = std::move(fate); }
    /// Chain values cannot be read.
    bool failsChains = false;
    /// Forgets what lives in memory, as a crash does: requests not answered, leaves that wait. What is stored
    /// stays.
    void crash()
    {
        waiting_.clear();
        waitingLeaves_.clear();
        doubtful_.clear();
        fold_ = server::RoomFold(fold_.state());
    }

    // Requests, in the order of their coming

    void submit(server::StoreRequest request) { waiting_.push_back(std::move(request)); }
    std::size_t waiting() const { return waiting_.size(); }
    std::optional<server::StoreReply> answerNext()
    {
        if (waiting_.empty())
            return std::nullopt;
        const server::StoreRequest request = std::move(waiting_.front());
        waiting_.pop_front();
        return answer(request);
    }
    std::vector<server::StoreReply> answerAll()
    {
        std::vector<server::StoreReply> replies;
        while (auto reply = answerNext())
            replies.push_back(std::move(*reply));
        return replies;
    }
    server::StoreReply answer(const server::StoreRequest& request)
    {
        return std::visit([this](const auto& what) -> server::StoreReply { return this->handle(what); },
                          request);
    }
    /// What the real store does when idle: nothing, unless leaves that waited can be stored.
    std::optional<server::StoreReply> answerWaitingLeaves()
    {
        server::AppendReply reply;
        reply.endsTurn = false;
        if (doubtful_.empty())
            storeWaitingLeaves(reply.outcomes);
        if (reply.outcomes.empty())
            return std::nullopt;
        return reply;
    }

    // What it holds

    server::RestoredRoom restored(std::size_t tail = 16'384) const
    {
        server::RestoredRoom room;
        room.log = log_;
        room.state = fold_.state();
        for (const server::FoldedMember& member : room.state.members) {
            if (const auto former = formerNames_.find(member.id); former != formerNames_.end())
                room.formerNames.push_back({member.id, former->second});
        }
        room.firstKept = firstKept_;
        const std::size_t kept = entries_.size() + 1 - static_cast<std::size_t>(firstKept_.value);
        for (std::size_t i = entries_.size() - std::min(tail, kept); i < entries_.size(); ++i)
            room.tail.push_back(entries_[i].record);
        return room;
    }
    /// Entry i has seq i + 1; also those that are no longer kept.
    const std::vector<Entry>& entries() const { return entries_; }
    Seq firstKept() const { return firstKept_; }
    const server::RoomFold& fold() const { return fold_; }
    std::size_t waitingLeaves() const { return waitingLeaves_.size(); }

private:
    using Outcomes = std::vector<server::ProposalOutcome>;

    struct Stored {
        Seq seq;
        Digest digest;
    };

    server::AppendReply handle(const server::AppendRequest& request)
    {
        server::AppendReply reply;
        const auto isDoubtful = [this](const server::Proposal& proposal) {
            return doubtful_.contains(proposal.id);
        };
        if (!doubtful_.empty()
            && std::none_of(request.proposals.begin(), request.proposals.end(), isDoubtful))
        {
            answerUnknown(request, reply.outcomes);
            return reply;
        }

        // What was doubtful and had been stored is told as it happened; what had not is like any other
        // proposal.
        std::vector<server::Proposal> proposals;
        for (const server::Proposal& proposal : request.proposals) {
            const auto found = doubtful_.find(proposal.id);
            if (found == doubtful_.end() || !found->second)
                proposals.push_back(proposal);
        }
        std::map<Seq, server::Committed> settled;
        for (const auto& [id, effect] : doubtful_) {
            if (effect)
                settled.emplace(effect->seq, server::Committed{id, *effect});
        }
        for (const auto& [seq, committed] : settled)
            reply.outcomes.emplace_back(committed);
        doubtful_.clear();

        const Fate fate = fateOf_ ? fateOf_(request) : Fate::answered;
        if (fate == Fate::unknownLost) {
            for (const server::Proposal& proposal : proposals) {
                doubtful_.emplace(proposal.id, std::nullopt);
                reply.outcomes.emplace_back(server::OutcomeUnknown{proposal.id});
            }
            return reply;
        }
        if (fate == Fate::answered)
            storeWaitingLeaves(reply.outcomes);
        for (const server::Proposal& proposal : proposals)
            handle(proposal, fate, reply.outcomes);
        return reply;
    }

    void handle(const server::Proposal& proposal, Fate fate, Outcomes& outcomes)
    {
        const auto refused = refusal_ ? refusal_(proposal) : std::nullopt;
        if (refused && std::holds_alternative<server::LeaveCommand>(proposal.command.what)) {
            waitingLeaves_.push_back(proposal);
        } else if (refused) {
            outcomes.emplace_back(server::NotStored{proposal.id, *refused});
        } else if (isStored(proposal.command)) {
            outcomes.emplace_back(server::NotStored{proposal.id, "this submission is in the log already"});
        } else if (fate == Fate::answered) {
            outcomes.emplace_back(server::Committed{proposal.id, store(proposal)});
        } else {
            doubtful_.emplace(proposal.id, store(proposal));
            outcomes.emplace_back(server::OutcomeUnknown{proposal.id});
        }
    }

    server::FindSubmissionReply handle(const server::FindSubmissionRequest& request)
    {
        server::FindSubmissionReply reply;
        reply.query = request.query;
        const auto found = submissions_.find({request.outbox, request.number});
        if (found == submissions_.end())
            return reply;
        const auto& [seq, digest] = found->second;
        reply.found =
            server::FindSubmissionReply::Found{seq, seq < firstKept_ ? std::nullopt : std::optional(digest)};
        return reply;
    }

    server::ReadRecordsReply handle(const server::ReadRecordsRequest& request)
    {
        server::ReadRecordsReply reply;
        reply.query = request.query;
        reply.first = std::max(request.first, firstKept_);
        for (Seq seq = reply.first; seq.value <= entries_.size(); seq = next(seq)) {
            if (seq.value - request.first.value >= request.count)
                break;
            reply.records.push_back(entries_[seq.value - 1].record);
        }
        return reply;
    }

    server::FindChainReply handle(const server::FindChainRequest& request)
    {
        server::FindChainReply reply;
        reply.query = request.query;
        reply.failed = failsChains;
        if (failsChains)
            return reply;
        if (next(request.seq) >= firstKept_ && request.seq.value <= entries_.size())
            reply.chain = chainAt(request.seq);
        return reply;
    }

    /// By reading everything: what the real store's answers are compared with.
    server::ReadPageReply handle(const server::ReadPageRequest& request) const
    {
        server::ReadPageReply reply{request.query, {}, false};
        reply.page.firstKept = firstKept_;
        const Seq end = next(std::min(request.bounds.last, Seq{entries_.size()}));
        const Seq first = std::max(request.bounds.first, firstKept_);
        const auto* const before = std::get_if<chat::BeforeEvent>(&request.anchor);
        const auto* const after = std::get_if<chat::AfterEvent>(&request.anchor);
        Seq from = first;
        if (after != nullptr)
            from = std::max(first, next(after->seq));
        else if (before == nullptr)
            from = around(std::get<chat::AroundTime>(request.anchor).time, first, end,
                          request.bounds.events / 2);
        const Seq to = before != nullptr ? std::min(before->seq, end) : end;
        std::vector<chat::PageEntry> all;
        for (Seq seq = from; seq < to; seq = next(seq))
            all.push_back({seq, entries_[seq.value - 1].effect.record()});
        if (before != nullptr)
            std::reverse(all.begin(), all.end());
        std::size_t bytes = 0;
        for (auto& entry : all) {
            bytes += chat::encode(entry.record).size() + 16;
            const bool isFull = reply.page.events.size() >= request.bounds.events
                             || (!reply.page.events.empty() && bytes > request.bounds.bytes);
            reply.page.more = reply.page.more || isFull;
            if (reply.page.more)
                break;
            reply.page.events.push_back(std::move(entry));
        }
        if (before != nullptr)
            std::reverse(reply.page.events.begin(), reply.page.events.end());
        if (!reply.page.events.empty())
            reply.page.chainBefore = chainAt(Seq{reply.page.events.front().seq.value - 1});
        return reply;
    }

    ChainValue chainAt(Seq seq) const
    {
        return seq == Seq{} ? ChainValue{} : entries_[seq.value - 1].effect.chain;
    }

    Seq around(WallTime time, Seq first, Seq end, std::uint64_t half) const
    {
        Seq seq = first;
        while (seq < end && entries_[seq.value - 1].command.time < time)
            seq = next(seq);
        return Seq{std::max(seq.value - std::min(seq.value, half), first.value)};
    }

    server::SearchLogReply handle(const server::SearchLogRequest& request) const
    {
        server::SearchLogReply reply;
        reply.query = request.query;
        reply.firstKept = firstKept_;
        reply.next = next(std::min(request.bounds.last, Seq{entries_.size()}));
        std::size_t bytes = 0;
        while (reply.next > std::max(request.bounds.first, firstKept_)) {
            const Seq seq{reply.next.value - 1};
            const auto record = entries_[seq.value - 1].effect.record();
            const auto* const event = std::get_if<chat::Event>(&record);
            if (event != nullptr && chat::isSearchable(*event) && chat::matches(request.what, *event)) {
                bytes += chat::encode(record).size() + 16;
                reply.isFull = reply.found.size() >= request.bounds.events
                            || ((request.isBegun || !reply.found.empty()) && bytes > request.bounds.bytes);
                if (reply.isFull)
                    return reply;
                reply.found.push_back({seq, record});
            }
            reply.next = seq;
        }
        reply.isDone = true;
        return reply;
    }

    server::PruneReply handle(const server::PruneRequest& request)
    {
        constexpr int mostAtOnce = 8;
        for (int i = 0; i < mostAtOnce; ++i) {
            if (firstKept_ >= request.below || firstKept_.value > entries_.size())
                return {firstKept_, true};
            const Entry& oldest = entries_[firstKept_.value - 1];
            const auto* const event = std::get_if<chat::Event>(&oldest.effect.outcome);
            const bool isSurplus = request.keep && entries_.size() - firstKept_.value >= *request.keep;
            const bool isOld = request.olderThan && (event == nullptr || event->time < *request.olderThan);
            if (!isSurplus && !isOld)
                return {firstKept_, true};
            firstKept_ = next(firstKept_);
        }
        return {firstKept_, false};
    }

    void answerUnknown(const server::AppendRequest& request, Outcomes& outcomes) const
    {
        for (const server::Proposal& proposal : request.proposals)
            outcomes.emplace_back(server::OutcomeUnknown{proposal.id});
    }

    void storeWaitingLeaves(Outcomes& outcomes)
    {
        std::vector<server::Proposal> stillWaiting;
        for (const server::Proposal& leave : waitingLeaves_) {
            if (refusal_ && refusal_(leave))
                stillWaiting.push_back(leave);
            else
                outcomes.emplace_back(server::Committed{leave.id, store(leave)});
        }
        waitingLeaves_ = std::move(stillWaiting);
    }

    server::FoldEffect store(const server::Proposal& proposal)
    {
        server::FoldChange change;
        server::FoldEffect effect = fold_.apply(proposal.command, change);
        if (change.renamed)
            formerNames_[change.renamed->after.id] = change.renamed->before.name;
        if (const auto* submission = submissionOf(proposal.command);
            submission && std::holds_alternative<chat::Event>(effect.outcome))
        {
            // That there is no other is the fold's to see to.
            submissions_.emplace(std::pair{submission->outbox, submission->number},
                                 Stored{effect.seq, submission->digest});
        }
        entries_.push_back(Entry{proposal.command, effect, chat::encode(effect.record())});
        if (const auto* remove = std::get_if<server::RemoveCommand>(&proposal.command.what);
            remove && std::holds_alternative<chat::Event>(effect.outcome))
            removeText(entries_.at(static_cast<std::size_t>(remove->seq.value) - 1));
        return effect;
    }

    static void removeText(Entry& entry)
    {
        auto* event = std::get_if<chat::Event>(&entry.effect.outcome);
        if (event == nullptr)
            return;
        if (const auto* content = std::get_if<chat::Content>(&event->content))
            event->content = chat::Tombstone{chat::contentDigest(*content)};
        entry.record = chat::encode(entry.effect.record());
    }

    /// The fold may have forgotten the outbox; the log has not.
    bool isStored(const server::Command& command) const
    {
        const auto* submission = submissionOf(command);
        if (!submission || fold_.cursorOf(submission->outbox) != SubmissionNumber{})
            return false;
        const auto found = submissions_.lower_bound({submission->outbox, submission->number});
        return found != submissions_.end() && found->first.first == submission->outbox;
    }

    static const server::Submission* submissionOf(const server::Command& command)
    {
        if (const auto* say = std::get_if<server::SayCommand>(&command.what))
            return &say->submission;
        if (const auto* announce = std::get_if<server::AnnounceCommand>(&command.what);
            announce && announce->submission)
            return &*announce->submission;
        return nullptr;
    }

    LogId log_;
    server::RoomFold fold_;
    std::vector<Entry> entries_;
    Seq firstKept_{1};
    std::map<MemberId, std::string> formerNames_; ///< also of who has left
    std::map<std::pair<server::OutboxKey, SubmissionNumber>, Stored> submissions_;
    std::deque<server::StoreRequest> waiting_;
    std::vector<server::Proposal> waitingLeaves_;
    /// Answered with OutcomeUnknown and not proposed again yet; with the effect if it was stored.
    std::map<server::ProposalId, std::optional<server::FoldEffect>> doubtful_;
    Refusal refusal_;
    FateOf fateOf_;
};

} // namespace hubbub::test
