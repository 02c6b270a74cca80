#include "tests/sim/plan.h"

#include "tests/sim/memory_store_end.h"
#include "tests/sim/sqlite_store_end.h"

#include <array>

namespace hubbub::sim {

namespace {

/// Groups in which each name clashes with the others by one key or both, and names that only look as if they
/// did.
const std::array<std::vector<std::string>, 5> clashing = {{
    {"Tom", "tom", "ｔｏｍ", "ТОМ"},
    {"小明", "小明"},
    {"Anna", "ANNA", "Аппа"},
    {"modern", "modem", "Iris", "lris"},
    {"straße", "STRASSE", "strasse"},
}};
const std::array<std::string, 10> others = {"Bo",   "小红",    "Zoë", "yuki",  "Иван2",
                                            "Olga", "Χρήστος", "Kim", "dev_1", "李雷"};

template <class Value, std::size_t count>
Value oneOf(Dice& dice, const std::array<Value, count>& values)
{
    return values[dice.below(count)];
}

Pace about(Dice& dice, Duration least, Duration most)
{
    return dice.coin() ? Pace(dice.between(least, most)) : std::nullopt;
}

} // namespace

Weather calmWeather()
{
    Weather weather;
    weather.leastDelay = 1ms;
    weather.mostDelay = 3ms;
    return weather;
}

Plan::Plan(std::uint64_t number) : seed(number)
{
    Dice dice(seed, 1);
    drawPeople(dice);
    drawWeather(dice);
    drawTrouble(dice);
    drawServer(dice);
}

void Plan::drawPeople(Dice& dice)
{
    const std::size_t count = dice.chance(50) ? dice.between(7, 12) : dice.between(2, 5);
    const bool doClash = dice.coin();
    const auto& group = clashing[dice.below(clashing.size())];
    for (std::size_t i = 0; i < count; ++i) {
        if (doClash && i < group.size())
            names.push_back(group[i]);
        else
            names.push_back(i < others.size() ? others[i] : "guest" + std::to_string(i));
    }
    storm = dice.chance(30) ? dice.between(Duration{60s}, Duration{150s})
                            : dice.between(Duration{5s}, Duration{30s});
    talk = dice.between(Duration{100ms}, Duration{3s});
    longTexts = oneOf<unsigned, 3>(dice, {0, 20, 150});
}

void Plan::drawWeather(Dice& dice)
{
    weather.leastDelay = oneOf<Duration, 3>(dice, {500us, 1ms, 20ms});
    weather.mostDelay = weather.leastDelay + oneOf<Duration, 4>(dice, {0us, 2ms, 30ms, 300ms});
    weather.lost = oneOf<unsigned, 5>(dice, {0, 10, 50, 150, 330});
    if (dice.chance(300))
        weather.burstBegins = oneOf<unsigned, 2>(dice, {2, 20});
    weather.doubled = oneOf<unsigned, 4>(dice, {0, 0, 20, 200});
    weather.garbled = oneOf<unsigned, 4>(dice, {0, 0, 10, 50});
    weather.belated = oneOf<unsigned, 4>(dice, {0, 0, 5, 50});
    isFickle = dice.coin();
}

void Plan::drawTrouble(Dice& dice)
{
    cuts = about(dice, 4s, 20s);
    narrows = dice.coin() ? about(dice, 5s, 20s) : std::nullopt;
    moves = about(dice, 2s, 20s);
    wallJumps = dice.coin() ? about(dice, 3s, 20s) : std::nullopt;
    serverKills = about(dice, 2s, 15s);
    serverStops = dice.coin() ? about(dice, 5s, 20s) : std::nullopt;
    clientKills = about(dice, 2s, 15s);
    leaves = dice.coin() ? about(dice, 5s, 20s) : std::nullopt;
    Dice ill(seed, 10);
    floods = ill.chance(300) ? about(ill, 3s, 20s) : std::nullopt;
    garbage = about(ill, 500ms, 5s);
    replays = about(ill, 300ms, 5s);
    rudeness = ill.coin() ? about(ill, 30ms, 1s) : std::nullopt;
    orders = ill.coin() ? about(ill, 2s, 15s) : std::nullopt;
    hasTwin = ill.chance(150);
    watch = ill.chance(15) ? ill.between(Duration{70min}, Duration{100min}) : Duration{};
    deafness = ill.coin() ? about(ill, 500ms, 3s) : std::nullopt;
    Dice stern(seed, 14);
    bans = stern.coin() ? about(stern, 3s, 15s) : std::nullopt;
    Dice vain(seed, 110); // none in the seeds of seeds.h, which stay what they were
    renames = vain.coin() ? about(vain, 2s, 15s) : std::nullopt;
    drawManners();
    Dice late(seed, 11);
    clientsLosePower = late.coin();
    haste = late.chance(5) ? late.between(Duration{20s}, Duration{40s}) : Duration{};
}

/// Each from dice of its own, so that none of these is in the older seeds of seeds.h, which stay what they
/// were.
void Plan::drawManners()
{
    hasTerms = Dice(seed, 1566).coin();
    Dice locked(seed, 1780);
    locks = locked.coin() ? about(locked, 3s, 15s) : std::nullopt;
    hasReasons = Dice(seed, 3110).coin();
    Dice busy(seed, 3166);
    aways = about(busy, 1s, 8s);
    Dice curious(seed, 1347);
    questions = about(curious, 1s, 8s);
}

void Plan::drawServer(Dice& dice)
{
    Dice late(seed, 12);
    core.threads = oneOf<std::size_t, 4>(late, {1, 1, 2, 5});
    core.grace = oneOf<Duration, 4>(dice, {40s, 40s, 16s, 5s});
    if (late.chance(150)) {
        core.keepEvents = 1;
        core.keptAlways = oneOf<std::uint64_t, 3>(late, {5, 20, 60});
    }
    if (dice.chance(200)) {
        core.messageRate = 3;
        core.messageBurst = 5;
        talk = std::max(*talk, Duration{1s});
    }
    if (dice.chance(200)) {
        core.fanOutForRoom = (longTexts > 0 ? 10'000 : 100) * names.size();
        talk = std::max(*talk, Duration{1s});
    }
    if (haste > Duration{}) {
        core.messageRate = core.messageBurst = 1000;
        core.fanOutPerMember = core.fanOutForRoom = 100'000'000;
    }
    pace.turn = oneOf<Duration, 4>(dice, {0us, 200us, 2ms, 20ms});
    pace.socketRoom = oneOf<std::size_t, 4>(dice, {100'000, 100'000, 20, 2});
    tail_ = oneOf<std::uint32_t, 3>(dice, {16'384, 10, 1});
    store_ = oneOf<Kind, 4>(dice, {Kind::memory, Kind::memory, Kind::sqliteNormal, Kind::sqliteFull});
    losesPower = store_ != Kind::memory && dice.coin();
    if (dice.coin()) {
        pace.mostStoring = oneOf<Duration, 4>(dice, {1ms, 20ms, 200ms, 2s});
        refused_ = oneOf<unsigned, 3>(dice, {0, 30, 300});
        unknown_ = oneOf<unsigned, 3>(dice, {0, 30, 300});
        failsChains_ = oneOf<unsigned, 3>(dice, {0, 0, 300});
    }
}

std::unique_ptr<StoreEnd> Plan::makeStore() const
{
    if (store_ != Kind::memory) {
        const auto durability =
            store_ == Kind::sqliteFull ? server::Durability::full : server::Durability::normal;
        return std::make_unique<SqliteStoreEnd>(seed, durability, refused_, tail_);
    }
    return std::make_unique<MemoryStoreEnd>(seed, StoreVices{refused_, unknown_, failsChains_}, tail_);
}

std::string Plan::describe() const
{
    std::string text =
        std::to_string(names.size()) + " clients, "
        + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(storm).count()) + " s; lost "
        + std::to_string(weather.lost) + " doubled " + std::to_string(weather.doubled) + " garbled "
        + std::to_string(weather.garbled) + " belated " + std::to_string(weather.belated) + " delay "
        + std::to_string(weather.mostDelay.count()) + " µs, threads " + std::to_string(core.threads);
    const auto add = [&](const char* what, const Pace& each) {
        if (each)
            text += std::string(", ") + what;
    };
    add("cuts", cuts);
    add("narrows", narrows);
    add("moves", moves);
    add("wall jumps", wallJumps);
    add("server kills", serverKills);
    add("server stops", serverStops);
    add("client kills", clientKills);
    add("leaves", leaves);
    add("floods", floods);
    add("garbage", garbage);
    add("replays", replays);
    add("rudeness", rudeness);
    add("deafness", deafness);
    add("orders", orders);
    add("bans", bans);
    text += hasTerms && bans ? " with terms" : "";
    add("locks", locks);
    add("renames", renames);
    add("aways", aways);
    add("questions", questions);
    text += hasReasons && leaves ? ", reasons for leaving" : "";
    text += hasTwin ? ", a twin" : "";
    text += core.keepEvents > 0 ? ", retention" : "";
    text += watch > Duration{} ? ", a watch" : "";
    text += haste > Duration{} ? ", haste" : "";
    text += clientsLosePower && clientKills ? ", clients lose power" : "";
    add(losesPower ? "power cuts" : "no power cuts", serverKills);
    static constexpr std::array<const char*, 3> kinds = {"memory", "SQLite, normal", "SQLite, full"};
    text += std::string("; store in ") + kinds.at(static_cast<std::size_t>(store_)) + " refuses "
          + std::to_string(refused_) + ", does not know " + std::to_string(unknown_);
    return text;
}

} // namespace hubbub::sim
