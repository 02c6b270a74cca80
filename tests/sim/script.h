// Acts a plan out in a world: first the storm, then calm weather, in which everything must come right.
#pragma once

#include "tests/sim/console.h"
#include "tests/sim/hostile_member.h"
#include "tests/sim/outsiders.h"
#include "tests/sim/plan.h"
#include "tests/sim/world.h"

#include <functional>

namespace hubbub::sim {

class Script {
public:
    /// Both must outlive the script.
    Script(World& world, const Plan& plan);

    void playStorm();
    void playCalm();

private:
    /// Until the storm is over, at random times about so far apart.
    void repeat(const Pace& pace, std::function<void()> action);
    void enterAll();
    void talk(ClientEnd& client);
    void lookBack(ClientEnd& client);
    void rename(ClientEnd& client);
    void confirm(ClientEnd& client);
    void changeWeather(ClientEnd& client);
    void cut(ClientEnd& client);
    void narrow(ClientEnd& client);
    void move(ClientEnd& client);
    void jumpWall();
    void killServer();
    void stopServer();
    void startServerLater();
    void killClient(ClientEnd& client);
    void leave(ClientEnd& client);
    void startLater(ClientEnd& client);
    void hurry();
    void keepWatch();
    /// For what follows the storm.
    void goOn(Duration length, const Weather& weather);
    void addHostile(const Pace& pace, HostileMember::Manner manner, const std::string& name);
    ClientEnd& anyClient() { return *world_.clients()[dice_.below(world_.clients().size())]; }
    bool isStormy() const { return world_.now() < stormEnd_; }

    World& world_;
    const Plan& plan_;
    Dice dice_;
    Dice past_;    ///< apart, as is
    Dice endings_; ///< apart: how people's programs end changes nothing else
    Dice renames_; ///< apart, as are these
    Dice farewells_;
    Dice away_;
    Dice confirms_;
    Instant stormEnd_;
    std::uint64_t texts_ = 0;
    Outsiders outsiders_;
    Console console_;
    std::vector<std::unique_ptr<HostileMember>> hostile_;
};

} // namespace hubbub::sim
