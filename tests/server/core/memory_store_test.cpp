// The store in memory misbehaves as told, and never otherwise than a real one may.
#include "tests/server/core/sample_commands.h"
#include "tests/support/memory_store.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

AppendReply append(MemoryStore& store, std::vector<Proposal> proposals)
{
    return std::get<AppendReply>(store.answer(AppendRequest{std::move(proposals)}));
}

Proposal proposal(std::uint64_t id, decltype(Command::what) what)
{
    return {ProposalId{id}, commandAt(static_cast<std::int64_t>(id), std::move(what))};
}

/// `C1@1 N2 U3`: committed under seq 1, not stored, unknown, with the proposals' ids.
std::string told(const AppendReply& reply)
{
    std::string text;
    const auto add = [&](char what, ProposalId id) {
        text.append(text.empty() ? 0 : 1, ' ').append(1, what).append(std::to_string(id.value));
    };
    for (const ProposalOutcome& outcome : reply.outcomes) {
        if (const auto* committed = std::get_if<Committed>(&outcome)) {
            add('C', committed->proposal);
            text.append(1, '@').append(std::to_string(committed->effect.seq.value));
        } else if (const auto* refused = std::get_if<NotStored>(&outcome)) {
            add('N', refused->proposal);
        } else {
            add('U', std::get<OutcomeUnknown>(outcome).proposal);
        }
    }
    return text;
}

} // namespace

class MemoryStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersWhenAskedTo();
    void refusesAsTold();
    void refusedLeavesWaitAndComeFirst();
    void whatIsUnknownIsToldOnceItIsProposedAgain_data();
    void whatIsUnknownIsToldOnceItIsProposedAgain();
    void aCrashForgetsWhatIsNotStored();
};

void MemoryStoreTest::answersWhenAskedTo()
{
    MemoryStore store;
    store.submit(AppendRequest{{proposal(1, joinAs("anna", 1))}});
    store.submit(FindChainRequest{QueryId{1}, Seq{1}});
    QCOMPARE(store.waiting(), std::size_t{2});
    QCOMPARE(store.fold().head(), Seq{});
    QCOMPARE(told(std::get<AppendReply>(*store.answerNext())), std::string("C1@1"));
    QCOMPARE(std::get<FindChainReply>(store.answerAll().at(0)).chain, store.fold().chain());
    QVERIFY(!store.answerNext());
}

void MemoryStoreTest::refusesAsTold()
{
    MemoryStore store;
    store.setRefusal([](const Proposal& each) {
        return each.id.value % 2 == 0 ? std::optional<std::string>("no") : std::nullopt;
    });
    QCOMPARE(told(append(store, {proposal(1, joinAs("anna", 1)), proposal(2, joinAs("bob", 2)),
                                 proposal(3, say(1, outboxOf(1), 1))})),
             std::string("C1@1 N2 C3@2"));
    QCOMPARE(store.fold().memberCount(), std::size_t{1});
}

void MemoryStoreTest::refusedLeavesWaitAndComeFirst()
{
    MemoryStore store;
    append(store, {proposal(1, joinAs("anna", 1)), proposal(2, joinAs("bob", 2))});
    store.setRefusal([](const Proposal&) { return std::optional<std::string>("full"); });
    QCOMPARE(told(append(store, {proposal(3, leave(1)), proposal(4, say(2, outboxOf(2), 1))})),
             std::string("N4"));
    QVERIFY(!store.answerWaitingLeaves());
    store.setRefusal({});
    QCOMPARE(told(append(store, {proposal(5, say(2, outboxOf(2), 2))})), std::string("C3@3 C5@4"));

    store.setRefusal([](const Proposal&) { return std::optional<std::string>("full"); });
    append(store, {proposal(6, leave(2))});
    store.setRefusal({});
    const auto reply = store.answerWaitingLeaves();
    QVERIFY(reply);
    QVERIFY(!std::get<AppendReply>(*reply).endsTurn);
    QCOMPARE(told(std::get<AppendReply>(*reply)), std::string("C6@5"));
}

void MemoryStoreTest::whatIsUnknownIsToldOnceItIsProposedAgain_data()
{
    QTest::addColumn<bool>("isStored");
    QTest::newRow("it had been stored") << true;
    QTest::newRow("it had been lost") << false;
}

void MemoryStoreTest::whatIsUnknownIsToldOnceItIsProposedAgain()
{
    QFETCH(bool, isStored);
    MemoryStore store;
    append(store, {proposal(1, joinAs("anna", 1))});
    store.setFate([isStored](const AppendRequest&) {
        return isStored ? MemoryStore::Fate::unknownStored : MemoryStore::Fate::unknownLost;
    });
    const Proposal first = proposal(2, say(1, outboxOf(1), 1));
    const Proposal second = proposal(3, say(1, outboxOf(1), 2));
    const Proposal third = proposal(4, say(1, outboxOf(1), 3));
    QCOMPARE(told(append(store, {first, second})), std::string("U2 U3"));
    QCOMPARE(store.fold().head(), Seq{isStored ? 3U : 1U});
    store.setFate({});
    // A turn that was under way already does not overtake it.
    QCOMPARE(told(append(store, {third})), std::string("U4"));
    QCOMPARE(told(append(store, {first, second, third})), std::string("C2@2 C3@3 C4@4"));
    QCOMPARE(store.entries().size(), std::size_t{4});
}

void MemoryStoreTest::aCrashForgetsWhatIsNotStored()
{
    MemoryStore store;
    append(store, {proposal(1, joinAs("anna", 1))});
    store.setRefusal([](const Proposal&) { return std::optional<std::string>("full"); });
    append(store, {proposal(2, leave(1))});
    store.submit(AppendRequest{{proposal(3, joinAs("bob", 2))}});
    store.crash();
    store.setRefusal({});
    QCOMPARE(store.waiting(), std::size_t{0});
    QVERIFY(!store.answerWaitingLeaves());
    const RestoredRoom restored = store.restored();
    QCOMPARE(restored.state.head, Seq{1});
    QCOMPARE(restored.state.members.size(), std::size_t{1});
    QCOMPARE(restored.tail.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(MemoryStoreTest)
#include "memory_store_test.moc"
