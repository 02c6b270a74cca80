// What the operator does to the room: announces, removes people and what they said, bans, mutes and forgives
// them, locks the room.
#pragma once

#include "tests/sim/plan.h"
#include "tests/sim/world.h"

#include <functional>

namespace hubbub::sim {

class Console {
public:
    /// `dice`: those of the script, which it shares, where that is not said otherwise. `startLater`: somebody
    /// who was put out tries again after a while. All must outlive the console.
    Console(World& world, const Plan& plan, Dice& dice, std::function<void(ClientEnd&)> startLater);

    /// `text`: no two are the same.
    void order(const std::string& text);
    /// Somebody.
    void restrict();
    /// All bans and mutes there are, and who was kept out tries again. In some plans only now and then.
    void lift();
    /// The same, also of the lock, whatever the plan.
    void forgiveAll();
    void removeText();
    /// Asks all to confirm something, or looks who has.
    void ask(const std::string& text);
    /// Or unlocks it, if it is locked.
    void lock();

private:
    void moderate(const std::string& text);
    chat::TypedRestriction drawRestriction(const ClientEnd& client);
    void liftAll();
    void command(const std::function<void(server::ServerCore&, server::ServerOutbox&)>& action)
    {
        world_.server().command(world_.now(), action);
    }
    void letIn();

    World& world_;
    const Plan& plan_;
    Dice& dice_;
    std::function<void(ClientEnd&)> startLater_;
    Dice bans_; ///< apart, as are these
    Dice terms_;
    Dice locks_;
    Dice questions_;
};

} // namespace hubbub::sim
