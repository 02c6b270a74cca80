#include "tests/sim/console.h"

#include <algorithm>

namespace hubbub::sim {

Console::Console(World& world, const Plan& plan, Dice& dice, std::function<void(ClientEnd&)> startLater)
    : world_(world),
      plan_(plan),
      dice_(dice),
      startLater_(std::move(startLater)),
      bans_(plan.seed, 15),
      terms_(plan.seed, 18),
      locks_(plan.seed, 19),
      questions_(plan.seed, 22)
{
}

void Console::order(const std::string& text)
{
    if (dice_.chance(700)) {
        world_.announce(text);
        return;
    }
    if (dice_.chance(400)) {
        moderate(text);
        return;
    }
    ClientEnd& client = *world_.clients()[dice_.below(world_.clients().size())];
    world_.note("console: removes " + client.name());
    command([&](server::ServerCore& core, server::ServerOutbox& out) {
        (void)core.kick(world_.now(), client.name(), "", out);
    });
    startLater_(client);
}

void Console::moderate(const std::string& text)
{
    command([&](server::ServerCore& core, server::ServerOutbox& out) {
        const Seq seq{dice_.below(200)};
        if (dice_.coin())
            (void)core.setTopic(text, out);
        else
            (void)core.remove(world_.now(), seq, text, out);
    });
}

void Console::restrict()
{
    ClientEnd& client = *bans_.oneOf(world_.clients());
    const auto kind = bans_.coin() ? chat::RestrictionKind::ban : chat::RestrictionKind::mute;
    const chat::TypedRestriction typed = drawRestriction(client);
    world_.note("console: " + std::string(chat::restrictionWord(kind)) + " of " + client.name()
                + (std::holds_alternative<AddressRange>(typed.whom) ? "'s address" : "")
                + (typed.lasts ? " for " + std::to_string(typed.lasts->count()) + " ms" : ""));
    command([&](server::ServerCore& core, server::ServerOutbox& out) {
        (void)core.restrict(world_.now(), kind, typed, out);
    });
    if (kind != chat::RestrictionKind::ban)
        return;
    startLater_(client);
    if (typed.lasts) // and when it should be over
        world_.at(world_.now() + *typed.lasts + 3s, [this, &client] {
            if (client.isShutOut())
                startLater_(client);
        });
}

/// In most plans the key, and without end: people of one address are told apart no better by it than by their
/// names.
chat::TypedRestriction Console::drawRestriction(const ClientEnd& client)
{
    chat::TypedRestriction typed{client.key(), {}, {}};
    if (!plan_.hasTerms)
        return typed;
    constexpr std::uint8_t single = 128;
    constexpr std::uint8_t widest = 118;
    if (terms_.chance(300)) {
        auto first = client.address.ip;
        const auto bits = static_cast<std::uint8_t>(terms_.coin() ? single : terms_.between(widest, single));
        for (unsigned bit = bits; bit < single; ++bit)
            first.bytes.at(bit / 8) &= static_cast<Byte>(~(0x80U >> bit % 8));
        typed.whom = *AddressRange::from(first, bits);
    }
    if (terms_.chance(600))
        typed.lasts = std::chrono::milliseconds(terms_.between(200, 8000));
    return typed;
}

void Console::lift()
{
    // Where some end by themselves they must be given the time for it.
    if (plan_.hasTerms && terms_.chance(600))
        return;
    liftAll();
}

void Console::liftAll()
{
    command([&](server::ServerCore& core, server::ServerOutbox& out) {
        for (const chat::Restriction& each : core.restrictions(world_.now()))
            (void)core.lift(each.seq, out);
    });
    letIn();
}

void Console::forgiveAll()
{
    command([&](server::ServerCore& core, server::ServerOutbox& out) {
        if (core.isLocked())
            (void)core.setLock(false, out);
    });
    liftAll();
}

void Console::letIn()
{
    for (const auto& client : world_.clients()) {
        if (client->isShutOut())
            world_.start(*client);
    }
}

/// One of the last.
void Console::removeText()
{
    const std::size_t head = world_.ledger().head().value;
    const Seq seq{head - bans_.below(std::min<std::size_t>(head, 20) + 1)};
    command([&](server::ServerCore& core, server::ServerOutbox& out) {
        (void)core.remove(world_.now(), seq, "", out);
    });
}

void Console::ask(const std::string& text)
{
    if (questions_.coin())
        world_.announce(text, true);
    else
        world_.listConfirmations();
}

/// Somebody tries to enter just then, for whom the door closes or opens.
void Console::lock()
{
    bool isLocked = false;
    ClientEnd& client = *locks_.oneOf(world_.clients());
    if (locks_.coin())
        client.leave(world_.now(), "", false);
    command([&](server::ServerCore& core, server::ServerOutbox& out) {
        isLocked = core.isLocked();
        (void)core.setLock(!isLocked, out);
    });
    world_.note(std::string("console: ") + (isLocked ? "unlocks" : "locks"));
    if (isLocked)
        letIn();
    else
        startLater_(client);
}

} // namespace hubbub::sim
