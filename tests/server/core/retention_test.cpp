// When the core asks the store to let go of old events, and of which: the store is asked by hand here.
#include "server/core/server_core.h"
#include "tests/support/seeded_entropy.h"

#include <QTest>

#include <array>

using namespace hubbub;
using namespace hubbub::server;

namespace {

constexpr std::uint64_t head = 5000;

/// A room of five thousand events in which nobody is.
class QuietRoom {
public:
    explicit QuietRoom(const CoreSettings& settings)
        : core_(settings, identity_, restored(), now, wall, entropy_)
    {
    }

    Instant now{1h};
    static constexpr WallTime wall{1'700'000'000'000};

    /// What the store is asked within this time.
    std::vector<PruneRequest> wait(Duration time)
    {
        std::vector<PruneRequest> asked;
        const Instant end = now + time;
        while (true) {
            const auto due = core_.deadline();
            now = due && *due < end ? std::max(*due, now + 1ms) : end;
            ServerOutbox out;
            core_.handleDeadline(now, out);
            core_.finishTurn(now, wall, sinks_, quota, runner_, out);
            for (const StoreRequest& request : out.store) {
                if (const auto* const prune = std::get_if<PruneRequest>(&request))
                    asked.push_back(*prune);
            }
            if (now == end)
                return asked;
        }
    }
    void answer(const PruneReply& reply)
    {
        ServerOutbox out;
        StoreReply stored(reply);
        core_.handleStoreReply(now, stored, out);
    }
    void apply(const CoreSettings& settings)
    {
        ServerOutbox out;
        core_.apply(now, settings, out);
    }

private:
    static RestoredRoom restored()
    {
        RestoredRoom room;
        room.state.head = Seq{head};
        room.state.lastTime = wall;
        return room;
    }

    static constexpr std::size_t quota = 100;

    /// Nobody is there to send to.
    class NoSink final : public DatagramSink {
    public:
        bool ready() override { return false; }
        MutableBytes buffer() override { return {}; }
        void commit(const Path& /*path*/, std::size_t /*bytes*/) override {}
    };

    NoSink sink_;
    std::array<DatagramSink*, 1> sinks_{&sink_};
    SerialRunner runner_;
    test::SeededEntropy entropy_{1};
    crypto::KeyPair identity_ = crypto::KeyPair::draw(entropy_);
    ServerCore core_;
};

CoreSettings keeping(std::uint32_t days, std::uint64_t events)
{
    CoreSettings settings;
    settings.keepDays = days;
    settings.keepEvents = events;
    return settings;
}

} // namespace

class RetentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingGoesUnlessItIsWanted()
    {
        QuietRoom room(keeping(0, 0));
        QVERIFY(room.wait(10min).empty());
    }

    void daysAndCountAreAskedForAndTheLastThousandStay()
    {
        QuietRoom room(keeping(30, 100));
        const auto asked = room.wait(1s);
        QCOMPARE(asked.size(), std::size_t{1});
        QCOMPARE(asked[0].keep, std::optional<std::uint64_t>(1000));
        QVERIFY(asked[0].below <= Seq{head - 1000 + 1});
        QVERIFY(asked[0].below > Seq{head - 1100});
        const std::int64_t age = QuietRoom::wall.milliseconds - asked[0].olderThan->milliseconds;
        constexpr std::int64_t month = std::int64_t{30} * 24 * 3600 * 1000;
        QVERIFY(age <= month && age > month - 1000);
    }

    void oneStepAtATimeAndARestWhenAllIsDone()
    {
        QuietRoom room(keeping(30, 0));
        QCOMPARE(room.wait(1s).size(), std::size_t{1}); // no second one while it has no answer
        room.answer({Seq{129}, false});
        QCOMPARE(room.wait(150ms).size(), std::size_t{1});
        room.answer({Seq{257}, true});
        QVERIFY(room.wait(50s).empty());
        QCOMPARE(room.wait(11s).size(), std::size_t{1});
    }

    void otherSettingsCountAtOnce()
    {
        QuietRoom room(keeping(30, 0));
        room.wait(1s);
        room.answer({Seq{1}, true});
        QVERIFY(room.wait(1s).empty());
        room.apply(keeping(30, 2000));
        const auto asked = room.wait(1s);
        QCOMPARE(asked.size(), std::size_t{1});
        QCOMPARE(asked[0].keep, std::optional<std::uint64_t>(2000));
        room.answer({Seq{1}, true});
        room.apply(keeping(0, 0));
        QVERIFY(room.wait(10min).empty());
    }
};

QTEST_GUILESS_MAIN(RetentionTest)
#include "retention_test.moc"
