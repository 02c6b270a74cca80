// The client engine and the server core, each the real one, over a bad network in virtual time: what is
// promised to people (exactly once, in order, nothing missed, nothing forked) is held against the log itself.
#include "tests/support/simulated_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

namespace {

/// The texts in the log, each with how often it is there.
std::map<std::string, int> textsInLog(const SimulatedRoom& room)
{
    std::map<std::string, int> texts;
    for (const auto& entry : room.store.entries()) {
        const auto* event = std::get_if<chat::Event>(&entry.effect.outcome);
        if (event != nullptr && std::holds_alternative<chat::Message>(event->what))
            ++texts[std::string(event->text())];
    }
    return texts;
}

/// What a person was told, compared with the log: from the first event told on, every event that was not
/// void, once, in order, as it is in the log.
QString differenceToLog(const SimulatedRoom& room, const SimulatedRoom::Person& person)
{
    const auto told = person.all<EventNotice>();
    if (told.empty())
        return QStringLiteral("nothing told");
    auto next = told.begin();
    for (const auto& entry : room.store.entries()) {
        const auto* event = std::get_if<chat::Event>(&entry.effect.outcome);
        if (event == nullptr || entry.effect.seq < told.front().seq)
            continue;
        if (next == told.end())
            return QStringLiteral("%1 was never told").arg(entry.effect.seq.value);
        if (next->seq != entry.effect.seq || next->event != *event)
            return QStringLiteral("%1 was told in place of %2")
                .arg(next->seq.value)
                .arg(entry.effect.seq.value);
        ++next;
    }
    return next == told.end() ? QString() : QStringLiteral("told what is not in the log");
}

/// Each own event after its sent, each submission with one result.
QString faultInResults(const SimulatedRoom::Person& person)
{
    std::map<SubmissionId, Seq> sent;
    for (const Notice& notice : person.notices) {
        if (const auto* each = std::get_if<SentNotice>(&notice)) {
            if (!sent.emplace(each->submission, each->seq).second)
                return QStringLiteral("sent twice");
        } else if (std::holds_alternative<RefusedNotice>(notice)) {
            return QStringLiteral("refused");
        } else if (const auto* event = std::get_if<EventNotice>(&notice)) {
            const bool isOwnText = event->own && std::holds_alternative<chat::Message>(event->event.what);
            if (!isOwnText || event->history)
                continue;
            if (!event->submission)
                return QStringLiteral("%1: an own text not recognised").arg(event->seq.value);
            const auto found = sent.find(*event->submission);
            if (found == sent.end() || found->second != event->seq)
                return QStringLiteral("%1: told before it was sent").arg(event->seq.value);
        }
    }
    return {};
}

QStringList linksOf(const SimulatedRoom::Person& person)
{
    QStringList links;
    for (const LinkNotice& link : person.all<LinkNotice>())
        links.append(QString::fromStdString(link.text));
    return links;
}

bool hasForked(const SimulatedRoom::Person& person)
{
    return std::ranges::any_of(person.all<LinkNotice>(),
                               [](const LinkNotice& link) { return link.state == LinkState::forked; });
}

} // namespace

class EngineWithCoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void talksOnAPerfectNetwork();
    void keepsItsPromisesInAStorm_data();
    void keepsItsPromisesInAStorm();
    void survivesTheServersRestart_data();
    void survivesTheServersRestart();
    void isLoggedAsLostAndComesBack();
    void pacesItselfBelowTheServersRates();
    void keepsEachPersonsOrderWhenTheRoomIsTooBusy();
};

void EngineWithCoreTest::talksOnAPerfectNetwork()
{
    SimulatedRoom room(1);
    auto& ming = room.enter("小明");
    room.run(1s);
    auto& hong = room.enter("小红");
    room.run(1s);
    QVERIFY(room.areAllIn());
    room.say(ming, "大家好");
    room.run(1s);
    QCOMPARE(hong.all<EventNotice>().size(), std::size_t{3});
    QVERIFY(hong.all<EventNotice>()[0].history);
    QVERIFY(hong.all<EventNotice>()[1].own);
    QCOMPARE(hong.all<EventNotice>()[2].event.text(), std::string_view("大家好"));
    QCOMPARE(ming.all<SentNotice>().size(), std::size_t{1});
    room.with(ming, [&](auto& engine, auto& out) { engine.leave(room.now, "", true, out); });
    room.run(1s);
    QVERIFY(ming.engine->hasEnded());
    const auto last = hong.all<EventNotice>().back().event;
    QVERIFY(std::get<chat::Left>(last.what).reason == chat::LeftReason::quit);
    QCOMPARE(hong.engine->members().size(), std::size_t{1});
}

