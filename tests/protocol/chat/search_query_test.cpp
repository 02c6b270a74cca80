// What people type to search, and which events they mean by it.
#include "protocol/chat/past_limits.h"
#include "protocol/chat/search_query.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::chat;

namespace {

Event said(std::string text, std::string name = "tom", std::int64_t time = 1000)
{
    return {
        WallTime{time}, MemberId{1}, std::move(name), SubmissionNumber{1}, Content{Salt{}, std::move(text)},
        Message{}};
}

bool finds(std::string_view query, const Event& event)
{
    const auto parsed = parseSearchQuery(query);
    return parsed && matches(*parsed, event);
}

std::int64_t millisecondsOf(std::string_view text)
{
    const auto time = parseTime(text);
    return time ? time->milliseconds : -1;
}

} // namespace

class SearchQueryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWordHasToOccur();
    void aWordIsAnyPartOfTheText_data();
    void aWordIsAnyPartOfTheText();
    void quotationMarksKeepSpaces();
    void conditionsAreCombined();
    void colonsOfChineseInputAreGood();
    void timesArePointsInTime();
    void linksAreWhatProgramsShowAsLinks_data();
    void linksAreWhatProgramsShowAsLinks();
    void mistakesAreExplained_data();
    void mistakesAreExplained();
    void onlyWhatWasSaidIsFound();
};

void SearchQueryTest::everyWordHasToOccur()
{
    QVERIFY(finds("server restart", said("restart of the server")));
    QVERIFY(!finds("server restart", said("the server stays")));
    QCOMPARE(parseSearchQuery(" 服务器\u3000维护\t")->words, (std::vector<std::string>{"服务器", "维护"}));
}

void SearchQueryTest::aWordIsAnyPartOfTheText_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("part of a word") << "erve"
                                    << "Server" << true;
    QTest::newRow("one character") << "务"
                                   << "服务器" << true;
    QTest::newRow("two characters") << "务器"
                                    << "服务器" << true;
    QTest::newRow("another order") << "器务"
                                   << "服务器" << false;
    QTest::newRow("case") << "STRASSE"
                          << "Die Straße" << true;
    QTest::newRow("final sigma") << "σίσυφος"
                                 << "ΣΊΣΥΦΟΣ" << true;
    QTest::newRow("wide letters") << "full"
                                  << "ｆｕｌｌ" << true;
    QTest::newRow("narrow kana") << "サーバー"
                                 << "ｻｰﾊﾞｰ" << true;
    QTest::newRow("composed or not") << "café"
                                     << "cafe\u0301" << true;
    QTest::newRow("across scripts") << "b中"
                                    << "ab中文" << true;
    QTest::newRow("a mark within") << "5\""
                                   << "a 5\" disk" << true;
    QTest::newRow("a word with a colon") << "http://x"
                                         << "see http://x.y" << true;
    QTest::newRow("across white space") << "thehouse"
                                        << "the house" << false;
}

void SearchQueryTest::aWordIsAnyPartOfTheText()
{
    QFETCH(QString, query);
    QFETCH(QString, text);
    QTEST(finds(query.toStdString(), said(text.toStdString())), "isFound");
}

void SearchQueryTest::quotationMarksKeepSpaces()
{
    QVERIFY(finds("\"the server\"", said("restart The Server now")));
    QVERIFY(!finds("\"the server\"", said("the big server")));
    QVERIFY(finds("\"\"\"so\"\"\"", said("he said \"so\" again")));
    QCOMPARE(parseSearchQuery("\"a \"\"b\"\" c\"")->words, std::vector<std::string>{"a \"b\" c"});
}

void SearchQueryTest::conditionsAreCombined()
{
    const Event event = said("see https://example.org", "小明", 1'700'000'000'000);
    QVERIFY(finds("from:小明 has:link see after:2023-11-14 before:2023-11-15", event));
    QVERIFY(!finds("from:小 see", event));
    QVERIFY(!finds("before:2023-11-14 see", event));
    QVERIFY(!finds("after:2023-11-15", event));
    QVERIFY(finds("FROM:TOM", said("x", "Tom")));
    QVERIFY(finds("from:\"tom\"", said("x", "Tom")));
    QVERIFY(!finds("has:link", said("no link")));
    const auto narrowed =
        parseSearchQuery("after:2023-01-01 after:2024-01-01 before:2026-01-01 before:2025-01-01");
    QCOMPARE(narrowed->notBefore, parseTime("2024-01-01"));
    QCOMPARE(narrowed->before, parseTime("2025-01-01"));
}

