#include "protocol/client/pacer.h"

namespace hubbub::client {

namespace {

/// The server's clock and ours do not run alike, and what we send evenly arrives unevenly.
constexpr double shareOfRate = 0.9;

} // namespace

void Pacer::setRates(Instant now, const chat::Rates& rates)
{
    messages_.setRate(now, shareOfRate * rates.messagesPerKilosecond / 1000,
                      std::max(1.0, shareOfRate * rates.messageBurst));
    fanOutBytes_.setRate(now, shareOfRate * static_cast<double>(rates.fanOutBytesPerSecond),
                         std::max(1.0, shareOfRate * static_cast<double>(rates.fanOutBurst)));
}

void Pacer::empty(Instant now)
{
    messages_.empty(now);
    fanOutBytes_.empty(now);
}

Instant Pacer::readyAt(Instant now, std::size_t textBytes) const
{
    return std::max(
        {now, pausedUntil_, messages_.readyAt(now, 1), fanOutBytes_.readyAt(now, fanOut(textBytes))});
}

void Pacer::take(Instant now, std::size_t textBytes)
{
    messages_.take(now, 1);
    fanOutBytes_.take(now, fanOut(textBytes));
}

} // namespace hubbub::client