void EngineWithCoreTest::keepsItsPromisesInAStorm_data()
{
    QTest::addColumn<unsigned>("lost");
    QTest::addColumn<std::uint64_t>("seed");
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        QTest::addRow("a fifth is lost, seed %d", static_cast<int>(seed)) << 20U << seed;
        QTest::addRow("a third is lost, seed %d", static_cast<int>(seed)) << 33U << seed;
    }
}

void EngineWithCoreTest::keepsItsPromisesInAStorm()
{
    QFETCH(unsigned, lost);
    QFETCH(std::uint64_t, seed);
    SimulatedRoom room(seed);
    room.vices = {lost, 10, 1ms, 40ms};
    for (int i = 0; i < 10; ++i)
        room.enter("guest" + std::to_string(i));
    QVERIFY(room.runUntil([&] { return room.areAllIn(); }, 2min));
    for (int i = 0; i < 200; ++i) {
        room.say(*room.people[room.dice.drawBelow(10)], "text " + std::to_string(i));
        room.run(Duration(static_cast<Duration::rep>(room.dice.drawBelow(100'000))));
    }
    QVERIFY(room.runUntil([&] { return room.isAllConfirmed() && room.isAllTold(); }, 2min));

    const auto texts = textsInLog(room);
    QCOMPARE(texts.size(), std::size_t{200});
    for (const auto& [text, count] : texts)
        QVERIFY2(count == 1, text.c_str());
    for (const auto& person : room.people) {
        QCOMPARE(differenceToLog(room, *person), QString());
        QCOMPARE(faultInResults(*person), QString());
        QVERIFY(!hasForked(*person));
        QCOMPARE(person->engine->members().size(), std::size_t{10});
    }
}

void EngineWithCoreTest::survivesTheServersRestart_data()
{
    QTest::addColumn<bool>("isClean");
    QTest::addColumn<std::uint64_t>("seed");
    for (std::uint64_t seed = 11; seed <= 14; ++seed) {
        QTest::addRow("stopped, seed %d", static_cast<int>(seed)) << true << seed;
        QTest::addRow("killed, seed %d", static_cast<int>(seed)) << false << seed;
    }
}

void EngineWithCoreTest::survivesTheServersRestart()
{
    QFETCH(bool, isClean);
    QFETCH(std::uint64_t, seed);
    SimulatedRoom room(seed);
    room.vices = {10, 5, 1ms, 20ms};
    for (int i = 0; i < 10; ++i)
        room.enter("guest" + std::to_string(i));
    QVERIFY(room.runUntil([&] { return room.areAllIn(); }, 2min));
    for (int i = 0; i < 200; ++i) {
        room.say(*room.people[room.dice.drawBelow(10)], "text " + std::to_string(i));
        room.run(Duration(static_cast<Duration::rep>(room.dice.drawBelow(50'000))));
        if (i % 70 == 60 && isClean)
            room.stopServer();
        else if (i % 70 == 60)
            room.killServer();
        if (i % 70 == 66)
            room.startServer();
    }
    const bool isDone = room.runUntil([&] { return room.isAllConfirmed() && room.isAllTold(); }, 2min);
    QVERIFY2(isDone, qPrintable(linksOf(*room.people[0]).join(QLatin1Char('\n'))));

    const auto texts = textsInLog(room);
    QCOMPARE(texts.size(), std::size_t{200});
    for (const auto& [text, count] : texts)
        QVERIFY2(count == 1, text.c_str());
    for (const auto& person : room.people) {
        QCOMPARE(differenceToLog(room, *person), QString());
        QCOMPARE(faultInResults(*person), QString());
        QVERIFY(!hasForked(*person)); // the chain was the same at every resume
        QCOMPARE(person->all<WelcomeNotice>().size(), std::size_t{1}); // back in silence
    }
}

void EngineWithCoreTest::isLoggedAsLostAndComesBack()
{
    SimulatedRoom room(5);
    auto& ming = room.enter("小明");
    auto& hong = room.enter("小红");
    room.run(1s);
    // A short break costs nobody anything.
    room.vices.lost = 100;
    const auto id = room.say(ming, "into the void");
    room.run(10s);
    room.vices.lost = 0;
    room.run(5s);
    QCOMPARE(ming.all<SentNotice>().size(), std::size_t{1});
    QVERIFY(ming.all<SentNotice>().front().submission == id);
    QCOMPARE(ming.all<WelcomeNotice>().size(), std::size_t{1});

    // The whole network is down for longer than the grace period.
    room.vices.lost = 100;
    room.run(90s);
    room.vices.lost = 0;
    room.run(20s);
    QVERIFY(room.areAllIn());
    QCOMPARE(differenceToLog(room, ming), QString());
    QCOMPARE(differenceToLog(room, hong), QString());
    QCOMPARE(ming.all<WelcomeNotice>().size(), std::size_t{2}); // joined anew
    QCOMPARE(ming.engine->members().size(), std::size_t{2});
    room.say(ming, "back");
    room.run(1s);
    QCOMPARE(hong.all<EventNotice>().back().event.text(), std::string_view("back"));
}

void EngineWithCoreTest::pacesItselfBelowTheServersRates()
{
    server::CoreSettings settings;
    settings.messageRate = 20;
    settings.messageBurst = 40;
    SimulatedRoom room(6, settings);
    auto& ming = room.enter("小明");
    room.run(1s);
    for (int i = 0; i < 300; ++i)
        room.say(ming, std::to_string(i));
    QVERIFY(room.runUntil([&] { return room.isAllConfirmed(); }, 20s));
    // No number was refused on the way: they are the first 300.
    std::uint32_t highest = 0;
    for (const JournalEntry& entry : ming.journal) {
        if (const auto* numbered = std::get_if<SubmissionNumbered>(&entry))
            highest = std::max(highest, numbered->number.value);
    }
    QCOMPARE(highest, 300U);
    QCOMPARE(faultInResults(ming), QString());
}

/// Nobody knows how much the others say, so the room's rate refuses texts while more are on the way.
void EngineWithCoreTest::keepsEachPersonsOrderWhenTheRoomIsTooBusy()
{
    server::CoreSettings settings;
    settings.fanOutForRoom = 4000;
    SimulatedRoom room(7, settings);
    room.vices = {10, 5, 5ms, 30ms};
    for (int i = 0; i < 4; ++i)
        room.enter("guest" + std::to_string(i));
    QVERIFY(room.runUntil([&] { return room.areAllIn(); }, 1min));
    std::map<std::string, std::vector<std::string>> said;
    for (int i = 0; i < 160; ++i) {
        auto& person = *room.people[room.dice.drawBelow(4)];
        const std::string text = std::to_string(i) + std::string(room.dice.drawBelow(800), '.');
        said[person.name].push_back(text);
        room.say(person, text);
    }
    QVERIFY(room.runUntil([&] { return room.isAllConfirmed() && room.isAllTold(); }, 10min));
    std::map<std::string, std::vector<std::string>> stored;
    for (const auto& entry : room.store.entries()) {
        const auto* event = std::get_if<chat::Event>(&entry.effect.outcome);
        if (event != nullptr && std::holds_alternative<chat::Message>(event->what))
            stored[event->name].emplace_back(event->text());
    }
    QCOMPARE(stored, said);
    // Otherwise nothing was refused, and nothing shown.
    QVERIFY(std::ranges::any_of(room.people, [](const auto& person) {
        return std::ranges::any_of(person->journal, [](const JournalEntry& entry) {
            return std::holds_alternative<SubmissionRenumbered>(entry);
        });
    }));
}

QTEST_GUILESS_MAIN(EngineWithCoreTest)
#include "engine_with_core_test.moc"
