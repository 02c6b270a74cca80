// What was said is found by who said it under which number, wherever that is written down by now.
#include "tests/server/store/store_folder.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

/// Two people take turns: events 3 to 2 + count, under 1, 1, 2, 2, and so on.
void fill(StoreFolder& folder, std::uint32_t count)
{
    std::vector<Command> commands = {commandAt(1, joinAs("anna", 1)), commandAt(1, joinAs("bob", 2))};
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t who = 1 + i % 2;
        commands.push_back(commandAt(2 + i, say(who, outboxOf(static_cast<Byte>(who)), 1 + i / 2)));
    }
    folder.append(commands);
}

/// 0: nowhere.
std::uint64_t find(StoreFolder& folder, Byte who, std::uint32_t number)
{
    const auto found = folder.store().findSubmission(outboxOf(who), SubmissionNumber{number});
    if (!found)
        qFatal("%s", found.error().context.c_str());
    return *found ? (*found)->seq.value : 0;
}

std::int64_t written(const StoreFolder& folder)
{
    auto database = Database::open(folder.database());
    CHECK(database);
    return database->number("SELECT count(*) FROM submissions").value_or(-1);
}

void pruneTo(StoreFolder& folder, std::uint64_t kept)
{
    while (!folder.store().prune({{}, kept, Seq{1'000'000}}).isDone) {
    }
}

} // namespace

class SubmissionIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachIsFoundWrittenOrNot()
    {
        StoreFolder folder;
        folder.open();
        const auto allAreFound = [&folder] {
            for (std::uint64_t seq = 3; seq <= 12; ++seq) {
                const auto who = static_cast<Byte>(1 + (seq - 3) % 2);
                if (find(folder, who, static_cast<std::uint32_t>(1 + (seq - 3) / 2)) != seq)
                    return false;
            }
            return find(folder, 1, 6) == 0 && find(folder, 3, 1) == 0;
        };
        fill(folder, 10);
        QVERIFY(allAreFound());
        QCOMPARE(written(folder), 0);
        folder.open();
        QVERIFY(allAreFound());
        QVERIFY(folder.store().hasIdleWork());
        folder.store().doIdleWork();
        QCOMPARE(written(folder), 10);
        QVERIFY(allAreFound());
        // Some written, some not.
        folder.append({commandAt(100, say(2, outboxOf(2), 9))});
        QVERIFY(allAreFound());
        QCOMPARE(find(folder, 2, 9), std::uint64_t{13});
        folder.open();
        QVERIFY(allAreFound());
        QCOMPARE(find(folder, 2, 9), std::uint64_t{13});
        QVERIFY(folder.store().writeSubmissions());
        QCOMPARE(written(folder), 11);
    }

    void aBusyStoreWritesThousandsAtOnce()
    {
        StoreFolder folder;
        folder.open();
        fill(folder, SubmissionIndex::worthWriting - 1);
        QVERIFY(!folder.store().isWorthWritingSubmissions());
        folder.append({commandAt(100'000, say(1, outboxOf(1), 100'000))});
        QVERIFY(folder.store().isWorthWritingSubmissions());
        QVERIFY(folder.store().writeSubmissions());
        QVERIFY(!folder.store().isWorthWritingSubmissions());
        QCOMPARE(written(folder), static_cast<std::int64_t>(SubmissionIndex::worthWriting));
    }

    void whatWasTakenBackIsNotFound()
    {
        StoreFolder folder;
        folder.open();
        fill(folder, 2);
        QVERIFY(folder.store().limitPages(1));
        const auto outcomes = folder.append({commandAt(9, say(1, outboxOf(1), 2, std::string(16'000, 'x')))});
        QVERIFY(notStored(outcomes[0]));
        QCOMPARE(find(folder, 1, 2), std::uint64_t{0});
        QVERIFY(folder.store().limitPages(0));
        // Nor is it taken for written, when others get its place in the log.
        QVERIFY(folder.store().writeSubmissions());
        folder.append({commandAt(10, say(2, outboxOf(2), 2))});
        folder.open();
        QCOMPARE(find(folder, 2, 2), std::uint64_t{5});
    }

    void aFullDiskPutsItOff()
    {
        StoreFolder folder;
        folder.open();
        fill(folder, SubmissionIndex::worthWriting);
        QVERIFY(folder.store().limitPages(1));
        QVERIFY(!folder.store().writeSubmissions());
        QVERIFY(!folder.store().isWorthWritingSubmissions()); // not after each event
        QCOMPARE(find(folder, 1, 1), std::uint64_t{3});
        QVERIFY(folder.store().limitPages(0));
        folder.store().doIdleWork();
        QCOMPARE(written(folder), static_cast<std::int64_t>(SubmissionIndex::worthWriting));
        QCOMPARE(find(folder, 1, 1), std::uint64_t{3});
    }

    void ofWhatHasGoneTheLastIsKnown_data()
    {
        QTest::addColumn<bool>("isWritten");
        QTest::newRow("written") << true;
        QTest::newRow("not written yet") << false;
    }
    void ofWhatHasGoneTheLastIsKnown()
    {
        QFETCH(bool, isWritten);
        StoreFolder folder;
        folder.open();
        constexpr std::uint32_t kept = SubmissionIndex::keptPerOutbox;
        constexpr std::uint32_t each = 2 * kept;
        fill(folder, 2 * each); // of each person: number n is event 1 + 2 n, or one later
        if (isWritten)
            QVERIFY(folder.store().writeSubmissions());
        pruneTo(folder, 100);
        const auto isAsItShouldBe = [&folder] {
            const auto gone = folder.store().findSubmission(outboxOf(1), SubmissionNumber{each - kept + 1});
            const auto there = folder.store().findSubmission(outboxOf(1), SubmissionNumber{each});
            return gone && *gone && (*gone)->seq == Seq{1 + 2 * (each - kept + 1)} && !(*gone)->digest
                && there && *there && (*there)->seq == Seq{1 + 2 * each} && (*there)->digest;
        };
        QVERIFY(isAsItShouldBe());
        folder.open();
        QVERIFY(isAsItShouldBe());
        folder.store().doIdleWork();
        QVERIFY(isAsItShouldBe());
        folder.append({commandAt(100'000, say(1, outboxOf(1), each + 1)),
                       commandAt(100'000, say(2, outboxOf(2), each + 1))});
        pruneTo(folder, 10);
        folder.store().doIdleWork();
        QCOMPARE(written(folder), 2 * std::int64_t{kept});
        QCOMPARE(find(folder, 1, each - kept + 1), std::uint64_t{0});
        QCOMPARE(find(folder, 1, each - kept + 2), std::uint64_t{1 + 2 * (each - kept + 2)});
    }

    void ofAForgottenOutboxNothingStaysBehind()
    {
        StoreFolder folder;
        folder.open();
        std::vector<Command> commands = {commandAt(1, joinAs("anna", 1))};
        for (Byte instance = 1; instance <= 9; ++instance)
            for (std::uint32_t number = 1; number <= 10; ++number)
                commands.push_back(commandAt(10 + instance, say(1, outboxOf(1, instance), number)));
        folder.append(commands);
        folder.store().doIdleWork();
        pruneTo(folder, 85); // 7 to 91: half of what the first said
        QCOMPARE(written(folder), 90);
        folder.append({commandAt(OutboxTable::keptMilliseconds * 2, say(1, outboxOf(1, 9), 11))});
        folder.store().doIdleWork();
        QCOMPARE(written(folder), 86);
        pruneTo(folder, 81); // 12 to 92
        QCOMPARE(written(folder), 81);
    }
};

QTEST_APPLESS_MAIN(SubmissionIndexTest)
#include "submission_index_test.moc"
