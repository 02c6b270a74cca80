// The store on a real disk: what it commits, tells, and finds again.
#include "server/store/sqlite_store.h"
#include "tests/server/store/refold.h"
#include "tests/server/store/store_folder.h"
#include "tests/support/memory_store.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

class SqliteStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsWithAnEmptyRoom();
    void aTurnIsCommittedInOrder();
    void commandsWithoutEffectKeepTheirNumbers();
    void everythingIsFoundAgainAfterAStart();
    void theTailEndsAtTheHead_data();
    void theTailEndsAtTheHead();
    void aSubmissionIsFoundWithItsDigest();
    void aRepeatedSubmissionMakesNoSecondRow();
    void aSubmissionOfAForgottenOutboxMakesNoSecondRow_data();
    void aSubmissionOfAForgottenOutboxMakesNoSecondRow();
    void recordsAreReadFromAnyPlace_data();
    void recordsAreReadFromAnyPlace();
    void longReadsAreGivenInParts();
    void theChainIsKnownAtEverySeq();
    void aRemovedTextIsReadAsATombstone();
    void textsSurviveAsTheyAre();
    void theTablesAreWhatTheLogFoldsTo();
    void answersLikeTheStoreInMemory();
    void theWriteAheadLogIsCopiedBack();
};

void SqliteStoreTest::beginsWithAnEmptyRoom()
{
    StoreFolder folder;
    folder.open();
    QCOMPARE(folder.restored.state, FoldState{});
    QCOMPARE(folder.restored.firstKept, Seq{1});
    QVERIFY(folder.restored.tail.empty());
    QVERIFY(folder.restored.log != LogId{});
}

void SqliteStoreTest::aTurnIsCommittedInOrder()
{
    StoreFolder folder;
    folder.open();
    const auto outcomes = folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, joinAs("bob", 2)),
                                         commandAt(3, say(1, outboxOf(1), 1)), commandAt(4, leave(2))});
    QCOMPARE(outcomes.size(), std::size_t{4});
    RoomFold fold;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        QVERIFY(committed(outcomes[i]));
        QCOMPARE(committed(outcomes[i])->proposal, ProposalId{i + 1});
        QCOMPARE(committed(outcomes[i])->effect.seq, Seq{i + 1});
    }
    QCOMPARE(folder.store().fold().memberCount(), std::size_t{1});
    QCOMPARE(folder.store().fold().head(), Seq{4});
    QVERIFY(folder.append({}).empty());
}

void SqliteStoreTest::commandsWithoutEffectKeepTheirNumbers()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    const auto outcomes = folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, joinAs("anna", 2)),
                                         commandAt(3, leave(9)), commandAt(4, say(1, outboxOf(1), 1)),
                                         commandAt(5, say(1, outboxOf(1), 1))});
    QCOMPARE(std::get<VoidReason>(committed(outcomes[1])->effect.outcome), VoidReason::nameClash);
    QCOMPARE(std::get<VoidReason>(committed(outcomes[2])->effect.outcome), VoidReason::noSuchMember);
    QCOMPARE(std::get<VoidReason>(committed(outcomes[4])->effect.outcome), VoidReason::repeatedNumber);
    const auto reply = store.readRecords({QueryId{1}, Seq{1}, 10});
    QCOMPARE(reply.records.size(), std::size_t{5});
    QCOMPARE(reply.records[1], chat::encode(chat::VoidEvent{}));
    QCOMPARE(reply.records[4], chat::encode(chat::VoidEvent{}));
    const FoldState before = store.fold().state();
    folder.open();
    QCOMPARE(folder.restored.state, before);
}

