// What has been added to the log since the last round through everybody who follows the room, as payloads for
// all of them. What is added during a round waits for the next one: under load everybody gets full datagrams,
// and an idle room waits for nothing.
#pragma once

#include "protocol/base/time.h"
#include "protocol/link/shared_payloads.h"
#include "server/core/limits.h"
#include "server/core/room_log.h"

namespace hubbub::server {

class FanOut {
public:
    /// The number that the room's stream has in all sessions which joined once. (Those that joined again are
    /// served too, but each for itself.)
    static constexpr StreamId stream{2};

    enum class Urgency : std::uint8_t {
        atOnce,
        mayGather, ///< who comes and goes: in a large room nobody minds a moment, and many travel together
                   ///< then
    };
    /// Something was added to the log.
    void note(Urgency urgency) { isUrgent_ = isUrgent_ || urgency == Urgency::atOnce; }
    /// When so many events as have been added may be told to so many.
    Instant mayBeginAt(std::size_t listeners, std::uint64_t added) const
    {
        const bool gathers =
            !isUrgent_ && listeners >= limits::gatheringRoom && added < limits::gatheredEvents;
        return gathers ? begunAt_ + limits::gatheringPerMember * static_cast<Duration::rep>(listeners)
                       : begunAt_;
    }

    /// Publishes everything up to the log's head, and makes payloads of what is new of it.
    void begin(Instant now, RoomLog& log)
    {
        begunAt_ = now;
        isUrgent_ = false;
        const Seq first = next(log.published());
        log.publish();
        payloads_.make(log, stream, first);
    }
    const link::SharedPayloads& payloads() const { return payloads_; }

private:
    link::SharedPayloads payloads_;
    Instant begunAt_{};
    bool isUrgent_ = false;
};

} // namespace hubbub::server
