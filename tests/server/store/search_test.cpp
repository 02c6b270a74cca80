// Searching the store: what the index finds is what reading everything finds, in whatever language, however
// far the index has come, and nothing of what was removed or let go of.
#include "server/store/search_grams.h"
#include "server/store/sqlite_store.h"
#include "tests/server/store/store_folder.h"
#include "tests/support/multilingual.h"

#include <QTest>

#include <set>

using namespace hubbub;
using namespace hubbub::server;
using namespace hubbub::test;

namespace {

constexpr PageBounds everything{Seq{1}, Seq{1'000'000}, 200, 8192};

/// All pages, all slices.
std::vector<Seq> searched(SqliteStore& store, const chat::SearchQuery& query, PageBounds bounds = everything)
{
    std::vector<Seq> found;
    bool isFirst = true;
    bool isBegun = false;
    for (;;) {
        const auto reply = std::get<SearchLogReply>(
            store.answer(SearchLogRequest{QueryId{1}, query, bounds, isFirst, isBegun}));
        if (reply.failed)
            qFatal("the search failed");
        for (const auto& entry : reply.found)
            found.push_back(entry.seq);
        if (reply.isDone)
            return found;
        isFirst = reply.isFull; // then a page begins
        isBegun = !reply.isFull;
        bounds.last = Seq{reply.next.value - 1};
    }
}

/// By reading everything.
std::vector<Seq> scanned(SqliteStore& store, const chat::SearchQuery& query)
{
    std::vector<Seq> found;
    Seq first{1};
    for (;;) {
        const auto reply = store.readRecords({QueryId{1}, first, 1024});
        if (reply.records.empty())
            break;
        first = reply.first;
        for (const Bytes& bytes : reply.records) {
            const auto record = chat::decodeLogRecord(bytes);
            const auto* const event = std::get_if<chat::Event>(&*record);
            if (event != nullptr && chat::isSearchable(*event) && chat::matches(query, *event))
                found.push_back(first);
            first = next(first);
        }
    }
    std::ranges::reverse(found);
    return found;
}

void feedAll(SqliteStore& store)
{
    while (store.feedIndex()) {
    }
}

/// Two people who say so much.
void fill(StoreFolder& folder, std::uint32_t count, std::uint64_t words = 8)
{
    std::vector<Command> commands = {commandAt(1000, joinAs("anna", 1)), commandAt(1000, joinAs("小明", 2))};
    for (std::uint32_t i = 1; i <= count; ++i) {
        const std::uint32_t who = 1 + static_cast<std::uint32_t>(folder.entropy().drawBelow(2));
        commands.push_back(
            commandAt(1000 + std::int64_t{i} * 60'000,
                      say(who, outboxOf(static_cast<Byte>(who)), i, drawText(folder.entropy(), words))));
        if (folder.entropy().drawBelow(20) == 0)
            commands.push_back(commandAt(1000 + std::int64_t{i} * 60'000, leave(9))); // void
        if (commands.size() >= 500) {
            folder.append(commands);
            commands.clear();
        }
    }
    folder.append(commands);
}

/// Something that is in some text, or is not.
std::string drawQuery(SeededEntropy& entropy)
{
    std::string query;
    for (auto things = 1 + entropy.drawBelow(3); things > 0; --things) {
        const std::string text = drawText(entropy, 2);
        switch (entropy.drawBelow(8)) {
        case 0:
            query += entropy.drawBelow(2) == 0 ? "from:anna " : "from:小明 ";
            break;
        case 1:
            query += "has:link ";
            break;
        case 2: {
            std::string quoted = "\"";
            for (const char each : text)
                quoted += each == '"' ? std::string("\"\"") : std::string(1, each);
            query += quoted + "\" ";
            break;
        }
        case 3:
            query += entropy.drawBelow(2) == 0 ? "after:1970-01-02 " : "before:1970-01-02T12:00Z ";
            break;
        default: {
            // From any character to any other.
            std::vector<std::size_t> starts;
            for (std::size_t i = 0; i <= text.size(); ++i)
                if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80)
                    starts.push_back(i);
            const auto from = entropy.drawBelow(starts.size() - 1);
            const auto to =
                from + 1 + entropy.drawBelow(std::min<std::uint64_t>(starts.size() - 1 - from, 6));
            query += text.substr(starts[from], starts[to] - starts[from]) + ' ';
        }
        }
    }
    return query;
}

} // namespace

class SearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void piecesBeginAtEveryPlace();
    void findsWhatReadingEverythingFinds_data();
    void findsWhatReadingEverythingFinds();
    void findsWhatIsNotIndexedYet();
    void givesPagesThatGoOn();
    void looksNoFurtherThanItMay();
    void aSliceEnds();
    void nothingRemovedIsFound();
    void anIndexOfAnotherUnicodeIsMadeAgain();
};

void SearchTest::piecesBeginAtEveryPlace()
{
    using Grams = std::vector<std::string_view>;
    QCOMPARE(gramsOf("abcd"), (Grams{"abc", "bcd", "cd", "d"}));
    QCOMPARE(gramsOf("你好吗"), (Grams{"你好", "好吗", "吗"}));
    QCOMPARE(gramsOf("ab中文c"), (Grams{"ab中", "b中文", "中文", "文c", "c"}));
    QCOMPARE(gramsOf("a b\n한"), (Grams{"a", "b", "한"}));
    QCOMPARE(gramsOf(" \n"), Grams{});
}

