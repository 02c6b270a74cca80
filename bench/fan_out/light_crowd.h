// One process's squad of the crowd: light members on their sockets, their deadlines, and the talk. Carries
// out the orders on the board and tells there what has come of them.
#pragma once

#include "bench/fan_out/board.h"
#include "bench/fan_out/light_member.h"
#include "bench/fan_out/room_facts.h"
#include "bench/fan_out/sockets.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace hubbub::bench {

struct CrowdSettings {
    PeerAddress server;
    wire::Offer offer;
    SocketSettings sockets;
    /// Handshakes and joins under way at once.
    std::uint32_t entering = 256;
    std::uint32_t firstNumber = 0;
};

/// Tells sessions apart by the low bits of our index, which no two of them share.
class IndexTable {
public:
    static constexpr std::uint32_t nobody = 0xffffffff;
    bool isFree(SessionIndex index) const { return members_[slotOf(index)] == nobody; }
    void put(SessionIndex index, std::uint32_t member) { members_[slotOf(index)] = member; }
    void remove(SessionIndex index) { members_[slotOf(index)] = nobody; }
    std::uint32_t find(SessionIndex index) const { return members_[slotOf(index)]; }

private:
    static constexpr std::uint32_t slots = 1U << 18U;
    static std::size_t slotOf(SessionIndex index) { return index.value % slots; }
    std::vector<std::uint32_t> members_ = std::vector<std::uint32_t>(slots, nobody);
};

/// Who is due when, in slots of about a millisecond. A member may stand in several; it is asked again what it
/// waits for when its slot comes.
class DueWheel {
public:
    explicit DueWheel(Instant now) : at_(tickOf(now)) {}
    void add(std::uint32_t member, Instant due);
    /// Those whose slot has come, in `due`.
    void take(Instant now, std::vector<std::uint32_t>& due);
    /// For how many members: the times they stand for.
    void resize(std::size_t members) { earliest_.resize(members, never); }

private:
    static constexpr std::int64_t never = INT64_MAX;
    static constexpr std::int64_t slotCount = 8192; ///< longer than any keep-alive
    static std::int64_t tickOf(Instant at) { return at.time_since_epoch().count() / 1024; }

    std::int64_t at_;
    std::vector<std::vector<std::uint32_t>> slots_ = std::vector<std::vector<std::uint32_t>>(slotCount);
    std::vector<std::int64_t> earliest_; ///< by member
};

class LightCrowd {
public:
    LightCrowd(const CrowdSettings& settings, Board& board, std::uint32_t squad, Entropy& entropy);
    /// Until told to end.
    void run();

private:
    void takeOrder();
    void handleDatagram(Sockets::Number socket, ByteView datagram);
    void handleDeadlines();
    void schedule(LightMember& member);
    void enterSome();
    void enter(std::uint32_t member);
    void talk();
    void say(std::int64_t saidAt);
    bool maySay(std::int64_t at) const;
    std::chrono::microseconds pause() const;
    void tell();
    void tellOfAll();
    std::uint64_t everyoneHas() const;

    CrowdSettings settings_;
    Board& board_;
    Squad& squad_;
    std::uint32_t squadNumber_;
    Sockets sockets_;
    SocketSink sink_;
    RoomFacts facts_;
    IndexTable indices_;
    Shared shared_;
    DueWheel wheel_;
    std::deque<LightMember> members_;
    std::vector<std::uint32_t> due_;
    std::uint32_t toEnter_ = 0;
    std::uint32_t enteredFirst_ = 0; ///< all below are in
    Instant now_;
    Sockets::Number lastSocket_ = 0;
    std::uint32_t orderDone_ = 0;
    bool hasEnded_ = false;
    std::optional<std::uint32_t> traveller_;
    // Talk
    bool isTalking_ = false;
    std::uint64_t said_ = 0;
    std::uint64_t confirmedBefore_ = 0;
    std::uint64_t heardBefore_ = 0; ///< the seq at which the talk began
    std::int64_t talkBegan_ = 0;
    std::int64_t toldAllAt_ = 0;
};

} // namespace hubbub::bench
