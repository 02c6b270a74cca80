#include "tests/sim/script.h"

#include <algorithm>
#include <utility>

namespace hubbub::sim {

namespace {

/// Within this time after the storm everything must have come right: the longest wait between two attempts to
/// come back (15 s), names that rest (15 s), grace (40 s), and what is said in it at a low rate.
constexpr Duration calmMost = 4min;
constexpr Duration lookEvery = 100ms;
/// Who has not noticed yet that the server was started anew does so (12 s), and comes back (15 s); then the
/// others are told that they are not away.
constexpr Duration stillness = 30s;

} // namespace

Script::Script(World& world, const Plan& plan)
    : world_(world),
      plan_(plan),
      dice_(plan.seed, 5),
      past_(plan.seed, 13),
      endings_(plan.seed, 12),
      renames_(plan.seed, 17),
      farewells_(plan.seed, 20),
      away_(plan.seed, 21),
      confirms_(plan.seed, 23),
      stormEnd_(world.now() + plan.storm),
      outsiders_(world, plan.seed),
      console_(world, plan, dice_, [this](ClientEnd& client) { startLater(client); })
{
}

void Script::playStorm()
{
    enterAll();
    for (const auto& client : world_.clients())
        repeat(plan_.talk, [this, &each = *client] { talk(each); });
    for (const auto& client : world_.clients())
        repeat(Duration{2s}, [this, &each = *client] { lookBack(each); });
    if (plan_.isFickle)
        repeat(Duration{3s}, [this] { changeWeather(anyClient()); });
    repeat(plan_.cuts, [this] { cut(anyClient()); });
    repeat(plan_.narrows, [this] { narrow(anyClient()); });
    repeat(plan_.moves, [this] { move(anyClient()); });
    repeat(plan_.wallJumps, [this] { jumpWall(); });
    repeat(plan_.serverKills, [this] { killServer(); });
    repeat(plan_.serverStops, [this] { stopServer(); });
    repeat(plan_.clientKills, [this] { killClient(anyClient()); });
    repeat(plan_.leaves, [this] { leave(anyClient()); });
    repeat(plan_.floods, [this] { outsiders_.flood(); });
    repeat(plan_.garbage, [this] { outsiders_.sendGarbage(); });
    repeat(plan_.replays, [this] { outsiders_.replay(); });
    addHostile(plan_.rudeness, HostileMember::Manner::rude, "mallory");
    addHostile(plan_.deafness, HostileMember::Manner::deaf, "mallory-2");
    repeat(plan_.orders, [this] { console_.order("console/" + std::to_string(++texts_)); });
    repeat(plan_.bans, [this] { console_.restrict(); });
    repeat(plan_.bans, [this] { console_.lift(); });
    repeat(plan_.bans, [this] { console_.removeText(); });
    repeat(plan_.locks, [this] { console_.lock(); });
    repeat(plan_.questions, [this] { console_.ask("notice/" + std::to_string(++texts_)); });
    if (plan_.questions)
        repeat(Duration{1s}, [this] { confirm(*confirms_.oneOf(world_.clients())); });
    repeat(plan_.aways, [this] {
        const auto text = away_.coin() ? std::optional<std::string>("out") : std::nullopt;
        away_.oneOf(world_.clients())->sayAway(world_.now(), text);
    });
    repeat(plan_.renames, [this] { rename(*renames_.oneOf(world_.clients())); });
    world_.run(plan_.storm);
    hurry();
    keepWatch();
}

/// As fast as programs can talk, so that counters leave the replay window behind, and what was heard long ago
/// comes again.
void Script::hurry()
{
    if (plan_.haste == Duration{})
        return;
    world_.note("haste");
    Weather weather = calmWeather();
    weather.lost = 20;
    weather.belated = 20;
    weather.doubled = 20;
    goOn(plan_.haste, weather);
    constexpr std::size_t talkers = 3;
    for (std::size_t i = 0; i < std::min(talkers, world_.clients().size()); ++i)
        repeat(Duration{15ms}, [this, &each = *world_.clients()[i]] { talk(each); });
    repeat(Duration{200ms}, [this] { outsiders_.replayOld(); });
    world_.run(plan_.haste);
}

/// An hour and more in which little is said: keys are made anew.
void Script::keepWatch()
{
    if (plan_.watch == Duration{})
        return;
    world_.note("watch");
    Weather weather = calmWeather();
    weather.lost = 50;
    goOn(plan_.watch, weather);
    for (const auto& client : world_.clients())
        repeat(Duration{2min}, [this, &each = *client] { talk(each); });
    repeat(Duration{10min}, [this] { move(anyClient()); });
    world_.run(plan_.watch);
}

void Script::goOn(Duration length, const Weather& weather)
{
    world_.setWeather(weather);
    stormEnd_ = world_.now() + length;
    if (!world_.server().isUp())
        world_.server().start(world_.now());
    for (const auto& client : world_.clients()) {
        if (!client->isUp())
            world_.start(*client);
    }
}

void Script::addHostile(const Pace& pace, HostileMember::Manner manner, const std::string& name)
{
    if (!pace)
        return;
    const PeerAddress address = world_.drawAddress();
    const auto send = [this, address](ByteView bytes) {
        world_.inject(2ms, address, ServerEnd::address(), copyOf(bytes));
    };
    hostile_.push_back(
        std::make_unique<HostileMember>(plan_.seed + hostile_.size() * 1'000'003, manner, name, send));
    HostileMember& member = *hostile_.back();
    world_.listen(address, [this, &member](ByteView bytes) { member.handleDatagram(world_.now(), bytes); });
    repeat(pace, [this, &member] { member.act(world_.now()); });
}

void Script::playCalm()
{
    world_.note("calm");
    world_.setWeather(calmWeather());
    world_.server().doom().lift();
    world_.server().store().behave();
    world_.server().pace = {};
    if (!world_.server().isUp())
        world_.server().start(world_.now());
    for (const auto& client : world_.clients()) {
        client->spare();
        if (!client->isUp())
            world_.start(*client);
    }
    std::optional<std::string> unmet;
    for (Duration waited{}; waited < calmMost && !world_.court().complaint(); waited += lookEvery) {
        console_.forgiveAll(); // also what was under way when the storm ended
        unmet = world_.findUnmet();
        if (!unmet)
            break;
        world_.run(lookEvery);
    }
    if (unmet)
        return world_.court().complain("after the storm " + *unmet);
    // And so it stays, but for what is on its way just then.
    world_.run(stillness);
    for (Duration waited{}; waited < calmMost && (unmet = world_.findUnmet()); waited += lookEvery)
        world_.run(lookEvery);
    if (unmet)
        world_.court().complain("after all was well " + *unmet);
    world_.listConfirmations();
    if (!world_.court().complaint())
        world_.end();
}

void Script::repeat(const Pace& pace, std::function<void()> action)
{
    if (!pace)
        return;
    const Instant next = world_.now() + dice_.between(Duration{1}, 2 * *pace);
    if (next >= stormEnd_)
        return;
    world_.at(next, [this, pace, action = std::move(action)] {
        action();
        repeat(pace, action);
    });
}

void Script::enterAll()
{
    std::uint32_t secret = 0;
    for (const std::string& name : plan_.names)
        world_.addClient({name, ++secret, true, plan_.hasTwin});
    if (plan_.hasTwin) // the same person with another program, and without the profile's lock
        world_.addClient({plan_.names[0], 1, false, true});
    for (const auto& client : world_.clients()) {
        world_.at(world_.now() + dice_.between(Duration{0}, Duration{2s}), [this, &each = *client] {
            if (isStormy() && !each.isUp())
                world_.start(each);
        });
    }
}

void Script::talk(ClientEnd& client)
{
    if (!client.isUp())
        return;
    // Several at once: a person pastes, a program pipes.
    for (std::size_t count = dice_.chance(50) ? dice_.between(2, 12) : 1; count > 0; --count) {
        std::string text = std::to_string(client.id.value) + "/" + std::to_string(client.run()) + "/"
                         + std::to_string(++texts_);
        if (dice_.chance(plan_.longTexts))
            text += ' ' + std::string(dice_.between(500, dice_.coin() ? 3000 : 16'000), '.');
        const auto style = dice_.chance(100) ? chat::MessageStyle::action : chat::MessageStyle::plain;
        client.say(world_.now(), text, style);
    }
}

/// Somebody scrolls, or searches for what somebody has said.
void Script::lookBack(ClientEnd& client)
{
    const Seq seq{past_.between(1, world_.ledger().head().value + 2)};
    const auto limit = static_cast<std::uint32_t>(past_.between(1, 60));
    switch (past_.below(5)) {
    case 0:
        return client.lookBack(world_.now(), chat::BeforeEvent{seq}, limit);
    case 1:
        return client.lookBack(world_.now(), chat::AfterEvent{seq}, limit);
    case 2:
        return client.search(world_.now(), std::to_string(past_.below(40)), seq, limit);
    case 3:
        return client.search(world_.now(), std::to_string(past_.below(texts_ + 1)) + " .", std::nullopt,
                             limit);
    default:
        return client.search(world_.now(), past_.coin() ? "/ from:" + client.name() : "/1 \"/2\"",
                             std::nullopt, limit);
    }
}

/// One of the notices that it was told, perhaps once more.
void Script::confirm(ClientEnd& client)
{
    std::vector<Seq> asked;
    for (const auto& told : client.all<client::EventNotice>()) {
        const auto* const notice = std::get_if<chat::Announcement>(&told.event.what);
        if (notice != nullptr && notice->asksToConfirm)
            asked.push_back(told.seq);
    }
    if (!asked.empty())
        client.confirm(world_.now(), confirms_.oneOf(asked));
}

/// The name that somebody else came with, perhaps one that looks like it, or one of its own.
void Script::rename(ClientEnd& client)
{
    const std::string name = renames_.chance(600)
                               ? renames_.oneOf(plan_.names)
                               : "nick" + std::to_string(renames_.below(plan_.names.size() + 2));
    world_.note("client " + std::to_string(client.id.value) + ": asks to be called " + name);
    client.command(world_.now(), [&](client::ClientEngine& engine, client::ClientOutbox& out) {
        engine.rename(world_.now(), name, out);
    });
}

void Script::changeWeather(ClientEnd& client)
{
    Weather weather = plan_.weather;
    const std::size_t worse = dice_.below(4);
    weather.lost = static_cast<unsigned>(weather.lost * worse / 2 + dice_.below(30));
    weather.mostDelay = weather.leastDelay + dice_.between(Duration{0}, Duration{200ms});
    (dice_.coin() ? client.up : client.down).weather = weather;
}

void Script::cut(ClientEnd& client)
{
    const bool isUpCut = dice_.chance(660);
    const bool isDownCut = !isUpCut || dice_.coin();
    client.up.weather.isCut = isUpCut;
    client.down.weather.isCut = isDownCut;
    world_.note("client " + std::to_string(client.id.value) + ": cut " + (isUpCut ? "up " : "")
                + (isDownCut ? "down" : ""));
    const Duration most = dice_.chance(100) ? Duration{70s} : dice_.coin() ? Duration{20s} : Duration{2s};
    world_.at(world_.now() + dice_.between(Duration{100ms}, most),
              [&client] { client.up.weather.isCut = client.down.weather.isCut = false; });
}

void Script::narrow(ClientEnd& client)
{
    Way& way = dice_.coin() ? client.up : client.down;
    way.weather.largest = dice_.between(100, 1199);
    world_.at(world_.now() + dice_.between(Duration{100ms}, Duration{10s}),
              [&way] { way.weather.largest = limits::datagramBytes; });
}

void Script::move(ClientEnd& client)
{
    PeerAddress address = world_.drawAddress();
    if (dice_.coin())
        address = {client.address.ip, static_cast<std::uint16_t>(dice_.between(1024, 60'000))};
    world_.moveTo(client, address);
}

void Script::jumpWall()
{
    const std::int64_t most = dice_.coin() ? 5'000 : 7'200'000;
    const auto jump = static_cast<std::int64_t>(dice_.below(static_cast<std::size_t>(2 * most))) - most;
    world_.note("clock: jumps by " + std::to_string(jump) + " ms");
    world_.jumpWall(jump);
}

void Script::killServer()
{
    const auto ending =
        plan_.losesPower && dice_.coin() ? StoreEnd::Ending::powerCut : StoreEnd::Ending::killed;
    if (dice_.chance(700))
        world_.server().killAfter(dice_.below(60), ending);
    else
        world_.server().kill(ending);
    startServerLater();
}

void Script::stopServer()
{
    if (world_.server().stop(world_.now()))
        startServerLater();
}

void Script::startServerLater()
{
    const Duration most = dice_.chance(100) ? Duration{30s} : dice_.coin() ? Duration{3s} : Duration{50ms};
    world_.at(world_.now() + dice_.between(Duration{1ms}, most), [this] {
        if (!isStormy())
            return;
        // It may not have died yet, if so little was going on.
        world_.server().kill(StoreEnd::Ending::killed);
        world_.server().start(world_.now());
    });
}

void Script::killClient(ClientEnd& client)
{
    const auto ending =
        plan_.clientsLosePower && endings_.coin() ? ClientEnd::Ending::powerCut : ClientEnd::Ending::killed;
    if (dice_.coin())
        client.killAfter(dice_.below(30), ending);
    else
        client.kill(ending);
    startLater(client);
}

void Script::leave(ClientEnd& client)
{
    const std::string reason =
        plan_.hasReasons && farewells_.chance(800) ? "bye/" + std::to_string(++texts_) : "";
    client.leave(world_.now(), reason, dice_.coin());
    startLater(client);
}

void Script::startLater(ClientEnd& client)
{
    const Duration most = dice_.chance(100) ? Duration{60s} : Duration{5s};
    world_.at(world_.now() + dice_.between(Duration{1ms}, most), [this, &client] {
        if (!isStormy())
            return;
        client.kill();
        world_.start(client);
    });
}

} // namespace hubbub::sim