void SqliteStoreTest::everythingIsFoundAgainAfterAStart()
{
    StoreFolder folder;
    folder.open();
    const LogId log = folder.restored.log;
    std::vector<Bytes> records;
    for (const auto& outcome : folder.append(
             {commandAt(1000, joinAs("anna", 1)), commandAt(1001, joinAs("bob", 2)),
              commandAt(1002, say(1, outboxOf(1), 3, "hi")), commandAt(1003, leaveResting(2, 9000))}))
        records.push_back(chat::encode(committed(outcome)->effect.record()));
    const FoldState before = folder.store().fold().state();
    QCOMPARE(before.resting.size(), std::size_t{1});

    folder.open();
    QCOMPARE(folder.restored.log, log);
    QCOMPARE(folder.restored.state, before);
    QCOMPARE(folder.restored.tail, records);
    QCOMPARE(folder.store().fold().state(), before);
    // And the room goes on.
    const auto outcomes =
        folder.append({commandAt(1004, joinAs("bob", 3)), commandAt(1005, joinAs("bob", 2))});
    QCOMPARE(std::get<VoidReason>(committed(outcomes[0])->effect.outcome), VoidReason::nameClash);
    QCOMPARE(committed(outcomes[1])->effect.seq, Seq{6});
    QCOMPARE(std::get<chat::Event>(committed(outcomes[1])->effect.outcome).member, MemberId{3});
}

void SqliteStoreTest::theTailEndsAtTheHead_data()
{
    QTest::addColumn<int>("tail");
    QTest::addColumn<int>("first");
    QTest::newRow("none") << 0 << 51;
    QTest::newRow("one") << 1 << 50;
    QTest::newRow("some") << 20 << 31;
    QTest::newRow("all") << 50 << 1;
    QTest::newRow("more than all") << 1000 << 1;
}

void SqliteStoreTest::theTailEndsAtTheHead()
{
    QFETCH(int, tail);
    QFETCH(int, first);
    StoreFolder folder;
    folder.open();
    std::vector<Command> commands{commandAt(1, joinAs("anna", 1))};
    for (std::uint32_t number = 1; number < 50; ++number)
        commands.push_back(commandAt(1 + number, say(1, outboxOf(1), number, std::to_string(number))));
    const auto outcomes = folder.append(commands);

    folder.open(static_cast<std::uint32_t>(tail));
    QCOMPARE(folder.restored.tail.size(), static_cast<std::size_t>(51 - first));
    for (std::size_t i = 0; i < folder.restored.tail.size(); ++i) {
        const auto& effect = committed(outcomes[static_cast<std::size_t>(first) - 1 + i])->effect;
        QCOMPARE(folder.restored.tail[i], chat::encode(effect.record()));
    }
}

void SqliteStoreTest::aSubmissionIsFoundWithItsDigest()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, say(1, outboxOf(1), 4)),
                   commandAt(3, AnnounceCommand{MemberId{}, "", "x", submissionOf(outboxOf(9), 2)})});
    const auto find = [&store](const OutboxKey& outbox, std::uint32_t number) {
        return *store.findSubmission(outbox, SubmissionNumber{number});
    };
    QVERIFY(find(outboxOf(1), 4));
    QCOMPARE(find(outboxOf(1), 4)->seq, Seq{2});
    // The digest tells the core a repeat from a conflict.
    QCOMPARE(find(outboxOf(1), 4)->digest, submissionOf(outboxOf(1), 4).digest);
    QCOMPARE(find(outboxOf(9), 2)->seq, Seq{3});
    QVERIFY(!find(outboxOf(1), 3));
    QVERIFY(!find(outboxOf(1, 2), 4));
    QVERIFY(!find(outboxOf(2), 4));
    QVERIFY(!find(outboxOf(1), 0)); // joins are no submissions
}

void SqliteStoreTest::aRepeatedSubmissionMakesNoSecondRow()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, say(1, outboxOf(1), 1, "once"))});
    const auto sameTurn = folder.append(
        {commandAt(3, say(1, outboxOf(1), 1, "once")), commandAt(3, say(1, outboxOf(1), 1, "twice"))});
    QCOMPARE(countCommitted(sameTurn), std::size_t{2});
    for (const auto& outcome : sameTurn)
        QCOMPARE(std::get<VoidReason>(committed(outcome)->effect.outcome), VoidReason::repeatedNumber);
    QCOMPARE((*store.findSubmission(outboxOf(1), SubmissionNumber{1}))->seq, Seq{2});
}

