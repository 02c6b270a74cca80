// Leaving politely: first what was said is confirmed, if wished; then the leave is asked for; then the
// session is closed.
#pragma once

#include "protocol/base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hubbub::client {

class Farewell {
public:
    /// Once more without `drain` ends the waiting.
    void begin(std::string reason, bool drain);
    void handleAsked(Instant now);
    /// There is nothing more to wait for.
    void handleDone() { step_ = Step::done; }
    /// Whoever was waiting for the result of the leave has waited long enough.
    void handleDeadline(Instant now);

    bool isBegun() const { return step_ != Step::none; }
    bool isDraining() const { return step_ == Step::draining; }
    bool isToBeAsked() const { return step_ == Step::ready; }
    bool isAsked() const { return step_ == Step::asked; }
    bool isDone() const { return step_ == Step::done; }
    void handleDrained() { step_ = Step::ready; }
    std::optional<Instant> deadline() const;
    const std::string& reason() const { return reason_; }

private:
    /// A polite leave does not keep anybody waiting.
    static constexpr Duration patience{2s};

    enum class Step : std::uint8_t { none, draining, ready, asked, done };
    Step step_ = Step::none;
    Instant askedUntil_{};
    std::string reason_;
};

} // namespace hubbub::client
