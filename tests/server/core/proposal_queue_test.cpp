// The way of proposals to the store, and the table of what is under way.
#include "server/core/limits.h"
#include "server/core/pending_table.h"
#include "server/core/proposal_queue.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;

namespace {

std::vector<ProposalId> ids(std::initializer_list<std::uint64_t> numbers)
{
    std::vector<ProposalId> list;
    for (const std::uint64_t number : numbers)
        list.push_back(ProposalId{number});
    return list;
}

OutboxKey outbox(Byte key, Byte id)
{
    OutboxKey outbox;
    outbox.key.bytes[0] = key;
    outbox.id.bytes[0] = id;
    return outbox;
}

SayCommand say(const OutboxKey& from, std::uint32_t number)
{
    return {MemberId{1}, {}, "text", Submission{from, SubmissionNumber{number}, {}}};
}

} // namespace

class ProposalQueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlySoManyTurnsAreUnderWay()
    {
        ProposalQueue queue;
        for (std::uint64_t id = 1; id <= limits::turnsUnderWay; ++id) {
            queue.add(ProposalId{id});
            QCOMPARE(queue.takeTurn(), ids({id}));
        }
        queue.add(ProposalId{5});
        queue.add(ProposalId{6});
        QVERIFY(queue.takeTurn().empty());
        queue.turnEnded();
        QCOMPARE(queue.takeTurn(), ids({5, 6}));
    }

    void nothingIsHandedOverWhileSomethingIsInDoubt()
    {
        ProposalQueue queue;
        queue.add(ProposalId{1});
        queue.takeTurn();
        queue.add(ProposalId{2});
        queue.takeTurn();
        queue.add(ProposalId{3});
        queue.addAgain(ProposalId{1});
        queue.turnEnded();
        QVERIFY(queue.takeTurn().empty());
        queue.addAgain(ProposalId{2});
        queue.turnEnded();
        QCOMPARE(queue.takeTurn(), ids({1, 2, 3}));
    }

    void isFullAtItsBound()
    {
        ProposalQueue queue;
        for (std::uint64_t id = 1; id <= limits::waitingProposals; ++id) {
            QVERIFY(!queue.isFull());
            queue.add(ProposalId{id});
        }
        QVERIFY(queue.isFull());
        QCOMPARE(queue.takeTurn().size(), limits::proposalsPerTurn);
    }

    void namesAreClaimedByBothKeys()
    {
        PendingTable pending;
        const auto id = pending.add(JoinCommand{"Ming", {"ming", "rning"}, outbox(1, 1)}).id;
        QVERIFY(pending.claimOf({"ming", "other"}) != nullptr);
        QVERIFY(pending.claimOf({"other", "rning"}) != nullptr);
        QVERIFY(pending.claimOf({"other", "other"}) == nullptr);
        QCOMPARE(pending.joins(), std::size_t{1});
        pending.take(id);
        QVERIFY(pending.claimOf({"ming", "rning"}) == nullptr);
        QCOMPARE(pending.joins(), std::size_t{0});
    }

    void submissionsAreFoundByOutboxAndNumber()
    {
        PendingTable pending;
        pending.add(say(outbox(1, 1), 3));
        const auto id = pending.add(say(outbox(1, 1), 7)).id;
        pending.add(say(outbox(1, 2), 9));
        QVERIFY(pending.submission(outbox(1, 1), SubmissionNumber{3}) != nullptr);
        QVERIFY(pending.submission(outbox(1, 1), SubmissionNumber{4}) == nullptr);
        QCOMPARE(pending.highestOf(outbox(1, 1)), SubmissionNumber{7});
        QCOMPARE(pending.highestOf(outbox(2, 1)), SubmissionNumber{0});
        pending.take(id);
        QCOMPARE(pending.highestOf(outbox(1, 1)), SubmissionNumber{3});
    }

    void aMemberLeavesOnce()
    {
        PendingTable pending;
        const auto id = pending.add(LeaveCommand{MemberId{4}, {}, {}, {}}).id;
        QVERIFY(pending.isLeaving(MemberId{4}));
        QCOMPARE(pending.leaveOf(MemberId{4})->id, id);
        QVERIFY(!pending.isLeaving(MemberId{5}));
        pending.take(id);
        QVERIFY(!pending.isLeaving(MemberId{4}));
    }
};

QTEST_APPLESS_MAIN(ProposalQueueTest)
#include "proposal_queue_test.moc"