void SqliteStoreTest::aSubmissionOfAForgottenOutboxMakesNoSecondRow_data()
{
    QTest::addColumn<bool>("isWritten");
    QTest::newRow("in its table") << true;
    QTest::newRow("not there yet") << false;
}

void SqliteStoreTest::aSubmissionOfAForgottenOutboxMakesNoSecondRow()
{
    QFETCH(bool, isWritten);
    StoreFolder folder;
    SqliteStore& store = folder.open();
    std::vector<Command> commands{commandAt(1, joinAs("anna", 1)), commandAt(2, say(1, outboxOf(1, 1), 1)),
                                  commandAt(3, say(1, outboxOf(1, 1), 5))};
    for (Byte instance = 2; instance <= 9; ++instance)
        commands.push_back(commandAt(100 + instance, say(1, outboxOf(1, instance), 1)));
    folder.append(commands);
    if (isWritten)
        store.doIdleWork();
    const std::int64_t later = OutboxTable::keptMilliseconds * 2;
    folder.append({commandAt(later, say(1, outboxOf(1, 9), 2))});
    QCOMPARE(store.fold().cursorOf(outboxOf(1, 1)), SubmissionNumber{});
    const FoldState before = store.fold().state();

    // The fold would let it pass; the index does not, and takes nothing else of the turn with it. Nor does
    // a number pass that a later one has overtaken, since those behind it may be in the log.
    const auto outcomes = folder.append(
        {commandAt(later + 1, say(1, outboxOf(1, 9), 3)), commandAt(later + 2, say(1, outboxOf(1, 1), 1)),
         commandAt(later + 2, say(1, outboxOf(1, 1), 4)), commandAt(later + 3, say(1, outboxOf(1, 9), 4)),
         commandAt(later + 3, say(1, outboxOf(1, 1), 6))});
    QCOMPARE(outcomes.size(), std::size_t{5});
    QVERIFY(committed(outcomes[0]));
    QVERIFY(notStored(outcomes[1]));
    QVERIFY(notStored(outcomes[2]));
    QVERIFY(committed(outcomes[3]));
    QCOMPARE(committed(outcomes[3])->effect.seq.value, before.head.value + 2);
    QVERIFY(committed(outcomes[4]));
    QCOMPARE((*store.findSubmission(outboxOf(1, 1), SubmissionNumber{1}))->seq, Seq{2});
    const FoldState after = store.fold().state();
    folder.open();
    QCOMPARE(folder.restored.state, after);
}

void SqliteStoreTest::recordsAreReadFromAnyPlace_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("given");
    QTest::newRow("all") << 1 << 10 << 10;
    QTest::newRow("the middle") << 4 << 3 << 3;
    QTest::newRow("over the end") << 9 << 10 << 2;
    QTest::newRow("beyond the end") << 11 << 10 << 0;
    QTest::newRow("none") << 3 << 0 << 0;
}

void SqliteStoreTest::recordsAreReadFromAnyPlace()
{
    QFETCH(int, first);
    QFETCH(int, count);
    QFETCH(int, given);
    StoreFolder folder;
    SqliteStore& store = folder.open();
    std::vector<Command> commands{commandAt(1, joinAs("anna", 1))};
    for (std::uint32_t number = 1; number < 10; ++number)
        commands.push_back(commandAt(1 + number, say(1, outboxOf(1), number)));
    const auto outcomes = folder.append(commands);

    const auto reply = store.readRecords(
        {QueryId{5}, Seq{static_cast<std::uint64_t>(first)}, static_cast<std::uint32_t>(count)});
    QCOMPARE(reply.query, QueryId{5});
    QCOMPARE(reply.first, Seq{static_cast<std::uint64_t>(first)});
    QCOMPARE(reply.records.size(), static_cast<std::size_t>(given));
    for (std::size_t i = 0; i < reply.records.size(); ++i) {
        const auto& effect = committed(outcomes[static_cast<std::size_t>(first) - 1 + i])->effect;
        QCOMPARE(chat::decodeLogRecord(reply.records[i]), std::optional(effect.record()));
    }
}

