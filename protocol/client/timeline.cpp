#include "protocol/client/timeline.h"

namespace hubbub::client {

void Timeline::begin(const LogId& log, Seq first, const ChainValue& chainBefore)
{
    log_ = log;
    cursor_ = Seq{first.value - 1};
    chain_ = chainBefore;
}

bool Timeline::advance(Seq seq, const chat::LogRecord& record)
{
    if (seq != next(cursor_))
        return false;
    cursor_ = seq;
    if (chain_)
        chain_ = chat::chainNext(*chain_, seq, record);
    return true;
}

void Timeline::skipTo(Seq first)
{
    if (first <= next(cursor_))
        return;
    cursor_ = Seq{first.value - 1};
    chain_.reset();
}

std::optional<chat::LogPosition> Timeline::position() const
{
    if (!log_ || !chain_)
        return std::nullopt;
    return chat::LogPosition{*log_, cursor_, *chain_};
}

} // namespace hubbub::client
