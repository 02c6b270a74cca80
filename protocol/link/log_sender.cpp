// What the peer says, and what follows from it. How records get into payloads is in log_sender_writing.cpp.
//
// Everything before the cursor has been sent. An ACK divides that at its limit: before it, all has arrived
// but for the holes; after it, all is in flight, but for the tail hole: what was sent so long ago that this
// ACK would have to know of it.
#include "protocol/link/log_sender.h"

#include "protocol/link/ack_reading.h"

#include <algorithm>

namespace hubbub::link {

namespace {

/// The wait for an acknowledgement doubles from probe to probe up to this: people wait for the last line of a
/// conversation, and where a fifth of all datagrams is lost, one probe in three finds no way there and back.
constexpr Duration longestHopefulWait = 1s;
/// So many probes without an answer are no accident any more, and then it doubles up to this.
constexpr int hopefulProbes = 8;
constexpr Duration longestProbeWait = 3s;

} // namespace

LogSender::LogSender(StreamId stream, const RecordSource& source, Seq first)
    : source_(&source),
      stream_(stream),
      toldIntervalMs_(static_cast<std::uint32_t>(firstAckInterval / 1ms)),
      cursor_(startOf(first)),
      acknowledgedNext_(first),
      acknowledgedBelow_(first),
      flight_(startOf(first)),
      mark_{startOf(first), Instant{}}
{
}

LogSender::Outcome LogSender::handleAck(Instant now, std::uint64_t counter, const wire::AckFrame& ack,
                                        const RoundTrip& roundTrip)
{
    Outcome outcome;
    // One packet has no reason to tell of a stream twice, and what an ACK costs is not to be had so often.
    if (counter < nextAck_)
        return outcome;
    std::optional<std::size_t> partialSize;
    if (ack.partial)
        partialSize = sizeInParts(ack.partial->seq);
    AckReading reading(ack, cursor_, partialSize);
    outcome.violation = reading.violation();
    if (outcome.violation.empty() && ack.next < acknowledgedNext_)
        outcome.violation = "an acknowledgement goes back";
    if (outcome.violation.empty() && claimsBack(ack))
        outcome.violation = "what had arrived is missing";
    if (!outcome.violation.empty())
        return outcome;

    nextAck_ = counter + 1;
    acknowledgedNext_ = ack.next;
    waitingSince_ = now;
    probes_ = 0;
    outcome.sample = takeSample(now, ack.immediate, reading.edge());
    outcome.bytes = flight_.releaseTo(*source_, reading.limit(), cursor_);
    const std::size_t resentBefore = resentBytes_;
    outcome.lost = noteLosses(now, reading.missing(), reading.limit(), roundTrip);
    outcome.bytes += resentBefore - std::min(resentBefore, resentBytes_);
    outcome.progress = reading.lowestMissing() > acknowledgedBelow_;
    noteArrivals(now, reading.lowestMissing(), roundTrip);
    return outcome;
}

/// The size of a record that travels in parts. Nothing if it is not known: also if it has become a small one
/// since.
std::optional<std::size_t> LogSender::sizeInParts(Seq seq) const
{
    const auto size = source_->sizeOf(seq);
    return size && !isSmall(seq, *size) ? size : std::nullopt;
}

/// True if the ACK reports as missing what an earlier one reported as received.
bool LogSender::claimsBack(const wire::AckFrame& ack) const
{
    const Seq gone = truncation_ ? truncation_->first : Seq{0};
    return std::ranges::any_of(ack.missing.view(), [&](const wire::SeqRange& range) {
        return !holes_.covers(std::max(range.first, gone), std::min(range.end, acknowledgedNext_));
    });
}

bool LogSender::noteLosses(Instant now, std::span<Stretch> missing, Position limit,
                           const RoundTrip& roundTrip)
{
    if (truncation_) {
        const Position gone = startOf(truncation_->first);
        for (Stretch& stretch : missing)
            stretch.from = std::min(std::max(stretch.from, gone), stretch.to);
        const auto kept = std::remove_if(missing.begin(), missing.end(), [&](const Stretch& stretch) {
            return stretch.empty() || stretch.to <= gone;
        });
        missing = missing.first(static_cast<std::size_t>(kept - missing.begin()));
        limit = std::max(limit, gone);
    }
    const Duration lossDelay = roundTrip.lossDelay();
    const HoleList::Losses losses = holes_.update(now, missing, limit, lossDelay);
    Position lostUpTo = losses.newUpTo;

    Position tail = flight_.from();
    if (mark_.position > tail && now >= mark_.at + lossDelay)
        tail = mark_.position;
    if (holes_.addTail(limit, tail))
        lostUpTo = std::max(lostUpTo, tail);
    flight_.releaseTo(*source_, tail, cursor_);
    if (mark_.position <= flight_.from())
        mark_ = {cursor_, sentAt_};

    resentBytes_ = holes_.resentBytes();

    // What was sent before the last loss was noticed belongs to the same congestion, or was dropped by a
    // receiver that waited for the hole to be filled (RFC 9002, section 7.3.2).
    if (!losses.again && lostUpTo <= recoverTo_)
        return false;
    recoverTo_ = cursor_;
    return true;
}

void LogSender::noteArrivals(Instant now, Seq lowestMissing, const RoundTrip& roundTrip)
{
    acknowledgedBelow_ = std::max(acknowledgedBelow_, lowestMissing);
    if (!truncation_)
        return;
    if (acknowledgedBelow_ >= truncation_->first)
        truncation_.reset();
    else if (now >= truncation_->sentAt + roundTrip.lossDelay())
        truncation_->due = true;
}

/// Karn's rule: only what was sent once tells the round trip. An ACK that ends exactly there was made because
/// that arrived, and nothing later; refill() and probes, which could have caused it too, end the measurement.
std::optional<Duration> LogSender::takeSample(Instant now, bool immediate, std::optional<Position> edge)
{
    if (!timed_ || (edge && *edge < timed_->position))
        return std::nullopt;
    const Timed timed = *timed_;
    timed_.reset();
    if (!immediate || edge != timed.position)
        return std::nullopt;
    return now - timed.at;
}

bool LogSender::hasUnacknowledged() const
{
    return acknowledgedBelow_ < cursor_.seq || cursor_.offset > 0 || truncation_.has_value();
}

std::optional<Instant> LogSender::probeAt(const RoundTrip& roundTrip) const
{
    if (!hasUnacknowledged())
        return std::nullopt;
    const Duration first = roundTrip.probeTimeout(std::chrono::milliseconds{toldIntervalMs_});
    // Six doublings lead from the shortest wait beyond the longest.
    const Duration wait = first * (1 << std::min(probes_, 6));
    const Duration longest = probes_ < hopefulProbes ? longestHopefulWait : longestProbeWait;
    return waitingSince_ + std::min(wait, std::max(first, longest));
}

} // namespace hubbub::link
