#include "protocol/client/outbox.h"

#include "protocol/base/check.h"
#include "protocol/base/fault.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace hubbub::client {

namespace {

/// A file piped in waits here; beyond that the person must wait.
constexpr std::size_t mostSubmissions = 10'000;
constexpr std::size_t mostBytes = std::size_t{16} << 20U;

/// Under way at once: enough for the fastest rate over a long path, few enough that a refusal for the rate
/// does not mix up much.
constexpr std::size_t mostOffered = 256;
constexpr std::size_t mostOfferedBytes = std::size_t{256} << 10U;

/// How far a restored log may lie behind (DESIGN: ten minutes); the bytes bound what a fast talker keeps.
constexpr Duration confirmedKept = 10min;
constexpr std::size_t confirmedBytesKept = std::size_t{16} << 20U;

} // namespace

SubmissionNumbered journalEntry(SubmissionNumber number, const Submission& submission)
{
    return {number, submission.text, submission.style, submission.isAnnouncement, submission.asksToConfirm};
}

Outbox::Outbox(std::optional<RestoredOutbox> restored, Entropy& entropy)
{
    const auto isUsedUp = [](const SubmissionNumbered& entry) { return entry.number >= lastNumber; };
    if (!restored || restored->nextNumber > lastNumber || std::ranges::any_of(restored->unsettled, isUsedUp))
    {
        id_ = entropy.draw<OutboxId>();
        if (restored) {
            for (SubmissionNumbered& entry : restored->unsettled)
                add({std::nullopt, std::move(entry.text), entry.style, entry.announcement,
                     entry.asksToConfirm});
        }
        return;
    }
    id_ = restored->outbox;
    isIdWritten_ = true;
    nextNumber_ = restored->nextNumber;
    for (SubmissionNumbered& entry : restored->unsettled) {
        skipTo(SubmissionNumber{entry.number.value + 1});
        textBytes_ += entry.text.size();
        Submission submission{std::nullopt, std::move(entry.text), entry.style, entry.announcement,
                              entry.asksToConfirm};
        submission.order = nextOrder_++;
        numbered_.emplace(entry.number, std::move(submission));
    }
}

void Outbox::announceId(Journal& journal)
{
    if (!std::exchange(isIdWritten_, true))
        journal.emplace_back(OutboxDrawn{id_});
}

// The person speaks.

bool Outbox::hasRoomFor(std::size_t textBytes) const
{
    return unsettled() < mostSubmissions && textBytes_ + textBytes <= mostBytes;
}

void Outbox::add(Submission submission)
{
    textBytes_ += submission.text.size();
    submission.order = nextOrder_++;
    fresh_.push_back(std::move(submission));
}

void Outbox::giveUp(Journal& journal)
{
    // Where a result has been told already, or the event seen, nobody takes the text for unsent.
    const auto isGivenUp = [](const Submission& submission) {
        return submission.id && !submission.isTold && !submission.isSeen;
    };
    std::erase_if(fresh_, [&](const Submission& submission) {
        if (isGivenUp(submission))
            textBytes_ -= submission.text.size();
        return isGivenUp(submission);
    });
    std::vector<SubmissionNumber> numbers;
    for (const Numbered* const table : {&offered_, &numbered_}) {
        for (const auto& [number, submission] : *table) {
            if (isGivenUp(submission))
                numbers.push_back(number);
        }
    }
    for (const SubmissionNumber number : numbers) {
        journal.emplace_back(SubmissionSettled{number, true});
        takeUnsettled(number);
    }
    restoreOrder(journal);
}

// A session begins.

void Outbox::handleNewSession(Journal& journal)
{
    numbered_.merge(offered_);
    CHECK(offered_.empty());
    offeredBytes_ = 0;
    restoreOrder(journal);
}

void Outbox::skipTo(SubmissionNumber next)
{
    nextNumber_ = std::max(nextNumber_, next);
}

void Outbox::offerAgainFrom(Instant now, SubmissionNumber next, Journal& journal)
{
    std::deque<Confirmed> kept;
    for (Confirmed& confirmed : std::exchange(confirmed_, {})) {
        if (confirmed.number < next || now - confirmed.at > confirmedKept) {
            kept.push_back(std::move(confirmed));
            continue;
        }
        confirmedBytes_ -= confirmed.submission.text.size();
        std::erase_if(awaitedEvents_,
                      [&](const auto& each) { return each.second == confirmed.submission.id; });
        journal.emplace_back(journalEntry(confirmed.number, confirmed.submission));
        confirmed.submission.isTold = true;
        textBytes_ += confirmed.submission.text.size();
        numbered_.emplace(confirmed.number, std::move(confirmed.submission));
    }
    confirmed_ = std::move(kept);
}

// Offering.

const Submission* Outbox::upNext() const
{
    const std::size_t most = isCautious_ ? 1 : mostOffered;
    const bool isEnough = postponedFrom_ || offered_.size() >= most || offeredBytes_ >= mostOfferedBytes;
    if (isEnough || (numbered_.empty() && fresh_.empty()))
        return nullptr;
    return numbered_.empty() ? &fresh_.front() : &numbered_.begin()->second;
}

