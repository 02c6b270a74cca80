// How long the engine tries before it ends: to get in at first, and to come back after the link was lost
// (docs/ARCHITECTURE.md).
#pragma once

#include "protocol/base/time.h"
#include "protocol/client/turn.h"

#include <optional>

namespace hubbub::client {

class Patience {
public:
    Patience(std::optional<Duration> toGetIn, std::optional<Duration> toComeBack)
        : toGetIn_(toGetIn),
          toComeBack_(toComeBack)
    {
    }

    /// Who has something to read meanwhile need not be told soon that nobody answers.
    void tryForEver() { toGetIn_.reset(); }

    /// The server owes us something from here on.
    void waitToGetIn(Instant now)
    {
        begun_ = now;
        isComingBack_ = false;
    }
    void waitToComeBack(Instant now)
    {
        begun_ = now;
        refusedSince_.reset();
        isComingBack_ = true;
    }
    /// It has answered, or it is the person who is waited for.
    void stop()
    {
        begun_.reset();
        refusedSince_.reset();
    }
    bool isWaiting() const { return begun_.has_value(); }
    bool isComingBack() const { return isComingBack_; }

    /// Only servers that must not be talked to answer: even who would try for ever is told so in the end.
    void handleRefusal(Instant now)
    {
        if (!refusedSince_)
            refusedSince_ = now;
    }
    /// Something else was heard since: the refusal was a forged or damaged datagram, or another server's.
    void forgetRefusal() { refusedSince_.reset(); }

    bool isOver(Instant now) const
    {
        const auto end = deadline();
        return end && now >= *end;
    }
    std::optional<Instant> deadline() const
    {
        if (!begun_)
            return std::nullopt;
        const auto allowed = isComingBack_ ? toComeBack_ : toGetIn_;
        if (allowed)
            return *begun_ + *allowed;
        if (refusedSince_)
            return *refusedSince_ + (isComingBack_ ? comeBackDespiteRefusal : getInDespiteRefusal);
        return std::nullopt;
    }

private:
    /// The right server answers well within this time if it is there at all.
    static constexpr Duration getInDespiteRefusal{10s};
    /// Somebody on a network passed through must not end a session that another network would carry on.
    static constexpr Duration comeBackDespiteRefusal{60s};

    std::optional<Duration> toGetIn_;
    std::optional<Duration> toComeBack_;
    std::optional<Instant> begun_;
    std::optional<Instant> refusedSince_;
    bool isComingBack_ = false;
};

} // namespace hubbub::client
