// What the person said and the server has not answered yet, in the order in which it will be offered; and for
// a while what it has confirmed, in case the server's log turns out to be an older one (docs/PROTOCOL.md,
// section 8, exactly once).
//
// A submission is
//   fresh      it has no number
//   numbered   and not offered in this session: by an earlier session, an earlier run, or refused for the
//   rate under another number offered    in this session, without a result confirmed  the seq of its event is
//   known
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/chat/event.h"
#include "protocol/chat/request.h"
#include "protocol/client/journal.h"
#include "protocol/client/notice.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::client {

struct Submission {
    /// Nothing: of an earlier run.
    std::optional<SubmissionId> id;
    std::string text;
    chat::MessageStyle style = chat::MessageStyle::plain;
    bool isAnnouncement = false;
    bool asksToConfirm = false; ///< of an announcement
    /// Its result has been told already: it is offered again only because the log forked.
    bool isTold = false;
    /// Its event seems to have come; but only the result settles it.
    bool isSeen = false;
    /// When it was said, among the others; the outbox gives it.
    std::uint64_t order = 0;
};

class Outbox {
public:
    using Journal = std::vector<JournalEntry>;

    Outbox(std::optional<RestoredOutbox> restored, Entropy& entropy);

    const OutboxId& id() const { return id_; }
    /// Must be called before the id is first sent: journals it, once.
    void announceId(Journal& journal);

    // The person speaks.

    bool hasRoomFor(std::size_t textBytes) const;
    void add(Submission submission);
    /// What this run said and has told no result of is not offered any more, by no later run either; it may
    /// have become an event all the same.
    void giveUp(Journal& journal);

    // A session begins.

    /// What was offered and has no result will be offered again: under the same numbers, unless something
    /// said earlier has been refused for now.
    void handleNewSession(Journal& journal);
    /// An outbox that gets this far was lied to: numbers must never come round again, since each names one
    /// text for ever.
    static constexpr SubmissionNumber lastNumber{1U << 31U};
    bool hasNumbers() const { return nextNumber_ <= lastNumber; }
    /// Numbers below are used up, whoever used them.
    void skipTo(SubmissionNumber next);
    /// The server has seen no number from `next` on: what was confirmed lately under one of them has been
    /// lost, and goes into the log again, as it was.
    void offerAgainFrom(Instant now, SubmissionNumber next, Journal& journal);
    /// The log is another: events of it are told anew.
    void handleFork() { awaitedEvents_.clear(); }

    // Offering.

    /// The text to offer next: nothing if there is none, or if enough are under way.
    const Submission* upNext() const;
    struct Offer {
        SubmissionNumber number;
        chat::Request request;
    };
    /// Offers it. `hasJoined`: otherwise announcements name the outbox.
    Offer offerNext(bool hasJoined, Journal& journal);

    // Results. Each returns the submission if the person must be told and has not been.

    std::optional<SubmissionId> confirm(Instant now, SubmissionNumber number, Seq seq, Journal& journal);
    struct Refused {
        bool mustBeTold = false;
        std::optional<SubmissionId> id;
    };
    Refused refuse(SubmissionNumber number, Journal& journal);
    /// It will be offered again under another number, before all that was said later: nothing is offered
    /// until what is under way has its results, then one by one until the server takes one.
    void postpone(SubmissionNumber number, Journal& journal);

    // Events of our own.

    /// The submission of this run that seems to have become this event, the first time; it has no result yet.
    /// Only told: another instance of the same person may have said the same for the same member under the
    /// same number of its own, so that the text is offered until its own result comes.
    std::optional<SubmissionId> findSent(Seq seq, const chat::Event& event);
    /// The submission of this run that was confirmed as this seq. Called for each seq, ascending: what is
    /// below is forgotten.
    std::optional<SubmissionId> takeConfirmed(Seq seq);

    /// Submissions without a result.
    std::size_t unsettled() const { return fresh_.size() + numbered_.size() + offered_.size(); }

private:
    struct Confirmed {
        SubmissionNumber number;
        Submission submission;
        Instant at;
    };
    using Numbered = std::map<SubmissionNumber, Submission>;

    Submission takeUnsettled(SubmissionNumber number);
    bool isUnsettled(SubmissionNumber number) const;
    void keepConfirmed(Confirmed confirmed);
    SubmissionNumber drawNumber();
    void restoreOrder(Journal& journal);

    OutboxId id_;
    bool isIdWritten_ = false;
    SubmissionNumber nextNumber_{1};
    std::deque<Submission> fresh_;
    Numbered numbered_; ///< all before the fresh ones
    Numbered offered_;
    std::size_t offeredBytes_ = 0;
    std::uint64_t nextOrder_ = 1;
    /// The earliest that was postponed while others are still under way.
    std::optional<std::uint64_t> postponedFrom_;
    bool isCautious_ = false;   ///< the server has just refused for the rate
    std::size_t textBytes_ = 0; ///< of all without a result
    std::deque<Confirmed> confirmed_;
    std::size_t confirmedBytes_ = 0;
    std::map<Seq, SubmissionId> awaitedEvents_; ///< confirmed, and the event has not come yet
};

/// What the journal says of it under this number.
SubmissionNumbered journalEntry(SubmissionNumber number, const Submission& submission);

} // namespace hubbub::client
