// Whether the holder of a name is still there: asks it, and gives it limits::probeWait to answer.
#pragma once

#include "server/core/bucket_table.h"
#include "server/core/room_state.h"

namespace hubbub::server {

class GhostProbes {
public:
    explicit GhostProbes(RoomState& state) : state_(state) {}

    enum class Finding : std::uint8_t {
        present, ///< heard lately, or answered; or it may not be asked again yet
        asked,   ///< no answer yet
        gone,
    };
    Finding find(Instant now, PresentMember& holder, const Session& asker);
    /// Anything authentic ends the probing. True if there was one.
    bool heard(PresentMember& member);
    /// Those that did not answer in time. The others are asked again: a single PING may be lost.
    std::vector<MemberId> takeFailed(Instant now);
    std::optional<Instant> deadline() const { return due_.earliest(); }

private:
    void ask(Instant now, const PresentMember& holder);

    RoomState& state_;
    BucketTable<PublicKey> byKey_{{limits::probesPerSecond, limits::probeBurst}};
    BucketTable<AddressPrefix> byPrefix_{{limits::probesPerSecond, limits::probeBurst}};
    DueQueue<MemberId> due_;
};

} // namespace hubbub::server
