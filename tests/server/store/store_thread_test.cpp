// The store on its thread: answers in order, wakes its owner once, finishes what it was handed.
#include "server/store/store_thread.h"
#include "tests/server/store/refold.h"
#include "tests/server/store/store_folder.h"
#include "tests/support/mistake.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

/// What an event loop does with the wake-up: remember it, and look for replies then.
class Loop {
public:
    std::function<void()> wake()
    {
        return [this] {
            const std::lock_guard lock(mutex_);
            ++calls_;
            woken_.notify_one();
        };
    }
    /// Waits for the next wake-up with answers and takes them. How far the index has come is told unasked.
    std::vector<StoreReply> next(StoreThread& thread)
    {
        std::vector<StoreReply> replies;
        while (replies.empty()) {
            waitForWake();
            replies = thread.takeReplies();
            std::erase_if(replies,
                          [](const StoreReply& reply) { return std::holds_alternative<IndexReply>(reply); });
        }
        return replies;
    }
    /// Waits until it is told how far the index has come, whatever else comes meanwhile.
    Seq nextIndexed(StoreThread& thread)
    {
        for (;;) {
            waitForWake();
            for (const StoreReply& reply : thread.takeReplies()) {
                if (const auto* const index = std::get_if<IndexReply>(&reply))
                    return index->indexed;
            }
        }
    }
    int calls()
    {
        const std::lock_guard lock(mutex_);
        return calls_;
    }

private:
    void waitForWake()
    {
        std::unique_lock lock(mutex_);
        const bool came = woken_.wait_for(lock, std::chrono::seconds(60), [this] { return calls_ > seen_; });
        CHECK(came);
        seen_ = calls_;
    }

    std::mutex mutex_;
    std::condition_variable woken_;
    int calls_ = 0;
    int seen_ = 0;
};

AppendRequest turnOf(std::vector<Proposal> proposals)
{
    return AppendRequest{std::move(proposals)};
}

/// In a child process of its own, with a thread there: the thread sanitizer does not allow that.
template <class Action>
bool isMistakeWithThread([[maybe_unused]] Action action)
{
#ifdef __SANITIZE_THREAD__
    return true;
#else
    return isMistake(action);
#endif
}

} // namespace

class StoreThreadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersInTheOrderOfTheRequests();
    void wakesOnceForWhatIsNotYetTaken();
    void finishesWhatItWasHandedWhenStopped();
    void takesNoMoreThanFourTurns();
    void takesAnotherTurnForEachAnswered();
    void committedLeavesComeByThemselvesWhenSpaceReturns();
    void nothingIsHandedToAStoppedThread();
    void theIndexFollowsWhenItIsQuiet();
};

void StoreThreadTest::answersInTheOrderOfTheRequests()
{
    StoreFolder folder;
    folder.open();
    Loop loop;
    StoreThread thread(folder.release(), loop.wake());
    thread.submit(
        turnOf(folder.propose({commandAt(1, joinAs("anna", 1)), commandAt(2, say(1, outboxOf(1), 1))})));
    thread.submit(FindSubmissionRequest{QueryId{1}, outboxOf(1), SubmissionNumber{1}});
    thread.submit(turnOf(folder.propose({commandAt(3, say(1, outboxOf(1), 2))})));
    thread.submit(ReadRecordsRequest{QueryId{2}, Seq{1}, 10});
    thread.submit(FindChainRequest{QueryId{3}, Seq{3}});

    std::vector<StoreReply> replies;
    while (replies.size() < 5) {
        for (StoreReply& reply : loop.next(thread))
            replies.push_back(std::move(reply));
    }
    QCOMPARE(countCommitted(std::get<AppendReply>(replies[0]).outcomes), std::size_t{2});
    QVERIFY(std::get<AppendReply>(replies[0]).endsTurn);
    QCOMPARE(std::get<FindSubmissionReply>(replies[1]).found->seq, Seq{2});
    QCOMPARE(countCommitted(std::get<AppendReply>(replies[2]).outcomes), std::size_t{1});
    QCOMPARE(std::get<ReadRecordsReply>(replies[3]).records.size(), std::size_t{3});
    QVERIFY(std::get<FindChainReply>(replies[4]).chain);
}

void StoreThreadTest::wakesOnceForWhatIsNotYetTaken()
{
    StoreFolder folder;
    folder.open();
    Loop loop;
    StoreThread thread(folder.release(), loop.wake());
    for (std::uint64_t query = 1; query <= 50; ++query)
        thread.submit(FindChainRequest{QueryId{query}, Seq{}});
    thread.stop();
    QCOMPARE(thread.takeReplies().size(), std::size_t{50});
    QCOMPARE(loop.calls(), 1);
}

