// How far was read survives as text, and damage costs only what it hits.
#include "protocol/qt/read_marks.h"

#include <QTest>

using namespace hubbub;
using hubbub::qt::ReadMarks;

namespace {

PublicKey key(unsigned char number)
{
    PublicKey key;
    key.bytes.fill(static_cast<Byte>(number));
    return key;
}

} // namespace

class ReadMarksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsAPlacePerServer();
    void survivesAsText();
    void damagedLinesCountAsNone();
    void forgetsTheRoomsNotVisitedForLong();
};

void ReadMarksTest::keepsAPlacePerServer()
{
    ReadMarks marks;
    QVERIFY(!marks.find(key(1)));
    marks.set(key(1), Seq{7});
    marks.set(key(2), Seq{9});
    marks.set(key(1), Seq{5}); // the log was begun anew
    QCOMPARE(marks.find(key(1))->value, 5U);
    QCOMPARE(marks.find(key(2))->value, 9U);
}

void ReadMarksTest::survivesAsText()
{
    ReadMarks marks;
    marks.set(key(1), Seq{7});
    marks.set(key(2), Seq{~std::uint64_t{0}});
    const ReadMarks again = ReadMarks::parse(marks.text());
    QCOMPARE(again.text(), marks.text());
    QCOMPARE(again.find(key(2))->value, ~std::uint64_t{0});
}

void ReadMarksTest::damagedLinesCountAsNone()
{
    ReadMarks marks;
    marks.set(key(1), Seq{7});
    const QByteArray good = marks.text();
    const QByteArray bad =
        QByteArrayLiteral("\n\0\xff\nkey\nkey 3\n") + good.chopped(3) + "x\n" + good.chopped(1) + " 1\n";
    QVERIFY(ReadMarks::parse(bad).text().isEmpty());
    QCOMPARE(ReadMarks::parse(bad + good).text(), good);
}

void ReadMarksTest::forgetsTheRoomsNotVisitedForLong()
{
    ReadMarks marks;
    for (std::size_t number = 0; number <= ReadMarks::mostMarks; ++number)
        marks.set(key(static_cast<unsigned char>(number)), Seq{number});
    QVERIFY(!marks.find(key(0)));
    QVERIFY(marks.find(key(1)));
    QVERIFY(marks.find(key(static_cast<unsigned char>(ReadMarks::mostMarks))));
}

QTEST_APPLESS_MAIN(ReadMarksTest)
#include "read_marks_test.moc"
