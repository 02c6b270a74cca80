// Pages of the past and what retention leaves of it.
#include "server/store/sqlite_store.h"
#include "tests/server/store/store_folder.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

constexpr Seq farAway{1'000'000};

chat::PageReply page(SqliteStore& store, const chat::HistoryAnchor& anchor, PageBounds bounds)
{
    const auto reply = std::get<ReadPageReply>(store.answer(ReadPageRequest{QueryId{1}, anchor, bounds}));
    if (reply.failed)
        qFatal("the page could not be read");
    return reply.page;
}

std::vector<std::uint64_t> seqs(const chat::PageReply& page)
{
    std::vector<std::uint64_t> all;
    all.reserve(page.events.size());
    for (const auto& entry : page.events)
        all.push_back(entry.seq.value);
    return all;
}

/// One joins and says 1, 2, …; seq 10 · i is void; a minute between two.
void fill(StoreFolder& folder, std::uint32_t upTo)
{
    std::vector<Command> commands = {commandAt(60'000, joinAs("anna", 1))};
    for (std::uint32_t seq = 2; seq <= upTo; ++seq) {
        if (seq % 10 == 0)
            commands.push_back(commandAt(seq * 60'000, leave(9)));
        else
            commands.push_back(
                commandAt(seq * 60'000, say(1, outboxOf(1), seq, "text " + std::to_string(seq))));
    }
    folder.append(commands);
}

bool isProven(const chat::PageReply& page, SqliteStore& store)
{
    if (page.events.empty() || !page.chainBefore)
        return false;
    ChainValue chain = *page.chainBefore;
    for (const auto& entry : page.events)
        chain = chat::chainNext(chain, entry.seq, entry.record);
    const auto known = store.chainAt(page.events.back().seq);
    return known && *known == chain;
}

void pruneAll(SqliteStore& store, const PruneRequest& request)
{
    while (!store.prune(request).isDone) {
    }
}

} // namespace

class HistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesLieBeforeBehindAndAround_data();
    void pagesLieBeforeBehindAndAround();
    void pagesEndWhereBytesDo();
    void aSingleLargeEventIsAPage();
    void theOldestGo();
    void whatIsFoldedSurvives();
    void theChainGoesOnFromWhatIsKept();
    void nothingThatHasGoneIsFound();
    void theFileDoesNotGrowForEver();
};

void HistoryTest::pagesLieBeforeBehindAndAround_data()
{
    using Seqs = std::vector<std::uint64_t>;
    QTest::addColumn<chat::HistoryAnchor>("anchor");
    QTest::addColumn<PageBounds>("bounds");
    QTest::addColumn<Seqs>("expected");
    QTest::addColumn<bool>("more");
    const auto row = [](const char* name, chat::HistoryAnchor anchor, PageBounds bounds, const Seqs& expected,
                        bool more) { QTest::newRow(name) << anchor << bounds << expected << more; };
    row("before", chat::BeforeEvent{Seq{10}}, {Seq{1}, farAway, 3, 9999}, {7, 8, 9}, true);
    row("before all", chat::BeforeEvent{Seq{1}}, {Seq{1}, farAway, 3, 9999}, {}, false);
    row("before, to the beginning", chat::BeforeEvent{Seq{4}}, {Seq{1}, farAway, 9, 9999}, {1, 2, 3}, false);
    row("before the future", chat::BeforeEvent{Seq{500}}, {Seq{1}, farAway, 2, 9999}, {29, 30}, true);
    row("before, as far as one may", chat::BeforeEvent{Seq{10}}, {Seq{8}, farAway, 9, 9999}, {8, 9}, false);
    row("after", chat::AfterEvent{Seq{9}}, {Seq{1}, farAway, 3, 9999}, {10, 11, 12}, true);
    row("after, to the end", chat::AfterEvent{Seq{28}}, {Seq{1}, farAway, 9, 9999}, {29, 30}, false);
    row("after, as far as is known", chat::AfterEvent{Seq{9}}, {Seq{1}, Seq{11}, 9, 9999}, {10, 11}, false);
    row("after the end", chat::AfterEvent{Seq{30}}, {Seq{1}, farAway, 9, 9999}, {}, false);
    row("after nothing", chat::AfterEvent{Seq{0}}, {Seq{1}, farAway, 2, 9999}, {1, 2}, true);
    row("around", chat::AroundTime{WallTime{15 * 60'000}}, {Seq{1}, farAway, 4, 9999}, {13, 14, 15, 16},
        true);
    row("around the beginning", chat::AroundTime{WallTime{0}}, {Seq{1}, farAway, 4, 9999}, {1, 2, 3, 4},
        true);
    row("around the end", chat::AroundTime{WallTime{99 * 60'000}}, {Seq{1}, farAway, 4, 9999}, {28, 29, 30},
        false);
}

void HistoryTest::pagesLieBeforeBehindAndAround()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    fill(folder, 30);
    QFETCH(chat::HistoryAnchor, anchor);
    QFETCH(PageBounds, bounds);
    const auto found = page(store, anchor, bounds);
    QTEST(seqs(found), "expected");
    QTEST(found.more, "more");
    QCOMPARE(found.firstKept, Seq{1});
    QVERIFY(found.events.empty() || isProven(found, store));
}

void HistoryTest::pagesEndWhereBytesDo()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    fill(folder, 30);
    const auto before = page(store, chat::BeforeEvent{Seq{20}}, {Seq{1}, farAway, 20, 200});
    QVERIFY(before.events.size() > 1 && before.events.size() < 6);
    QCOMPARE(before.events.back().seq, Seq{19});
    QVERIFY(before.more && isProven(before, store));
    const auto after = page(store, chat::AfterEvent{Seq{20}}, {Seq{1}, farAway, 20, 200});
    QCOMPARE(after.events.front().seq, Seq{21});
    QVERIFY(after.more && after.events.size() < 6);
    const auto around = page(store, chat::AroundTime{WallTime{15 * 60'000}}, {Seq{1}, farAway, 20, 200});
    QVERIFY(around.events.front().seq <= Seq{15} && around.events.back().seq >= Seq{15});
    QVERIFY(isProven(around, store));
}

void HistoryTest::aSingleLargeEventIsAPage()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    folder.append(
        {commandAt(1, joinAs("anna", 1)), commandAt(2, say(1, outboxOf(1), 1, std::string(16'384, 'x')))});
    QCOMPARE(seqs(page(store, chat::BeforeEvent{Seq{3}}, {Seq{1}, farAway, 9, 100})),
             std::vector<std::uint64_t>{2});
}

void HistoryTest::theOldestGo()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    fill(folder, 1000);
    while (store.feedIndex()) {
    }
    const PruneReply first = store.prune({{}, 500, farAway});
    QVERIFY(!first.isDone);
    QVERIFY(first.firstKept > Seq{1} && first.firstKept < Seq{300}); // a small step
    pruneAll(store, {{}, 500, farAway});
    QCOMPARE(page(store, chat::AfterEvent{Seq{0}}, {Seq{1}, farAway, 1, 999}).firstKept, Seq{501});
    pruneAll(store, {WallTime{700 * 60'000}, {}, farAway});
    // Void numbers have no time and go with what stands behind them.
    QCOMPARE(seqs(page(store, chat::AfterEvent{Seq{0}}, {Seq{1}, farAway, 1, 999})),
             std::vector<std::uint64_t>{701});
    pruneAll(store, {{}, 1, Seq{800}});
    QCOMPARE(page(store, chat::AfterEvent{Seq{0}}, {Seq{1}, farAway, 1, 999}).firstKept, Seq{800});
    folder.open();
    QCOMPARE(folder.restored.firstKept, Seq{800});
    QCOMPARE(folder.restored.tail.size(), std::size_t{201});
}

void HistoryTest::whatIsFoldedSurvives()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    fill(folder, 600);
    const FoldState before = store.fold().state();
    pruneAll(store, {{}, 1, farAway});
    QCOMPARE(store.fold().state(), before);
    folder.open();
    QCOMPARE(folder.restored.state, before);
    // The room goes on: who joined in an event that is gone may speak, and a repeated number has no effect.
    const auto outcomes = folder.append(
        {commandAt(99'000'000, say(1, outboxOf(1), 599)), commandAt(99'000'000, say(1, outboxOf(1), 700))});
    QVERIFY(std::holds_alternative<VoidReason>(committed(outcomes[0])->effect.outcome));
    QVERIFY(std::holds_alternative<chat::Event>(committed(outcomes[1])->effect.outcome));
}

void HistoryTest::theChainGoesOnFromWhatIsKept()
{
    StoreFolder folder;
    fill((folder.open(), folder), 300);
    const auto before = *folder.store().chainAt(Seq{200});
    pruneAll(folder.store(), {{}, 100, farAway});
    for (int starts = 0; starts < 2; ++starts) {
        QCOMPARE(*folder.store().chainAt(Seq{200}), before);
        QVERIFY(!*folder.store().chainAt(Seq{199}));
        const auto oldest = page(folder.store(), chat::BeforeEvent{Seq{210}}, {Seq{1}, farAway, 50, 9999});
        QCOMPARE(oldest.events.front().seq, Seq{201});
        QVERIFY(!oldest.more && isProven(oldest, folder.store()));
        folder.open();
    }
}

void HistoryTest::nothingThatHasGoneIsFound()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    fill(folder, 300);
    while (store.feedIndex()) {
    }
    pruneAll(store, {{}, 100, farAway});
    folder.close();
    auto database = Database::open(folder.database());
    QVERIFY(database);
    QCOMPARE(database->number("SELECT count(*) FROM said WHERE said MATCH '\"tex\"' AND rowid <= 200"),
             std::int64_t{0});
    QVERIFY(database->number("SELECT count(*) FROM said WHERE said MATCH '\"tex\"'") > 50);
}

void HistoryTest::theFileDoesNotGrowForEver()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    std::uint32_t number = 0;
    std::vector<Command> commands = {commandAt(1, joinAs("anna", 1))};
    const auto round = [&] {
        for (int i = 0; i < 500; ++i) {
            ++number;
            commands.push_back(commandAt(
                number, say(1, outboxOf(1), number, std::string(200, 'x') + std::to_string(number))));
        }
        folder.append(commands);
        commands.clear();
        while (store.feedIndex()) {
        }
        pruneAll(store, {{}, 500, farAway});
        store.doIdleWork();
    };
    for (int i = 0; i < 6; ++i)
        round();
    const auto early = std::filesystem::file_size(folder.database());
    for (int i = 0; i < 20; ++i)
        round();
    const auto late = std::filesystem::file_size(folder.database());
    QVERIFY2(late < early * 2, qPrintable(QStringLiteral("%1 bytes, then %2").arg(early).arg(late)));
}

QTEST_GUILESS_MAIN(HistoryTest)
#include "history_test.moc"
