#include "protocol/client/farewell.h"

#include <utility>

namespace hubbub::client {

void Farewell::begin(std::string reason, bool drain)
{
    if (step_ != Step::none && step_ != Step::draining)
        return;
    step_ = drain ? Step::draining : Step::ready;
    reason_ = std::move(reason);
}

void Farewell::handleAsked(Instant now)
{
    step_ = Step::asked;
    askedUntil_ = now + patience;
}

void Farewell::handleDeadline(Instant now)
{
    if (step_ == Step::asked && now >= askedUntil_)
        step_ = Step::done;
}

std::optional<Instant> Farewell::deadline() const
{
    if (step_ != Step::asked)
        return std::nullopt;
    return askedUntil_;
}

} // namespace hubbub::client
