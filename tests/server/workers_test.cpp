// The threads of the server: that each does its part once, and that a room whose shards they run is the room
// it is with one. What they share is for the thread sanitizer to find.
#include "protocol/crypto/identity.h"
#include "server/core/limits.h"
#include "server/workers.h"
#include "tests/support/test_room.h"

#include <QTest>

#include <array>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

constexpr std::size_t threads = 4;

CoreSettings sharedRoom()
{
    CoreSettings settings;
    settings.threads = threads;
    settings.messageRate = settings.messageBurst = 10'000;
    settings.fanOutPerMember = settings.fanOutForRoom = std::uint64_t{1} << 40U;
    settings.joinBurstPerPrefix = 100'000;
    return settings;
}

} // namespace

class WorkersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }

    void eachShardIsRunOnce()
    {
        Workers workers(threads);
        std::array<std::uint64_t, threads> runs{};
        for (std::uint64_t round = 1; round <= 2'000; ++round) {
            workers.run(threads, [&](std::size_t shard) { ++runs[shard]; });
            for (const std::uint64_t each : runs)
                QCOMPARE(each, round);
        }
        workers.run(2, [&](std::size_t shard) { ++runs[shard]; });
        QCOMPARE(runs, (std::array<std::uint64_t, threads>{2001, 2001, 2000, 2000}));
    }

    void oneThreadNeedsNoOther()
    {
        Workers alone(1);
        int runs = 0;
        alone.run(1, [&](std::size_t) { ++runs; });
        QCOMPARE(runs, 1);
    }

    void aRoomOnSeveralThreadsTellsEverybodyEverything()
    {
        // More than limits::sharedRound, so that rounds are run by all threads.
        constexpr std::size_t people = limits::sharedRound + 40;
        Workers workers(threads);
        crypto::SystemEntropy entropy;
        TestRoom room(sharedRoom(), workers, entropy);
        QCOMPARE(room.core().shards(), threads);
        std::vector<TestPeer*> members;
        for (std::size_t i = 0; i < people; ++i) {
            TestPeer& peer = room.stranger(room.drawKey());
            peer.connect(room.now);
            members.push_back(&peer);
            if (i % 32 == 0)
                room.settle(); // before there are so many at once that cookies are demanded
        }
        room.settle();
        for (std::size_t i = 0; i < people; ++i) {
            QVERIFY(members[i]->isConnected());
            members[i]->ask(room.joinRequest(*members[i], "member" + std::to_string(i)));
        }
        room.advance(2s);
        QCOMPARE(room.core().memberCount(), people);

        // Several datagrams for each in a turn, from many at once.
        constexpr std::uint32_t rounds = 5;
        for (std::uint32_t round = 1; round <= rounds; ++round) {
            for (std::size_t i = 0; i < 60; ++i)
                members[i]->ask(chat::SayRequest{SubmissionNumber{round}, std::string(150, 'x'), {}});
            room.advance(300ms);
        }
        for (const TestPeer* const member : members) {
            const std::string all = transcript(*member);
            std::size_t said = 0;
            for (std::size_t at = all.find("xxx\n"); at != std::string::npos; at = all.find("xxx\n", at + 1))
                ++said;
            QCOMPARE(said, std::size_t{60 * rounds});
            QCOMPARE(member->events.back().seq, members.front()->events.back().seq);
        }
    }
};

QTEST_APPLESS_MAIN(WorkersTest)
#include "workers_test.moc"