void SearchQueryTest::colonsOfChineseInputAreGood()
{
    QCOMPARE(parseSearchQuery("from：小明")->from, std::vector<std::string>{"小明"});
    QVERIFY(parseSearchQuery("has：link")->hasLink);
}

void SearchQueryTest::timesArePointsInTime()
{
    QCOMPARE(millisecondsOf("1970-01-02"), std::int64_t{86'400'000});
    QCOMPARE(millisecondsOf("2023-11-14T22:13:20Z"), std::int64_t{1'700'000'000'000});
    QCOMPARE(millisecondsOf("2023-11-15T06:13:20.25+08:00"), std::int64_t{1'700'000'000'250});
    QCOMPARE(millisecondsOf("2023-11-14T17:13-05:00"), std::int64_t{1'699'999'980'000});
    for (const char* const wrong : {"", "2023", "2023-1-1", "2023-02-30", "2023-11-14T", "2023-11-14T22:13",
                                    "2023-11-14T24:00Z", "2023-11-14T22:13:20.Z", "2023-11-14x", "yesterday"})
        QVERIFY2(!parseTime(wrong), wrong);
    QCOMPARE(millisecondsOf("1960-01-01"), std::int64_t{0});
}

void SearchQueryTest::linksAreWhatProgramsShowAsLinks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isLink");
    QTest::newRow("https") << "see https://a.b" << true;
    QTest::newRow("after Chinese") << "看http://例子.cn" << true;
    QTest::newRow("invite") << "hubbub://h:1/#k" << true;
    QTest::newRow("another scheme") << "ftp://x.y" << false;
    QTest::newRow("another word") << "xhttp://x.y" << false;
    QTest::newRow("nothing behind") << "https:// x" << false;
    QTest::newRow("at the end") << "https://" << false;
}

void SearchQueryTest::linksAreWhatProgramsShowAsLinks()
{
    QFETCH(QString, text);
    QTEST(hasLink(text.toStdString()), "isLink");
}

void SearchQueryTest::mistakesAreExplained_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("begins");
    QTest::newRow("nothing") << QByteArray("  ") << "Say what";
    QTest::newRow("open") << QByteArray("\"the server") << "Close the";
    QTest::newRow("blank") << QByteArray("\" \"") << "Write something";
    QTest::newRow("no name") << QByteArray("from: tom") << "Write a name";
    QTest::newRow("no date") << QByteArray("before:yesterday") << "Write the date";
    QTest::newRow("unknown") << QByteArray("has:picture") << "The only thing";
    QTest::newRow("many") << QByteArray("a ").repeated(limits::searchWords + 1) << "Search for at most";
    QTest::newRow("long") << QByteArray(limits::searchQueryBytes + 1, 'a') << "Search for less";
    QTest::newRow("not UTF-8") << QByteArray("\xff") << "What is searched";
}

void SearchQueryTest::mistakesAreExplained()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, begins);
    const auto parsed = parseSearchQuery(query.toStdString());
    QVERIFY(!parsed);
    QVERIFY2(QString::fromStdString(parsed.error()).startsWith(begins), parsed.error().c_str());
}

void SearchQueryTest::onlyWhatWasSaidIsFound()
{
    Event event = said("hello");
    QVERIFY(isSearchable(event));
    event.what = Announcement{};
    QVERIFY(isSearchable(event));
    event.what = TopicSet{};
    QVERIFY(isSearchable(event));
    event.what = Left{};
    QVERIFY(!isSearchable(event));
    event = said("hello");
    event.content = Tombstone{};
    QVERIFY(!isSearchable(event));
}

QTEST_GUILESS_MAIN(SearchQueryTest)
#include "search_query_test.moc"
