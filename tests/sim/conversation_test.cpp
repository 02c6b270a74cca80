// The client engine and the server core, each the real one, in scenes that are written out: what a swarm of
// seeds goes through by chance is seen here on purpose, with all checkers watching.
#include "protocol/crypto/identity.h"
#include "tests/sim/checkers.h"
#include "tests/sim/world.h"

#include <QTest>

#include <algorithm>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::sim;

namespace {

Weather weather(unsigned lost, unsigned doubled, Duration least, Duration most)
{
    Weather made;
    made.lost = lost;
    made.doubled = doubled;
    made.leastDelay = least;
    made.mostDelay = most;
    return made;
}

struct Scene {
    explicit Scene(std::uint64_t seed, server::CoreSettings core = {})
        : world({seed, std::move(core), {}, nullptr, 0, {}}),
          dice(seed, 11)
    {
        addCheckers(world);
    }

    World world;
    Dice dice;

    void enter(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
            world.enter("guest" + std::to_string(i));
    }
    ClientEnd& anyone() { return *world.clients()[dice.below(world.clients().size())]; }
    void say(ClientEnd& client, const std::string& text)
    {
        CHECK(client.say(world.now(), text, chat::MessageStyle::plain).has_value());
    }
    /// True if everything has come right within this time, and nobody complains.
    bool isWellWithin(Duration most)
    {
        return world.runUntil([&] { return !world.findUnmet(); }, most) && !world.court().complaint();
    }
    std::string complaint() { return world.court().complaint().value_or("nobody complains"); }
    /// By name, in the order of the log.
    std::map<std::string, std::vector<std::string>> texts() const
    {
        std::map<std::string, std::vector<std::string>> all;
        for (Seq seq{1}; seq <= world.ledger().head(); seq = next(seq)) {
            const chat::Event* const event = world.ledger().event(seq);
            if (event != nullptr && std::holds_alternative<chat::Message>(event->what))
                all[event->name].emplace_back(event->text());
        }
        return all;
    }
    std::size_t textCount() const
    {
        std::size_t count = 0;
        for (const auto& [name, each] : texts())
            count += each.size();
        return count;
    }
    bool wasEveryoneWelcomedOnce() const
    {
        return std::ranges::all_of(world.clients(), [](const auto& client) {
            return client->template all<WelcomeNotice>().size() == 1;
        });
    }
};

} // namespace

class ConversationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }
    void talksOnAPerfectNetwork();
    void keepsItsPromisesInAStorm_data();
    void keepsItsPromisesInAStorm();
    void survivesTheServersRestart_data();
    void survivesTheServersRestart();
    void isLoggedAsLostAndComesBack();
    void pacesItselfBelowTheServersRates();
    void keepsEachPersonsOrderWhenTheRoomIsTooBusy();
};

void ConversationTest::talksOnAPerfectNetwork()
{
    Scene scene(1);
    ClientEnd& ming = scene.world.enter("小明");
    scene.world.run(1s);
    ClientEnd& hong = scene.world.enter("小红");
    scene.world.run(1s);
    scene.say(ming, "大家好");
    scene.world.run(1s);
    const auto told = hong.all<EventNotice>();
    QCOMPARE(told.size(), std::size_t{3});
    QVERIFY(told[0].history);
    QVERIFY(told[1].own);
    QCOMPARE(told[2].event.text(), std::string_view("大家好"));
    QCOMPARE(ming.all<SentNotice>().size(), std::size_t{1});
    ming.leave(scene.world.now(), "", true);
    scene.world.run(1s);
    QVERIFY(!ming.isUp());
    const auto last = hong.all<EventNotice>().back().event;
    QVERIFY(std::get<chat::Left>(last.what).reason == chat::LeftReason::quit);
    QCOMPARE(hong.members().size(), std::size_t{1});
    QVERIFY2(!scene.world.court().complaint(), scene.complaint().c_str());
}

void ConversationTest::keepsItsPromisesInAStorm_data()
{
    QTest::addColumn<unsigned>("lost");
    QTest::addColumn<std::uint64_t>("seed");
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        QTest::addRow("a fifth is lost, seed %d", static_cast<int>(seed)) << 200U << seed;
        QTest::addRow("a third is lost, seed %d", static_cast<int>(seed)) << 330U << seed;
    }
}

void ConversationTest::keepsItsPromisesInAStorm()
{
    QFETCH(unsigned, lost);
    QFETCH(std::uint64_t, seed);
    Scene scene(seed);
    scene.world.setWeather(weather(lost, 100, 1ms, 40ms));
    scene.enter(10);
    QVERIFY2(scene.isWellWithin(2min), scene.complaint().c_str());
    for (int i = 0; i < 200; ++i) {
        scene.say(scene.anyone(), "text " + std::to_string(i));
        scene.world.run(scene.dice.between(Duration{0}, Duration{100ms}));
    }
    QVERIFY2(scene.isWellWithin(2min), scene.complaint().c_str());
    scene.world.end();
    QVERIFY2(!scene.world.court().complaint(), scene.complaint().c_str());
    QCOMPARE(scene.textCount(), std::size_t{200});
}

