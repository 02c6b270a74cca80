// A disk without space: only what does not fit is refused, leaves wait, and nothing half-done is left behind.
#include "tests/server/store/refold.h"
#include "tests/server/store/store_folder.h"

#include <QFile>
#include <QTest>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

/// Fits into no page that is there already.
const std::string longText(std::size_t{16} * 1024, 'x');

LeaveCommand longLeave(std::uint32_t member)
{
    return {MemberId{member}, chat::LeftReason::quit, longText, std::nullopt};
}

/// Lets the database file grow by so many pages more.
void leavePages(StoreFolder& folder, std::uint32_t pages)
{
    auto reader = Database::open(folder.database());
    CHECK(reader);
    CHECK(
        folder.store().limitPages(static_cast<std::uint32_t>(*reader->number("PRAGMA page_count")) + pages));
}

void verifyNothingIsLost(StoreFolder& folder)
{
    const FoldState before = folder.store().fold().state();
    folder.open();
    QCOMPARE(folder.restored.state, before);
    folder.close();
    QCOMPARE(refold(folder.path()), before);
}

/// A file system of a few megabytes, if this process may make one.
class SmallDisk {
public:
    SmallDisk()
    {
        const QByteArray path = temporary_.path().toLocal8Bit();
        isMounted_ = mount("tmpfs", path.constData(), "tmpfs", 0, "size=4m") == 0;
        if (!isMounted_ && unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0)
            isMounted_ = mount("tmpfs", path.constData(), "tmpfs", 0, "size=4m") == 0;
    }
    ~SmallDisk()
    {
        if (isMounted_)
            umount2(temporary_.path().toLocal8Bit().constData(), MNT_DETACH);
    }
    bool isMounted() const { return isMounted_; }
    std::filesystem::path path() const { return temporary_.path().toStdString(); }

    /// Takes all the space there is.
    void fill() const
    {
        QFile file(QString::fromStdString((path() / "filler").string()));
        CHECK(file.open(QIODevice::Append | QIODevice::Unbuffered));
        for (qint64 bytes = qint64{64} * 1024; bytes > 0; bytes /= 2) {
            while (file.write(QByteArray(bytes, 'x')) == bytes) {
            }
        }
    }
    void empty() const { CHECK(std::filesystem::remove(path() / "filler")); }

private:
    QTemporaryDir temporary_;
    bool isMounted_ = false;
};

/// No file of this process grows beyond it: writing there fails as on a broken disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        CHECK(getrlimit(RLIMIT_FSIZE, &before_) == 0);
        const rlimit limit{bytes, before_.rlim_max};
        CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

} // namespace

class DiskFullTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatDoesNotFitIsRefused();
    void aRefusedTurnChangesNothing();
    void aLeaveWaitsAndComesFirst();
    void waitingLeavesAreTriedWhenThereIsNothingElseToDo();
    void oneLeaveOfAMemberWaits();
    void aLeaveIsWrittenIntoTheReserve();
    void aTurnBehindAForeignLockIsRefusedAsAWhole();
    void aFailureAtAnyPlaceOfACommitLeavesNothingOfIt();
};

void DiskFullTest::onlyWhatDoesNotFitIsRefused()
{
    StoreFolder folder;
    folder.open();
    folder.append({commandAt(1, joinAs("anna", 1))});
    leavePages(folder, 2);
    std::vector<Command> commands;
    for (std::uint32_t number = 1; number <= 20; ++number)
        commands.push_back(
            commandAt(10 + number, say(1, outboxOf(1), number, number % 4 == 0 ? longText : "short")));
    const auto outcomes = folder.append(commands);

    QCOMPARE(outcomes.size(), commands.size());
    Seq last{1};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if ((i + 1) % 4 == 0) {
            QVERIFY(notStored(outcomes[i]));
            QCOMPARE(notStored(outcomes[i])->why, std::string("database or disk is full"));
            QCOMPARE(notStored(outcomes[i])->proposal, ProposalId{i + 2});
        } else {
            QVERIFY(committed(outcomes[i]));
            QCOMPARE(committed(outcomes[i])->effect.seq, next(last));
            last = next(last);
        }
    }
    verifyNothingIsLost(folder);
}

