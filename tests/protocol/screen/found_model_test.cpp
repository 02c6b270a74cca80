// What a search found, page by page further back.
#include "protocol/screen/found_model.h"
#include "tests/support/room_notices.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace hubbub;
using namespace hubbub::screen;
using namespace hubbub::screen::test;

namespace {

chat::PageReply pageOf(std::initializer_list<std::uint64_t> seqs, bool more)
{
    chat::PageReply page;
    page.more = more;
    for (const auto seq : seqs)
        page.events.push_back({Seq{seq}, message(seq, "Tom", std::to_string(seq)).event});
    return page;
}

} // namespace

class FoundModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesStandInTheOrderOfTheLog()
    {
        FoundModel found;
        const QAbstractItemModelTester tester(&found);
        found.begin(QStringLiteral("tom"));
        QVERIFY(!found.hasMore() && !found.before());
        found.add(pageOf({7, 9}, true));
        QCOMPARE(found.before(), std::optional(Seq{7}));
        QVERIFY(found.hasMore());
        found.add(pageOf({2, 5, 7}, false)); // 7 is there
        QVERIFY(!found.hasMore());
        QCOMPARE(found.rowCount(), 4);
        QCOMPARE(found.row(0).seq, Seq{2});
        QCOMPARE(found.index(3).data().toString(), QStringLiteral("Tom: 9"));
        QCOMPARE(found.index(3).data(FoundModel::SeqRole).toULongLong(), 9ULL);
        found.remove(Seq{5});
        QCOMPARE(found.rowCount(), 3);
        found.begin(QStringLiteral("other"));
        QCOMPARE(found.rowCount(), 0);
    }
    void anEmptyPageIsTheEnd()
    {
        FoundModel found;
        found.begin(QStringLiteral("tom"));
        found.add(pageOf({}, true));
        QVERIFY(!found.hasMore());
    }
};

QTEST_GUILESS_MAIN(FoundModelTest)
#include "found_model_test.moc"