void SearchTest::findsWhatReadingEverythingFinds_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void SearchTest::findsWhatReadingEverythingFinds()
{
    QFETCH(unsigned, seed);
    StoreFolder folder(seed);
    SqliteStore& store = folder.open();
    fill(folder, 3000);
    // All of it, all but a tail, or nothing.
    for (auto steps = std::array{100U, 12U, 0U, 100U}[seed - 1]; steps > 0 && store.feedIndex(); --steps) {
    }
    SeededEntropy entropy(seed * 99);
    unsigned asked = 0;
    unsigned answered = 0;
    while (asked < 150) {
        const std::string text = drawQuery(entropy);
        const auto query = chat::parseSearchQuery(text);
        if (!query)
            continue;
        ++asked;
        const auto expected = scanned(store, *query);
        QVERIFY2(searched(store, *query) == expected, text.c_str());
        answered += expected.empty() ? 0 : 1;
    }
    QVERIFY(answered > 30); // or nothing was compared
}

void SearchTest::findsWhatIsNotIndexedYet()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    fill(folder, 200);
    feedAll(store);
    QCOMPARE(store.indexLag(), std::uint64_t{0});
    folder.append({commandAt(100'000'000, say(1, outboxOf(1), 1000, "完全新的话 brandnew"))});
    QCOMPARE(store.indexLag(), std::uint64_t{1});
    for (const char* const query : {"新的", "新", "randn", "w"})
        QCOMPARE(searched(store, *chat::parseSearchQuery(query)).front(), store.fold().head());
    feedAll(store);
    for (const char* const query : {"新的", "新", "randn", "w"})
        QCOMPARE(searched(store, *chat::parseSearchQuery(query)).front(), store.fold().head());
    // It is there after the next start.
    SqliteStore& again = folder.open();
    QCOMPARE(again.indexLag(), std::uint64_t{0});
    QCOMPARE(searched(again, *chat::parseSearchQuery("完全新的")).size(), std::size_t{1});
}

void SearchTest::givesPagesThatGoOn()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    fill(folder, 300);
    feedAll(store);
    const auto query = *chat::parseSearchQuery("a");
    const auto all = scanned(store, query);
    QVERIFY(all.size() > 20);
    for (const PageBounds bounds :
         {PageBounds{Seq{1}, Seq{9999}, 1, 8192}, PageBounds{Seq{1}, Seq{9999}, 7, 8192},
          PageBounds{Seq{1}, Seq{9999}, 200, 1}, PageBounds{Seq{1}, Seq{9999}, 200, 300}})
        QCOMPARE(searched(store, query, bounds), all);
}

void SearchTest::looksNoFurtherThanItMay()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    fill(folder, 300);
    feedAll(store);
    const auto found = searched(store, *chat::parseSearchQuery("from:anna"), {Seq{100}, Seq{200}, 200, 8192});
    QVERIFY(!found.empty());
    QVERIFY(found.front() <= Seq{200} && found.back() >= Seq{100});
}

void SearchTest::aSliceEnds()
{
    StoreFolder folder;
    SqliteStore& store = folder.open();
    fill(folder, 6000, 2);
    const auto reply = std::get<SearchLogReply>(store.answer(
        SearchLogRequest{QueryId{1}, *chat::parseSearchQuery("notthere"), everything, true, false}));
    QVERIFY(!reply.isDone && !reply.isFull && reply.found.empty());
    QVERIFY(reply.next > Seq{1} && reply.next < store.fold().head());
}

void SearchTest::nothingRemovedIsFound()
{
    StoreFolder folder;
    fill((folder.open(), folder), 20);
    auto& store = folder.store();
    folder.append({commandAt(100'000'000, say(1, outboxOf(1), 1000, "zaubertrank 秘密"))});
    feedAll(store);
    folder.close();
    // As a removal does it, in one transaction.
    auto database = Database::open(folder.database());
    auto index = SearchIndex::prepare(*database);
    auto events = EventTable::prepare(*database);
    QVERIFY(index && events && index->open(*database));
    const auto rows = events->read(index->indexed(), 1);
    Transaction transaction(*database);
    QVERIFY(transaction.begin());
    QVERIFY(index->remove(rows->front().seq, std::get<chat::Event>(rows->front().record)));
    QVERIFY(transaction.commit());
    QCOMPARE(database->number("SELECT count(*) FROM said WHERE said MATCH '\"zau\"'"), std::int64_t{0});
    QCOMPARE(database->number("SELECT count(*) FROM said WHERE said MATCH '\"秘密\"'"), std::int64_t{0});
}

void SearchTest::anIndexOfAnotherUnicodeIsMadeAgain()
{
    StoreFolder folder;
    fill((folder.open(), folder), 100);
    feedAll(folder.store());
    folder.close();
    folder.change("UPDATE search SET unicode_version = '1.0'");
    SqliteStore& store = folder.open();
    QVERIFY(store.indexLag() > 0);
    const auto query = *chat::parseSearchQuery("a");
    QCOMPARE(searched(store, query), scanned(store, query));
    feedAll(store);
    QCOMPARE(searched(store, query), scanned(store, query));
}

QTEST_GUILESS_MAIN(SearchTest)
#include "search_test.moc"
