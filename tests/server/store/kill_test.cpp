// kill -9 at any moment: what was reported as committed is there afterwards, once, and the room is what its
// log says.
#include "tests/server/store/refold.h"
#include "tests/server/store/store_folder.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <map>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

/// What the child tells of each proposal it has the outcome of.
struct Report {
    std::uint64_t seq;
    std::uint32_t number;
    ChainValue chain;
};

/// Never returns: appends turn after turn until it is killed.
[[noreturn]] void appendForEver(const std::filesystem::path& path, std::uint64_t seed, int pipe)
{
    SeededEntropy entropy(seed);
    auto opened = SqliteStore::open(path, Durability::normal, entropy);
    CHECK(opened);
    SqliteStore& store = *opened->store;
    CommandSource source(entropy);
    std::uint64_t id = 0;
    std::uint32_t number =
        opened->restored.state.nextMember.value * 1'000'000; // above all numbers of earlier runs
    const OutboxKey console = outboxOf(99);
    while (true) {
        std::vector<Proposal> turn;
        RoomFold ahead(store.fold().state());
        for (std::uint64_t i = entropy.drawBelow(30); i > 0; --i) {
            const bool isOurs = entropy.drawBelow(2) == 0;
            const Command command =
                isOurs
                    ? commandAt(1, AnnounceCommand{MemberId{}, "", "news", submissionOf(console, ++number)})
                    : source.next(ahead);
            ahead.apply(command);
            turn.push_back({ProposalId{++id}, command});
        }
        const auto outcomes = store.append(turn);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            const auto* done = committed(outcomes[i]);
            const auto* announced = std::get_if<AnnounceCommand>(&turn[i].command.what);
            if (!done || !announced || !announced->submission || announced->submission->outbox != console)
                continue;
            const Report report{done->effect.seq.value, announced->submission->number.value,
                                done->effect.chain};
            CHECK(::write(pipe, &report, sizeof report) == sizeof report);
        }
        if (entropy.drawBelow(20) == 0)
            store.doIdleWork();
    }
}

/// Kills the child after so many reports and reads what it had still written.
std::vector<Report> runAndKill(const std::filesystem::path& path, std::uint64_t seed,
                               std::size_t reportsBefore)
{
    int ends[2] = {};
    CHECK(pipe(ends) == 0);
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        close(ends[0]);
        appendForEver(path, seed, ends[1]);
    }
    close(ends[1]);
    std::vector<Report> reports;
    Report report{};
    while (read(ends[0], &report, sizeof report) == sizeof report) {
        reports.push_back(report);
        if (reports.size() == reportsBefore)
            kill(child, SIGKILL);
    }
    close(ends[0]);
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return reports;
}

} // namespace

class KillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasCommittedIsThereOnceAfterKill9();
    void aKilledServerHoldsTheFolderNoLonger();
};

void KillTest::whatWasCommittedIsThereOnceAfterKill9()
{
    StoreFolder folder;
    std::map<std::uint32_t, Report> all;
    LogId log;
    for (std::uint64_t run = 0; run < 12; ++run) {
        const auto reports = runAndKill(folder.path(), 100 + run, 1 + run * run * 7);
        for (const Report& report : reports)
            QVERIFY2(all.emplace(report.number, report).second, "a number was committed twice");

        SqliteStore& store = folder.open();
        QVERIFY(run == 0 || folder.restored.log == log);
        log = folder.restored.log;
        std::map<std::uint64_t, int> perSeq;
        for (const auto& [number, report] : all) {
            const auto found = *store.findSubmission(outboxOf(99), SubmissionNumber{number});
            QVERIFY(found);
            QCOMPARE(found->seq, Seq{report.seq});
            QCOMPARE(*store.chainAt(found->seq), std::optional(report.chain));
            QCOMPARE(++perSeq[report.seq], 1);
        }
        const FoldState restored = folder.restored.state;
        folder.close();
        QCOMPARE(refold(folder.path()), restored);
    }
    QVERIFY(all.size() > 3000);
}

void KillTest::aKilledServerHoldsTheFolderNoLonger()
{
    StoreFolder folder;
    runAndKill(folder.path(), 1, 1);
    QVERIFY(std::filesystem::exists(folder.path() / "hubbubd.lock"));
    QCOMPARE(folder.tryOpen(), std::string());
}

QTEST_APPLESS_MAIN(KillTest)
#include "kill_test.moc"
