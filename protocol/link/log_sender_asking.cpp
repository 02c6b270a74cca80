// What a stream says besides records: TRUNCATED, HEAD and probes.
#include "protocol/link/log_sender.h"

#include <algorithm>

namespace hubbub::link {

namespace {

/// When the pace of acknowledgements changes, one datagram in so many tells it: HEAD is answered at once, and
/// not by all members at the same time.
constexpr std::uint64_t tellingDatagrams = 8;

std::uint32_t milliseconds(Duration interval)
{
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(interval / 1ms, 1, 60'000));
}

/// A pace that follows the number of members changes with everyone who comes; what differs by less than a
/// quarter is not worth asking all of them for an ACK.
bool isNews(std::uint32_t interval, std::uint32_t told)
{
    return interval * 4U > told * 5U || interval * 4U < told * 3U;
}

} // namespace

bool LogSender::writeControl(const Turn& turn, wire::Writer& out)
{
    truncate();
    bool wrote = writeTruncated(turn.now, out);
    if (!isProbeDue(turn.now, turn.roundTrip) || !writeHead(turn, out))
        return wrote;
    ++probes_;
    ++turn.counts.probes;
    waitingSince_ = turn.now;
    timed_.reset();
    // A probe that brings what the peer waits for saves a round trip.
    if (!holes_.empty())
        refillLowest(turn, out);
    else if (turn.mayRepeat)
        writeRepeats(out, turn);
    return true;
}

bool LogSender::hasControl(Instant now, const RoundTrip& roundTrip) const
{
    return isTruncated() || (truncation_ && truncation_->due) || isProbeDue(now, roundTrip);
}

bool LogSender::isProbeDue(Instant now, const RoundTrip& roundTrip) const
{
    // Asked for every stream in every turn, so the easy answer comes first.
    if (!hasUnacknowledged() || now < waitingSince_ + RoundTrip::shortestProbeTimeout)
        return false;
    return now >= *probeAt(roundTrip);
}

bool LogSender::isTruncated() const
{
    if (holes_.empty() && cursor_.seq > source_->head())
        return false;
    const Seq first = source_->first();
    return cursor_.seq < first || (!holes_.empty() && holes_.all().front().stretch.from.seq < first);
}

void LogSender::truncate()
{
    if (!isTruncated())
        return;
    const Seq first = source_->first();
    if (holes_.dropBelow(first))
        resentBytes_ = holes_.resentBytes();
    if (cursor_.seq < first) {
        cursor_ = startOf(first);
        flight_ = Flight(cursor_);
        mark_ = {cursor_, sentAt_};
    }
    truncation_ = Truncation{first, Instant{}, true};
}

bool LogSender::writeTruncated(Instant now, wire::Writer& out)
{
    if (!truncation_ || !truncation_->due
        || !writeFrame(out, wire::TruncatedFrame{stream_, truncation_->first}))
        return false;
    truncation_->due = false;
    truncation_->sentAt = now;
    // Asked again, if at all, a probe's wait after this.
    waitingSince_ = now;
    return true;
}

bool LogSender::writeHead(const Turn& turn, wire::Writer& out)
{
    const std::uint32_t interval = milliseconds(turn.ackInterval);
    if (!writeFrame(out, wire::HeadFrame{stream_, source_->head(), interval}))
        return false;
    toldIntervalMs_ = interval;
    tellsPace_ = false;
    return true;
}

/// Besides probes: once per round trip while the round trip sets the pace, to keep it measured; and to tell
/// the interval.
bool LogSender::wantsHead(const Turn& turn, bool catchingUp)
{
    if (catchingUp && !timed_ && turn.now >= measuredAt_ + turn.roundTrip.estimate())
        return true;
    return mayTellPace(turn);
}

bool LogSender::mayTellPace(const Turn& turn)
{
    if (!isNews(milliseconds(turn.ackInterval), toldIntervalMs_))
        return false;
    tellsPace_ = tellsPace_ || turn.entropy.drawBelow(tellingDatagrams) == 0;
    return tellsPace_;
}

/// What has been written together with a HEAD is answered at once.
void LogSender::beginMeasuring(Instant now)
{
    if (timed_)
        return;
    timed_ = Timed{cursor_, now};
    measuredAt_ = now;
}

} // namespace hubbub::link