void SqliteStoreTest::longReadsAreGivenInParts()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    std::vector<Command> commands{commandAt(1, joinAs("anna", 1))};
    for (std::uint32_t number = 1; number < 100; ++number)
        commands.push_back(
            commandAt(1 + number, say(1, outboxOf(1), number, std::string(std::size_t{16} * 1024, 'x'))));
    folder.append(commands);

    std::size_t parts = 0;
    Seq first{1};
    while (first.value <= 100) {
        const auto reply = store.readRecords({QueryId{1}, first, 100});
        QVERIFY(!reply.records.empty());
        QVERIFY(reply.records.size() < 70);
        first.value += reply.records.size();
        ++parts;
    }
    QCOMPARE(parts, std::size_t{2});
}

void SqliteStoreTest::theChainIsKnownAtEverySeq()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    const auto outcomes = folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, joinAs("anna", 1)),
                                         commandAt(3, say(1, outboxOf(1), 1))});
    QCOMPARE(*store.chainAt(Seq{}), std::optional(ChainValue{}));
    for (const auto& outcome : outcomes) {
        const FoldEffect& effect = committed(outcome)->effect;
        QCOMPARE(*store.chainAt(effect.seq), std::optional(effect.chain));
    }
    QCOMPARE(*store.chainAt(Seq{4}), std::nullopt);
}

void SqliteStoreTest::aRemovedTextIsReadAsATombstone()
{
    StoreFolder folder;
    folder.open();
    const auto outcomes =
        folder.append({commandAt(1, joinAs("anna", 1)), commandAt(2, say(1, outboxOf(1), 1, "secret"))});
    auto event = std::get<chat::Event>(committed(outcomes[1])->effect.outcome);
    const Digest digest = chat::contentDigest(std::get<chat::Content>(event.content));
    folder.close();
    folder.change(("UPDATE events SET text = NULL, salt = NULL, content_digest = x'" + toHex(digest.view())
                   + "' WHERE seq = 2")
                      .c_str());
    event.content = chat::Tombstone{digest};
    folder.open(); // the chain still holds
    QCOMPARE(folder.restored.tail[1], chat::encode(event));
}

void SqliteStoreTest::textsSurviveAsTheyAre()
{
    StoreFolder folder;
    folder.open();
    const std::string text = "多行\n  文本\t🎉 e\u0301 ' \" ; --";
    const std::string name = "小明·O'Neil";
    const auto outcomes =
        folder.append({commandAt(1, joinAs(name, 1)), commandAt(2, say(1, outboxOf(1), 1, text)),
                       commandAt(3, say(1, outboxOf(1), 2, std::string("a\0b", 3)))});
    folder.open();
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        QCOMPARE(chat::decodeLogRecord(folder.restored.tail[i]),
                 std::optional(committed(outcomes[i])->effect.record()));
    QCOMPARE(folder.restored.state.members[0].name, name);
}

void SqliteStoreTest::theTablesAreWhatTheLogFoldsTo()
{
    StoreFolder folder;
    folder.open();
    CommandSource source(folder.entropy());
    for (int turn = 0; turn < 120; ++turn) {
        std::vector<Command> commands;
        RoomFold ahead(folder.store().fold().state());
        for (std::uint64_t i = folder.entropy().drawBelow(40); i > 0; --i) {
            commands.push_back(source.next(ahead));
            ahead.apply(commands.back());
        }
        QCOMPARE(countCommitted(folder.append(commands)), commands.size());
        QCOMPARE(folder.store().fold().state(), ahead.state());
        if (turn % 20 == 0)
            folder.open();
    }
    const FoldState folded = folder.store().fold().state();
    QVERIFY(folded.head.value > 1000);
    folder.open(); // from the tables
    QCOMPARE(folder.restored.state, folded);
    folder.close();
    QCOMPARE(refold(folder.path()), folded); // from the log
}

