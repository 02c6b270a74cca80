// A storm and then calm: a lossy network, a store that thinks, refuses and does not know, and a server that
// is killed. What is promised must hold whatever the seed; what went wrong is told with it.
#include "tests/support/test_room.h"

#include <QTest>

#include <set>

using namespace hubbub;
using namespace hubbub::test;

namespace {

/// A person who keeps what is not answered, and comes back when the session is gone: the least a client has
/// to do.
struct Person {
    TestPeer* peer = nullptr;
    std::string name;
    std::vector<std::string> said;   ///< by number - 1
    std::set<std::uint32_t> settled; ///< by number: with ok
    std::set<std::uint32_t> refused;
    std::map<Seq, std::uint32_t> asked; ///< in this session: the number of each request
    Seq join;
    bool isJoined = false;
};

class Storm {
public:
    explicit Storm(std::uint64_t seed) : chance_(seed)
    {
        for (int i = 0; i < 6; ++i) {
            Person person;
            person.name = "person" + std::to_string(i);
            person.peer = &room.stranger(room.drawKey());
            people.push_back(std::move(person));
        }
        room.loses = [this](const TestPeer&, bool) { return chance_.drawBelow(100) < losses; };
        room.store.setRefusal([this](const server::Proposal&) {
            return chance_.drawBelow(100) < refusals ? std::optional<std::string>("storm") : std::nullopt;
        });
        room.store.setFate([this](const server::AppendRequest&) {
            const auto draw = chance_.drawBelow(100);
            return draw >= doubts ? MemoryStore::Fate::answered
                 : draw % 2 == 0  ? MemoryStore::Fate::unknownStored
                                  : MemoryStore::Fate::unknownLost;
        });
    }

    void run(int steps)
    {
        for (int i = 0; i < steps; ++i) {
            room.storeAnswers = losses == 0 || chance_.drawBelow(3) != 0;
            if (restarts && chance_.drawBelow(60) == 0)
                room.restart();
            for (Person& person : people)
                act(person);
            room.advance(Duration(100ms));
            if (auto late = room.store.answerWaitingLeaves()) {
                server::ServerOutbox out;
                room.core().handleStoreReply(room.now, std::move(*late), out);
                room.take(out);
            }
        }
    }

    TestRoom room;
    std::vector<Person> people;
    std::uint64_t losses = 20;
    std::uint64_t refusals = 10;
    std::uint64_t doubts = 10;
    bool restarts = true;
    bool mayTalk = true;

private:
    void act(Person& person)
    {
        TestPeer& peer = *person.peer;
        const bool isGone = !peer.isConnected() || peer.hints > 0 || (!restarts && peer.closedWith);
        if (isGone && chance_.drawBelow(10) == 0) {
            peer.hints = 0;
            peer.connect(room.now);
            person.isJoined = false;
            person.join = {};
            person.asked.clear();
            return;
        }
        if (!peer.isConnected())
            return;
        hear(person);
        if (person.join == Seq{}) {
            auto join = room.joinRequest(peer, person.name);
            if (peer.welcome)
                join.resume = peer.position();
            person.join = peer.ask(join);
        }
        if (person.isJoined && mayTalk && chance_.drawBelow(4) == 0) {
            person.said.push_back(person.name + " says " + std::to_string(person.said.size() + 1));
            offer(person, static_cast<std::uint32_t>(person.said.size()));
        }
    }
    void hear(Person& person)
    {
        if (const auto reply = room.answerTo(*person.peer, person.join); reply && !person.isJoined) {
            person.isJoined = isWelcome(reply);
            person.join = person.isJoined ? person.join : Seq{};
            if (person.isJoined) {
                for (std::uint32_t number = 1; number <= person.said.size(); ++number) {
                    if (!person.settled.contains(number) && !person.refused.contains(number))
                        offer(person, number);
                }
            }
        }
        for (const auto& [seq, number] : person.asked) {
            if (const auto reply = room.answerTo(*person.peer, seq))
                (isOk(reply) ? person.settled : person.refused).insert(number);
        }
    }
    void offer(Person& person, std::uint32_t number)
    {
        chat::SayRequest say{SubmissionNumber{number}, person.said[number - 1], {}};
        person.asked[person.peer->ask(say)] = number;
    }

    SeededEntropy chance_;
};

} // namespace

class StormTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsShownAsSentIsInTheLogOnceAndAllAgreeInTheEnd_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }
    void whatIsShownAsSentIsInTheLogOnceAndAllAgreeInTheEnd()
    {
        QFETCH(const quint64, seed);
        Storm storm(seed);
        storm.run(300);
        storm.losses = storm.refusals = storm.doubts = 0;
        storm.restarts = storm.mayTalk = false;
        storm.run(300);

        std::map<std::string, int> inLog;
        for (const auto& entry : storm.room.store.entries()) {
            const auto record = entry.effect.record();
            const auto* event = std::get_if<chat::Event>(&record);
            if (event != nullptr && std::holds_alternative<chat::Message>(event->what))
                ++inLog[std::string(event->text())];
        }
        std::size_t sent = 0;
        for (const Person& person : storm.people) {
            QVERIFY2(person.isJoined, person.name.c_str());
            for (std::uint32_t number = 1; number <= person.said.size(); ++number) {
                const std::string& text = person.said[number - 1];
                QVERIFY2(person.settled.contains(number) != person.refused.contains(number), text.c_str());
                QCOMPARE(inLog[text], person.settled.contains(number) ? 1 : 0);
            }
            sent += person.settled.size();
            QCOMPARE(person.peer->chain, storm.room.store.fold().chain());
        }
        QVERIFY(sent > 50);
        QVERIFY(storm.room.core().isSettled());
        QCOMPARE(storm.room.core().memberCount(), storm.people.size());
    }
};

QTEST_APPLESS_MAIN(StormTest)
#include "storm_test.moc"
