// Pages of the past against what was asked for: what an honest server gives passes, what goes in circles or
// leaves something out does not.
#include "protocol/client/page_place.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;

namespace {

chat::PageReply page(std::uint64_t first, std::uint64_t last, std::uint64_t firstKept = 1)
{
    chat::PageReply reply;
    reply.firstKept = Seq{firstKept};
    for (auto seq = first; seq <= last; ++seq)
        reply.events.push_back({Seq{seq}, chat::VoidEvent{}});
    return reply;
}

const chat::PageReply empty = page(1, 0);

chat::HistoryAnchor before(std::uint64_t seq)
{
    return chat::BeforeEvent{Seq{seq}};
}

chat::HistoryAnchor after(std::uint64_t seq)
{
    return chat::AfterEvent{Seq{seq}};
}

const chat::HistoryAnchor around = chat::AroundTime{{1'700'000'000'000}};

} // namespace

class PagePlaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPageIsBeyondWhatWasAskedFor_data()
    {
        QTest::addColumn<chat::HistoryAnchor>("anchor");
        QTest::addColumn<chat::PageReply>("answer");
        QTest::addColumn<bool>("beyond");
        QTest::newRow("right before") << before(50) << page(40, 49) << false;
        QTest::newRow("further back") << before(50) << page(10, 19) << false;
        QTest::newRow("up to the event itself") << before(50) << page(41, 50) << true;
        QTest::newRow("behind what it should be before") << before(50) << page(60, 69) << true;
        QTest::newRow("before the first of all") << before(1) << page(1, 1) << true;
        QTest::newRow("right behind") << after(50) << page(51, 60) << false;
        QTest::newRow("further on") << after(50) << page(60, 69) << false;
        QTest::newRow("from the event itself on") << after(50) << page(50, 59) << true;
        QTest::newRow("before what it should be behind") << after(50) << page(10, 19) << true;
        QTest::newRow("nothing before") << before(50) << empty << false;
        QTest::newRow("nothing behind") << after(50) << empty << false;
        QTest::newRow("around a time") << around << page(10, 19) << false;
    }
    void aPageIsBeyondWhatWasAskedFor()
    {
        QFETCH(chat::HistoryAnchor, anchor);
        QFETCH(chat::PageReply, answer);
        QTEST(isBeyond(anchor, answer), "beyond");
    }

    void whatASearchFindsLiesBeforeWhereItGoesOn()
    {
        const chat::PageReply found = page(10, 19);
        QVERIFY(!isBeyond(chat::SearchRequest{"tea", {}, 10}, found));
        QVERIFY(!isBeyond(chat::SearchRequest{"tea", Seq{20}, 10}, found));
        QVERIFY(isBeyond(chat::SearchRequest{"tea", Seq{19}, 10}, found));
        QVERIFY(!isBeyond(chat::SearchRequest{"tea", Seq{1}, 10}, empty));
    }

    void eventsAreLeftOut_data()
    {
        QTest::addColumn<chat::HistoryAnchor>("anchor");
        QTest::addColumn<chat::PageReply>("answer");
        QTest::addColumn<std::uint64_t>("knownFirst");
        QTest::addColumn<std::uint64_t>("knownHead");
        QTest::addColumn<std::uint64_t>("leftOut"); // 0: nothing
        const auto row = [](const char* name, const chat::HistoryAnchor& anchor,
                            const chat::PageReply& answer, std::uint64_t first, std::uint64_t head,
                            std::uint64_t leftOut) {
            QTest::newRow(name) << anchor << answer << first << head << leftOut;
        };
        row("right before", before(50), page(40, 49), 0, 99, 0);
        row("as many as fit", before(50), page(49, 49), 0, 99, 0);
        row("too far back", before(50), page(10, 19), 0, 99, 20);
        row("up to the head, which is not known", before(1000), page(40, 49), 0, 0, 0);
        row("up to a head further on than was known", before(1000), page(40, 49), 0, 45, 0);
        row("up to the head as it was known", before(1000), page(40, 49), 0, 49, 0);
        row("not up to the head that was known", before(1000), page(40, 49), 0, 50, 50);
        row("nothing that may be read before", before(50), empty, 0, 99, 0);
        row("right behind", after(50), page(51, 60), 10, 99, 0);
        row("too far on", after(50), page(61, 70), 10, 99, 51);
        row("from the first that is kept on", after(50), page(61, 70, 61), 10, 99, 0);
        row("beyond the first that is kept", after(50), page(65, 70, 61), 10, 99, 61);
        row("from the first that may be read on", after(0), page(51, 60), 0, 99, 0);
        row("from the first that may be read on, once more", after(0), page(51, 60), 51, 99, 0);
        row("too far on from the first that may be read", after(50), page(52, 60), 51, 99, 51);
        row("nothing behind", after(99), empty, 10, 99, 0);
        row("around a time", around, page(10, 19), 1, 99, 0);
    }
    void eventsAreLeftOut()
    {
        QFETCH(chat::HistoryAnchor, anchor);
        QFETCH(chat::PageReply, answer);
        QFETCH(std::uint64_t, knownFirst);
        QFETCH(std::uint64_t, knownHead);
        const auto found = firstLeftOut(anchor, answer, {Seq{knownFirst}, Seq{knownHead}});
        QTEST(found.value_or(Seq{}).value, "leftOut");
    }
};

QTEST_GUILESS_MAIN(PagePlaceTest)
#include "page_place_test.moc"
