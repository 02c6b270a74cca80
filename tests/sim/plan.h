// What a seed stands for: who is there, what the weather is like, and what goes wrong. Each kind of trouble
// is left out of about half of all plans, so that no kind hides behind another (Groce et al.: Swarm Testing).
#pragma once

#include "tests/sim/network.h"
#include "tests/sim/server_end.h"

#include <memory>
#include <string>
#include <vector>

namespace hubbub::sim {

/// How often something happens: about once in this time; nothing: never.
using Pace = std::optional<Duration>;

struct Plan {
    explicit Plan(std::uint64_t seed);

    std::uint64_t seed;
    std::vector<std::string> names; ///< one client each
    Duration storm{};               ///< how long it lasts
    Weather weather;
    bool isFickle = false; ///< each way has its own weather, and it changes
    Pace talk;             ///< of each client
    Duration haste{}; ///< a time at the end in which much is said: counters leave the replay window behind
    unsigned longTexts = 0; ///< out of a thousand

    Pace cuts;      ///< a client hears nothing, is not heard, or both
    Pace narrows;   ///< a path eats large datagrams
    Pace moves;     ///< a client's address changes
    Pace wallJumps; ///< the server's clock
    Pace serverKills;
    bool losesPower = false; ///< some of them are power cuts
    Pace serverStops;
    Pace clientKills;
    bool clientsLosePower = false; ///< some of these are power cuts
    Pace leaves;
    Pace orders;             ///< of the operator: announcements and removals
    Pace bans;               ///< of the operator, mutes, and texts removed
    bool hasTerms = false;   ///< some of them for a time, or of addresses
    Pace locks;              ///< of the operator, who unlocks as often
    Pace renames;            ///< somebody asks for another name
    bool hasReasons = false; ///< who leaves says why
    Pace aways;              ///< somebody says to be away, or back
    Pace questions;          ///< of the operator, who asks all to confirm something
    bool hasTwin = false;    ///< the first person has two programs that take over from each other
    Duration watch{};        ///< a quiet time after the storm
    Pace floods;             ///< of handshakes
    Pace garbage;            ///< from people without a session
    Pace replays;            ///< of what was overheard
    Pace rudeness;           ///< of a member who keeps to no rule
    Pace deafness;           ///< of a member who does not read

    server::CoreSettings core;
    ServerPace pace;
    std::unique_ptr<StoreEnd> makeStore() const;
    std::string describe() const;

private:
    void drawPeople(Dice& dice);
    void drawWeather(Dice& dice);
    void drawTrouble(Dice& dice);
    void drawManners();
    void drawServer(Dice& dice);

    enum class Kind : std::uint8_t { memory, sqliteNormal, sqliteFull };

    Kind store_ = Kind::memory;
    std::uint32_t tail_ = 0;
    unsigned refused_ = 0;
    unsigned unknown_ = 0;
    unsigned failsChains_ = 0;
};

/// What all come to in the end.
Weather calmWeather();

} // namespace hubbub::sim