void DiskFullTest::aRefusedTurnChangesNothing()
{
    StoreFolder folder;
    folder.open();
    folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, joinAs("bob", 2)),
                   commandAt(3, leaveResting(2, 9000))});
    const FoldState before = folder.store().fold().state();
    leavePages(folder, 0);
    for (int turn = 0; turn < 3; ++turn) {
        const auto outcomes =
            folder.append({commandAt(10, say(1, outboxOf(1), 1, longText)),
                           commandAt(11, AnnounceCommand{MemberId{}, "", longText, std::nullopt})});
        QCOMPARE(outcomes.size(), std::size_t{2});
        QVERIFY(notStored(outcomes[0]) && notStored(outcomes[1]));
        QCOMPARE(folder.store().fold().state(), before);
    }
    QVERIFY(folder.store().limitPages(0));
    const auto outcomes = folder.append({commandAt(12, say(1, outboxOf(1), 1, longText))});
    QVERIFY(committed(outcomes[0]));
    QCOMPARE(committed(outcomes[0])->effect.seq, next(before.head));
    verifyNothingIsLost(folder);
}

void DiskFullTest::aLeaveWaitsAndComesFirst()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    folder.append(
        {commandAt(1, joinAs("anna", 1)), commandAt(2, joinAs("bob", 2)), commandAt(3, joinAs("carl", 3))});
    leavePages(folder, 0);
    const auto full =
        folder.append({commandAt(4, longLeave(1)), commandAt(5, say(3, outboxOf(3), 1, longText)),
                       commandAt(6, longLeave(2))});
    QCOMPARE(full.size(), std::size_t{1});
    QVERIFY(notStored(full[0]));
    QCOMPARE(notStored(full[0])->proposal, ProposalId{5});
    QCOMPARE(store.waitingLeaves(), std::size_t{2});
    QCOMPARE(store.fold().memberCount(), std::size_t{3});

    QVERIFY(store.limitPages(0));
    const auto outcomes = folder.append({commandAt(7, say(3, outboxOf(3), 2))});
    QCOMPARE(outcomes.size(), std::size_t{3});
    const std::uint64_t order[] = {4, 6, 7};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        QVERIFY(committed(outcomes[i]));
        QCOMPARE(committed(outcomes[i])->proposal, ProposalId{order[i]});
        QCOMPARE(committed(outcomes[i])->effect.seq, Seq{4 + i});
    }
    QCOMPARE(store.waitingLeaves(), std::size_t{0});
    verifyNothingIsLost(folder);
}

void DiskFullTest::waitingLeavesAreTriedWhenThereIsNothingElseToDo()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    folder.append({commandAt(1, joinAs("anna", 1))});
    leavePages(folder, 0);
    QVERIFY(folder.append({commandAt(4, longLeave(1))}).empty());
    QVERIFY(store.hasIdleWork());
    QVERIFY(store.doIdleWork().empty());
    QCOMPARE(store.waitingLeaves(), std::size_t{1});

    QVERIFY(store.limitPages(0));
    const auto outcomes = store.doIdleWork();
    QCOMPARE(outcomes.size(), std::size_t{1});
    QCOMPARE(committed(outcomes[0])->proposal, ProposalId{2});
    QCOMPARE(store.fold().memberCount(), std::size_t{0});
    QVERIFY(!store.hasIdleWork());
}

void DiskFullTest::oneLeaveOfAMemberWaits()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    folder.append({commandAt(1, joinAs("anna", 1))});
    leavePages(folder, 0);
    QVERIFY(folder.append({commandAt(2, longLeave(1))}).empty());
    const auto again = folder.append({commandAt(3, longLeave(1)), commandAt(4, longLeave(1))});
    QCOMPARE(again.size(), std::size_t{2});
    QVERIFY(notStored(again[0]) && notStored(again[1]));
    QCOMPARE(store.waitingLeaves(), std::size_t{1});
}