void StoreThreadTest::finishesWhatItWasHandedWhenStopped()
{
    StoreFolder folder;
    folder.open();
    {
        Loop loop;
        StoreThread thread(folder.release(), loop.wake());
        thread.submit(turnOf(folder.propose({commandAt(1, joinAs("anna", 1))})));
        for (std::uint32_t number = 1; number <= 3; ++number)
            thread.submit(turnOf(folder.propose({commandAt(2, say(1, outboxOf(1), number))})));
        thread.stop();
        thread.stop();
        // A slow thread tells between them how far the index has come.
        const auto replies = thread.takeReplies();
        QCOMPARE(std::ranges::count_if(
                     replies, [](const auto& reply) { return std::holds_alternative<AppendReply>(reply); }),
                 std::ptrdiff_t{4});
    }
    folder.open();
    QCOMPARE(folder.restored.state.head, Seq{4});
    QVERIFY(std::filesystem::file_size(folder.database().string() + "-wal") == 0); // closed in good order
}

void StoreThreadTest::takesNoMoreThanFourTurns()
{
    // A store that is held up answers nothing; a fifth turn is a mistake of the core.
    StoreFolder folder;
    QVERIFY(isMistakeWithThread([&folder] {
        folder.open();
        auto other = Database::open(folder.database());
        CHECK(other && other->execute("BEGIN IMMEDIATE"));
        StoreThread thread(folder.release(), [] {});
        for (std::uint64_t id = 1; id <= 5; ++id)
            thread.submit(turnOf({{ProposalId{id}, commandAt(1, leave(1))}}));
    }));
}

void StoreThreadTest::takesAnotherTurnForEachAnswered()
{
    StoreFolder folder;
    folder.open();
    Loop loop;
    StoreThread thread(folder.release(), loop.wake());
    RoomFold core; // what a core makes of the replies
    std::vector<Command> commands{commandAt(1, joinAs("anna", 1))};
    for (std::uint32_t number = 1; number <= 400; ++number)
        commands.push_back(commandAt(1 + number, say(1, outboxOf(1), number)));

    std::size_t submitted = 0;
    std::size_t underWay = 0;
    while (core.head().value < commands.size()) {
        for (; underWay < StoreThread::turnsMost && submitted < commands.size(); ++underWay, ++submitted)
            thread.submit(turnOf({{ProposalId{submitted + 1}, commands[submitted]}}));
        for (const StoreReply& reply : loop.next(thread)) {
            --underWay;
            for (const auto& outcome : std::get<AppendReply>(reply).outcomes) {
                const FoldEffect effect = core.apply(commands[committed(outcome)->proposal.value - 1]);
                QCOMPARE(committed(outcome)->effect.chain, effect.chain);
            }
        }
    }
    thread.stop();
    QCOMPARE(refold(folder.path()), core.state());
}

void StoreThreadTest::committedLeavesComeByThemselvesWhenSpaceReturns()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    folder.append({commandAt(1, joinAs("anna", 1))});
    auto reader = Database::open(folder.database());
    QVERIFY(reader);
    QVERIFY(store.limitPages(static_cast<std::uint32_t>(*reader->number("PRAGMA page_count"))));
    const LeaveCommand tooLong{MemberId{1}, chat::LeftReason::quit, std::string(std::size_t{16} * 1024, 'x'),
                               std::nullopt};
    QVERIFY(folder.append({commandAt(2, tooLong)}).empty());
    QVERIFY(store.limitPages(0));

    Loop loop;
    StoreThread thread(folder.release(), loop.wake());
    const auto replies = loop.next(thread);
    QCOMPARE(replies.size(), std::size_t{1});
    const auto& reply = std::get<AppendReply>(replies[0]);
    QVERIFY(!reply.endsTurn);
    QCOMPARE(committed(reply.outcomes.at(0))->proposal, ProposalId{2});
}

void StoreThreadTest::nothingIsHandedToAStoppedThread()
{
    StoreFolder folder;
    QVERIFY(isMistakeWithThread([&folder] {
        folder.open();
        StoreThread thread(folder.release(), [] {});
        thread.stop();
        thread.submit(FindChainRequest{QueryId{1}, Seq{}});
    }));
}

void StoreThreadTest::theIndexFollowsWhenItIsQuiet()
{
    StoreFolder folder;
    folder.open();
    Loop loop;
    StoreThread thread(folder.release(), loop.wake());
    const auto begun = std::chrono::steady_clock::now();
    thread.submit(
        turnOf(folder.propose({commandAt(1, joinAs("anna", 1)), commandAt(2, say(1, outboxOf(1), 1))})));
    QCOMPARE(loop.nextIndexed(thread), Seq{2});
    QVERIFY(std::chrono::steady_clock::now() - begun >= StoreThread::quietBeforeIndexing);
}

QTEST_APPLESS_MAIN(StoreThreadTest)
#include "store_thread_test.moc"
