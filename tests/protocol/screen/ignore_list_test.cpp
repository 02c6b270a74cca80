// Who is ignored is known by their key, whatever name they come under.
#include "protocol/screen/ignore_list.h"
#include "tests/support/room_notices.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::screen;
using namespace hubbub::screen::test;

namespace {

constexpr Fingerprint loud{{1, 2, 3}};
constexpr Fingerprint quiet{{4, 5, 6}};

IgnoreList ignoringTheLoudOne()
{
    IgnoreList list;
    list.add({MemberId{2}, "小红", loud, {}});
    return list;
}

chat::Event saidBy(std::uint32_t member)
{
    return roomEvent(member, "小红", "!!!", chat::Message{});
}

} // namespace

class IgnoreListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheySayIsHidden();
    void theirComingAndGoingIsNot();
    void anotherNameDoesNotHelp();
    void whoIsForgivenIsHeardAtOnce();
    void itIsKeptAndReadBack();
    void damagedLinesAreLeftOut_data();
    void damagedLinesAreLeftOut();
    void itIsBounded();
};

void IgnoreListTest::whatTheySayIsHidden()
{
    QVERIFY(ignoringTheLoudOne().hides(saidBy(2)));
    QVERIFY(!ignoringTheLoudOne().hides(saidBy(3)));
}

void IgnoreListTest::theirComingAndGoingIsNot()
{
    QVERIFY(!ignoringTheLoudOne().hides(roomEvent(2, "小红", "", chat::Left{})));
}

void IgnoreListTest::anotherNameDoesNotHelp()
{
    IgnoreList list = ignoringTheLoudOne();
    list.learn(MemberId{7}, quiet);
    list.learn(MemberId{8}, loud);
    QVERIFY(!list.hides(saidBy(7)));
    QVERIFY(list.hides(saidBy(8)));
}

void IgnoreListTest::whoIsForgivenIsHeardAtOnce()
{
    IgnoreList list = ignoringTheLoudOne();
    list.add({MemberId{3}, "小刚", quiet, {}});
    QVERIFY(!list.remove(QStringLiteral("小明")));
    QVERIFY(list.remove(QStringLiteral("小红")));
    QVERIFY(!list.hides(saidBy(2)));
    QVERIFY(list.hides(saidBy(3)));
    QCOMPARE(list.names(), QStringList{QStringLiteral("小刚")});
}

void IgnoreListTest::itIsKeptAndReadBack()
{
    IgnoreList list = ignoringTheLoudOne();
    list.add({MemberId{3}, "Ann Lee", quiet, {}});
    IgnoreList read = IgnoreList::parse(list.text());
    QCOMPARE(read.names(), QStringList({QStringLiteral("小红"), QStringLiteral("Ann Lee")}));
    QVERIFY(!read.hides(saidBy(2))); // numbers belong to a room
    read.learn(MemberId{2}, loud);
    QVERIFY(read.hides(saidBy(2)));
    read.forgetMembers();
    QVERIFY(!read.hides(saidBy(2)));
}

void IgnoreListTest::damagedLinesAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no name") << QByteArray("0102030000000000\n");
    QTest::newRow("short key") << QByteArray("0102 x\n");
    QTest::newRow("no hex") << QByteArray("zz02030000000000 x\n");
    QTest::newRow("no UTF-8") << QByteArray("0102030000000000 \xff\n");
}

void IgnoreListTest::damagedLinesAreLeftOut()
{
    QFETCH(QByteArray, text);
    text += "0405060000000000 小刚\n";
    QCOMPARE(IgnoreList::parse(text).names(), QStringList{QStringLiteral("小刚")});
}

void IgnoreListTest::itIsBounded()
{
    IgnoreList list;
    for (std::uint32_t i = 0; i <= IgnoreList::mostPeople; ++i) {
        Fingerprint fingerprint;
        fingerprint.bytes[0] = static_cast<std::uint8_t>(i);
        fingerprint.bytes[1] = static_cast<std::uint8_t>(i >> 8);
        list.add({MemberId{i}, "p" + std::to_string(i), fingerprint, {}});
    }
    QCOMPARE(list.names().size(), static_cast<qsizetype>(IgnoreList::mostPeople));
    QCOMPARE(list.names().first(), QStringLiteral("p1"));
}

QTEST_APPLESS_MAIN(IgnoreListTest)
#include "ignore_list_test.moc"