Outbox::Offer Outbox::offerNext(bool hasJoined, Journal& journal)
{
    if (numbered_.empty()) {
        const SubmissionNumber number = drawNumber();
        journal.emplace_back(journalEntry(number, fresh_.front()));
        numbered_.emplace(number, std::move(fresh_.front()));
        fresh_.pop_front();
    }
    auto node = numbered_.extract(numbered_.begin());
    const SubmissionNumber number = node.key();
    const Submission& submission = node.mapped();
    offeredBytes_ += submission.text.size();
    const auto oldest = offered_.empty() ? std::nullopt : std::optional(offered_.begin()->first);
    chat::Request request = chat::SayRequest{number, submission.text, submission.style, oldest};
    if (submission.isAnnouncement)
        request =
            chat::AnnounceRequest{number, submission.text, hasJoined ? std::nullopt : std::optional(id_),
                                  oldest, submission.asksToConfirm};
    offered_.insert(std::move(node));
    return {number, std::move(request)};
}

// Results.

std::optional<SubmissionId> Outbox::confirm(Instant now, SubmissionNumber number, Seq seq, Journal& journal)
{
    if (!isUnsettled(number))
        return std::nullopt;
    journal.emplace_back(SubmissionSettled{number});
    Submission submission = takeUnsettled(number);
    isCautious_ = false;
    restoreOrder(journal);
    const auto id = submission.id;
    const bool isTold = submission.isTold || submission.isSeen;
    if (id)
        awaitedEvents_.emplace(seq, *id);
    keepConfirmed({number, std::move(submission), now});
    return isTold ? std::nullopt : std::optional(id.value_or(ofEarlierRun));
}

Outbox::Refused Outbox::refuse(SubmissionNumber number, Journal& journal)
{
    if (!isUnsettled(number))
        return {};
    journal.emplace_back(SubmissionSettled{number, true});
    const Submission submission = takeUnsettled(number);
    isCautious_ = false;
    restoreOrder(journal);
    return {true, submission.id};
}

void Outbox::postpone(SubmissionNumber number, Journal& journal)
{
    if (!isUnsettled(number))
        return;
    Submission submission = takeUnsettled(number);
    postponedFrom_ = std::min(postponedFrom_.value_or(submission.order), submission.order);
    textBytes_ += submission.text.size();
    numbered_.emplace(number, std::move(submission));
    restoreOrder(journal);
}

/// Numbers rise on the wire, so a postponed text gets another one, and with it all that was said later. None
/// of it can be in the log: the server has not even taken the postponed number. The journal hears of the last
/// first, so that the order is kept wherever a crash cuts it off.
void Outbox::restoreOrder(Journal& journal)
{
    if (!postponedFrom_ || !offered_.empty())
        return;
    isCautious_ = true;
    std::map<std::uint64_t, SubmissionNumber> inOrder;
    for (const auto& [number, submission] : numbered_) {
        if (submission.order == *postponedFrom_
            || (submission.order > *postponedFrom_ && !isFault(Fault::orderForgotten)))
            inOrder.emplace(submission.order, number);
    }
    postponedFrom_.reset();
    nextNumber_.value += static_cast<std::uint32_t>(inOrder.size());
    SubmissionNumber number = nextNumber_;
    for (const auto& [order, before] : std::views::reverse(inOrder)) {
        --number.value;
        auto node = numbered_.extract(before);
        node.key() = number;
        numbered_.insert(std::move(node));
        journal.emplace_back(SubmissionRenumbered{before, number});
    }
}

// Events of our own.

std::optional<SubmissionId> Outbox::findSent(Seq seq, const chat::Event& event)
{
    const auto* const message = std::get_if<chat::Message>(&event.what);
    for (Numbered* const table : {&offered_, &numbered_}) {
        const auto found = table->find(event.number);
        if (found == table->end())
            continue;
        Submission& submission = found->second;
        const bool isSameKind = submission.isAnnouncement
                                  ? std::holds_alternative<chat::Announcement>(event.what)
                                  : message != nullptr && message->style == submission.style;
        if (!submission.id || !isSameKind || submission.text != event.text())
            return std::nullopt;
        if (std::exchange(submission.isSeen, true))
            return std::nullopt;
        awaitedEvents_.emplace(seq, *submission.id);
        return submission.isTold ? std::nullopt : submission.id;
    }
    return std::nullopt;
}

std::optional<SubmissionId> Outbox::takeConfirmed(Seq seq)
{
    awaitedEvents_.erase(awaitedEvents_.begin(), awaitedEvents_.lower_bound(seq));
    const auto found = awaitedEvents_.find(seq);
    if (found == awaitedEvents_.end())
        return std::nullopt;
    const SubmissionId id = found->second;
    awaitedEvents_.erase(found);
    return id;
}

bool Outbox::isUnsettled(SubmissionNumber number) const
{
    return offered_.contains(number) || numbered_.contains(number);
}

Submission Outbox::takeUnsettled(SubmissionNumber number)
{
    auto node = offered_.extract(number);
    if (node)
        offeredBytes_ -= node.mapped().text.size();
    else
        node = numbered_.extract(number);
    CHECK(node);
    textBytes_ -= node.mapped().text.size();
    return std::move(node.mapped());
}

void Outbox::keepConfirmed(Confirmed confirmed)
{
    confirmedBytes_ += confirmed.submission.text.size();
    const Instant now = confirmed.at;
    confirmed_.push_back(std::move(confirmed));
    while (!confirmed_.empty()
           && (confirmedBytes_ > confirmedBytesKept || now - confirmed_.front().at > confirmedKept))
    {
        confirmedBytes_ -= confirmed_.front().submission.text.size();
        confirmed_.pop_front();
    }
}

SubmissionNumber Outbox::drawNumber()
{
    return SubmissionNumber{nextNumber_.value++};
}

} // namespace hubbub::client