void SqliteStoreTest::answersLikeTheStoreInMemory()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    MemoryStore memory(folder.restored.log);
    CommandSource source(folder.entropy());
    for (int turn = 0; turn < 60; ++turn) {
        AppendRequest append;
        RoomFold ahead(store.fold().state());
        for (std::uint64_t i = folder.entropy().drawBelow(20); i > 0; --i) {
            append.proposals.push_back(folder.propose({source.next(ahead)}).front());
            ahead.apply(append.proposals.back().command);
        }
        const auto one = std::get<AppendReply>(store.answer(append));
        const auto other = std::get<AppendReply>(memory.answer(append));
        QCOMPARE(one.outcomes.size(), other.outcomes.size());
        for (std::size_t i = 0; i < one.outcomes.size(); ++i) {
            QCOMPARE(committed(one.outcomes[i])->proposal, committed(other.outcomes[i])->proposal);
            QCOMPARE(committed(one.outcomes[i])->effect.chain, committed(other.outcomes[i])->effect.chain);
        }
    }
    const std::uint64_t head = store.fold().head().value;
    for (std::uint64_t seq = 0; seq <= head + 1; ++seq) {
        const auto one =
            std::get<ReadRecordsReply>(store.answer(ReadRecordsRequest{QueryId{1}, Seq{seq}, 3}));
        const auto other =
            std::get<ReadRecordsReply>(memory.answer(ReadRecordsRequest{QueryId{1}, Seq{seq}, 3}));
        QCOMPARE(one.records, other.records);
        if (!one.records.empty())
            QCOMPARE(one.first, other.first);
        const FindChainRequest chain{QueryId{2}, Seq{seq}};
        QCOMPARE(std::get<FindChainReply>(store.answer(chain)).chain,
                 std::get<FindChainReply>(memory.answer(chain)).chain);
    }
    for (const MemoryStore::Entry& entry : memory.entries()) {
        const auto* said = std::get_if<SayCommand>(&entry.command.what);
        if (!said)
            continue;
        const FindSubmissionRequest find{QueryId{3}, said->submission.outbox, said->submission.number};
        const auto one = std::get<FindSubmissionReply>(store.answer(find)).found;
        const auto other = std::get<FindSubmissionReply>(memory.answer(find)).found;
        QCOMPARE(one.has_value(), other.has_value());
        if (one) {
            QCOMPARE(one->seq, other->seq);
            QCOMPARE(one->digest, other->digest);
        }
    }
    QCOMPARE(memory.restored().state, store.fold().state());
    folder.open();
    QCOMPARE(folder.restored.tail, memory.restored().tail);
}

void SqliteStoreTest::theWriteAheadLogIsCopiedBack()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    const auto wal = folder.database().string() + "-wal";
    folder.append({commandAt(1, joinAs("anna", 1))});
    std::uintmax_t largest = 0;
    for (std::uint32_t number = 1; number <= 1000; ++number) {
        folder.append(
            {commandAt(1 + number, say(1, outboxOf(1), number, std::string(std::size_t{16} * 1024, 'x')))});
        largest = std::max(largest, std::filesystem::file_size(wal));
    }
    QVERIFY2(largest < std::uintmax_t{5} * 1024 * 1024, qPrintable(QString::number(largest)));
    QVERIFY(store.hasIdleWork());
    QVERIFY(store.doIdleWork().empty());
    QVERIFY(!store.hasIdleWork());
}

QTEST_APPLESS_MAIN(SqliteStoreTest)
#include "sqlite_store_test.moc"