void ConversationTest::survivesTheServersRestart_data()
{
    QTest::addColumn<bool>("isClean");
    QTest::addColumn<std::uint64_t>("seed");
    for (std::uint64_t seed = 11; seed <= 14; ++seed) {
        QTest::addRow("stopped, seed %d", static_cast<int>(seed)) << true << seed;
        QTest::addRow("killed, seed %d", static_cast<int>(seed)) << false << seed;
    }
}

void ConversationTest::survivesTheServersRestart()
{
    QFETCH(bool, isClean);
    QFETCH(std::uint64_t, seed);
    Scene scene(seed);
    ServerEnd& server = scene.world.server();
    scene.world.setWeather(weather(100, 50, 1ms, 20ms));
    scene.enter(10);
    QVERIFY2(scene.isWellWithin(2min), scene.complaint().c_str());
    for (int i = 0; i < 200; ++i) {
        scene.say(scene.anyone(), "text " + std::to_string(i));
        scene.world.run(scene.dice.between(Duration{0}, Duration{50ms}));
        if (i % 70 == 60 && (!isClean || !server.stop(scene.world.now())))
            server.kill(StoreEnd::Ending::killed);
        if (i % 70 == 66)
            server.start(scene.world.now());
    }
    QVERIFY2(scene.isWellWithin(2min), scene.complaint().c_str());
    QCOMPARE(scene.textCount(), std::size_t{200});
    QVERIFY(scene.wasEveryoneWelcomedOnce()); // back in silence
}

void ConversationTest::isLoggedAsLostAndComesBack()
{
    Scene scene(5);
    ClientEnd& ming = scene.world.enter("小明");
    ClientEnd& hong = scene.world.enter("小红");
    scene.world.run(1s);
    // A short break costs nobody anything.
    scene.world.setWeather(weather(1000, 0, 500us, 500us));
    scene.say(ming, "into the void");
    scene.world.run(10s);
    scene.world.setWeather({});
    scene.world.run(5s);
    QCOMPARE(ming.all<SentNotice>().size(), std::size_t{1});
    QCOMPARE(ming.all<WelcomeNotice>().size(), std::size_t{1});

    // The whole network is down for longer than the grace period.
    scene.world.setWeather(weather(1000, 0, 500us, 500us));
    scene.world.run(90s);
    scene.world.setWeather({});
    QVERIFY2(scene.isWellWithin(20s), scene.complaint().c_str());
    scene.world.run(20s);
    QCOMPARE(ming.all<WelcomeNotice>().size(), std::size_t{2}); // joined anew
    QCOMPARE(ming.members().size(), std::size_t{2});
    scene.say(ming, "back");
    scene.world.run(1s);
    QCOMPARE(hong.all<EventNotice>().back().event.text(), std::string_view("back"));
    QVERIFY2(!scene.world.court().complaint(), scene.complaint().c_str());
}

void ConversationTest::pacesItselfBelowTheServersRates()
{
    server::CoreSettings settings;
    settings.messageRate = 20;
    settings.messageBurst = 40;
    Scene scene(6, settings);
    ClientEnd& ming = scene.world.enter("小明");
    scene.world.run(1s);
    for (int i = 0; i < 300; ++i)
        scene.say(ming, std::to_string(i));
    QVERIFY2(scene.isWellWithin(20s), scene.complaint().c_str());
    // No number was refused on the way.
    QVERIFY(ming.journal().find("renumbered") == std::string::npos);
    QCOMPARE(scene.textCount(), std::size_t{300});
}

/// Nobody knows how much the others say, so the room's rate refuses texts while more are on the way.
void ConversationTest::keepsEachPersonsOrderWhenTheRoomIsTooBusy()
{
    server::CoreSettings settings;
    settings.fanOutForRoom = 4000;
    Scene scene(7, settings);
    scene.world.setWeather(weather(100, 50, 5ms, 30ms));
    scene.enter(4);
    QVERIFY2(scene.isWellWithin(1min), scene.complaint().c_str());
    std::map<std::string, std::vector<std::string>> said;
    for (int i = 0; i < 160; ++i) {
        ClientEnd& client = scene.anyone();
        const std::string text = std::to_string(i) + std::string(scene.dice.below(800), '.');
        said[client.name()].push_back(text);
        scene.say(client, text);
    }
    QVERIFY2(scene.isWellWithin(10min), scene.complaint().c_str());
    QCOMPARE(scene.texts(), said);
    // Otherwise nothing was refused, and nothing shown.
    QVERIFY(std::ranges::any_of(scene.world.clients(), [](const auto& client) {
        return client->journal().find("renumbered") != std::string::npos;
    }));
}

QTEST_GUILESS_MAIN(ConversationTest)
#include "conversation_test.moc"