void DiskFullTest::aLeaveIsWrittenIntoTheReserve()
{
    const SmallDisk disk;
    if (!disk.isMounted())
        QSKIP("a small file system cannot be mounted here");
    SeededEntropy entropy(1);
    auto opened = SqliteStore::open(disk.path() / "data", Durability::normal, entropy);
    QVERIFY2(opened, opened ? "" : opened.error().context.c_str());
    SqliteStore& store = *opened->store;
    const auto append = [&store](std::uint64_t id, const Command& command) {
        const Proposal proposal{ProposalId{id}, command};
        return store.append({&proposal, 1});
    };
    for (Byte person = 1; person <= 20; ++person)
        QCOMPARE(countCommitted(
                     append(person, commandAt(person, joinAs("member" + std::to_string(person), person)))),
                 std::size_t{1});

    disk.fill();
    const auto said = append(100, commandAt(100, say(20, outboxOf(20), 1, longText)));
    QVERIFY(notStored(said[0]));
    for (std::uint32_t member = 1; member < 20; ++member)
        QCOMPARE(countCommitted(append(200 + member, commandAt(200 + member, longLeave(member)))),
                 std::size_t{1});
    QVERIFY(!std::filesystem::exists(disk.path() / "data" / "reserve"));
    QCOMPARE(store.waitingLeaves(), std::size_t{0});
    // What the reserve has left is for leaves alone.
    const auto refused = append(300, commandAt(300, say(20, outboxOf(20), 2, "short")));
    QCOMPARE(notStored(refused[0])->why, std::string("the disk is full"));

    disk.empty();
    QCOMPARE(countCommitted(append(301, commandAt(301, say(20, outboxOf(20), 3, "short")))), std::size_t{1});
    QVERIFY(std::filesystem::exists(disk.path() / "data" / "reserve"));
    const FoldState before = store.fold().state();
    QCOMPARE(before.members.size(), std::size_t{1});
    opened->store.reset();
    auto again = SqliteStore::open(disk.path() / "data", Durability::normal, entropy);
    QVERIFY(again);
    QCOMPARE(again->restored.state, before);
    again->store.reset();
    QCOMPARE(refold(disk.path() / "data"), before);
}

void DiskFullTest::aTurnBehindAForeignLockIsRefusedAsAWhole()
{
    StoreFolder folder;
    folder.open();
    folder.append({commandAt(1, joinAs("anna", 1)), commandAt(1, joinAs("bob", 2))});
    auto other = Database::open(folder.database());
    QVERIFY(other);
    QVERIFY(other->execute("BEGIN IMMEDIATE"));
    std::vector<Command> commands;
    for (std::uint32_t number = 1; number <= 8; ++number)
        commands.push_back(commandAt(10 + number, say(1, outboxOf(1), number)));
    commands.push_back(commandAt(20, leave(2)));
    const auto outcomes = folder.append(commands); // waits once, not for each of them
    QCOMPARE(outcomes.size(), std::size_t{8});
    QCOMPARE(notStored(outcomes[0])->why, std::string("database is locked"));
    QVERIFY(other->execute("ROLLBACK"));
    QCOMPARE(countCommitted(folder.append({commandAt(30, say(1, outboxOf(1), 9))})), std::size_t{2});
    verifyNothingIsLost(folder);
}

void DiskFullTest::aFailureAtAnyPlaceOfACommitLeavesNothingOfIt()
{
    StoreFolder folder;
    folder.open();
    folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, joinAs("bob", 2))});
    const auto wal = folder.database().string() + "-wal";
    std::uint32_t number = 0;
    int refused = 0;
    // The write-ahead log may grow by fewer bytes than the commit needs: writing fails in the middle of it,
    // 100 bytes further each time.
    for (rlim_t room = 0; room < 40'000; room += 100) {
        const FoldState before = folder.store().fold().state();
        std::vector<ProposalOutcome> outcomes;
        {
            const FileSizeLimit limit(std::filesystem::file_size(wal) + room);
            outcomes = folder.append({commandAt(10, say(1, outboxOf(1), ++number, std::string(5000, 'x')))});
        }
        QCOMPARE(outcomes.size(), std::size_t{1});
        if (notStored(outcomes[0])) {
            ++refused;
            QCOMPARE(folder.store().fold().state(), before);
        } else {
            QCOMPARE(committed(outcomes[0])->effect.seq, next(before.head));
        }
        if (room % 2000 == 0) {
            const FoldState now = folder.store().fold().state();
            folder.open();
            QCOMPARE(folder.restored.state, now);
            folder.append({commandAt(11, joinAs("carl" + std::to_string(room), 3))}); // there is a log again
        }
    }
    QVERIFY2(refused > 100 && refused < 350, qPrintable(QString::number(refused)));
    verifyNothingIsLost(folder);
}

QTEST_APPLESS_MAIN(DiskFullTest)
#include "disk_full_test.moc"
