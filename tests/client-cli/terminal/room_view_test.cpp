// The visible part of the room: where it stays when things come and go, and how little it costs.
#include "client-cli/terminal/room_view.h"

#include <QElapsedTimer>
#include <QTest>

using namespace hubbub;
using namespace hubbub::terminal;

namespace {

constexpr std::int64_t noon = 1'700'000'000'000;

class Room {
public:
    Room() { messages.setWatched(true); }
    void say(const QString& text, const QString& name = QStringLiteral("Ann"))
    {
        client::EventNotice notice;
        notice.seq = Seq{++seq_};
        notice.event.member = MemberId{1};
        notice.event.name = name.toStdString();
        notice.event.time = WallTime{noon + static_cast<std::int64_t>(seq_) * 1'000};
        notice.event.content = chat::Content{{}, text.toStdString()};
        notice.event.what = chat::Message{};
        messages.handleEvent(notice);
    }
    QStringList shown()
    {
        QStringList rows;
        for (const ScreenLine& line : view.lines())
            rows += line.text().mid(6); // behind the time
        return rows;
    }

    screen::MessageModel messages;
    RoomView view{messages, Glyphs::unicode};

private:
    std::uint64_t seq_ = 0;
};

} // namespace

class RoomViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsTheEnd();
    void staysWhereItIsScrolled();
    void walksThroughLongTexts();
    void namesAreNotRepeated();
    void survivesWhatIsCleared();
    void aLongRoomIsWalkedByPages();
};

void RoomViewTest::followsTheEnd()
{
    Room room;
    room.view.setSize({40, 3});
    for (const char* const text : {"one", "two", "three", "four"})
        room.say(QLatin1String(text), QLatin1String(text));
    QCOMPARE(room.shown(), QStringList({QStringLiteral("two: two"), QStringLiteral("three: three"),
                                        QStringLiteral("four: four")}));
    QVERIFY(room.view.isAtEnd());
    room.say(QStringLiteral("five"), QStringLiteral("B"));
    QCOMPARE(room.shown().last(), QStringLiteral("B: five"));
}

void RoomViewTest::staysWhereItIsScrolled()
{
    Room room;
    room.view.setSize({40, 2});
    for (int i = 0; i < 10; ++i)
        room.say(QString::number(i), QStringLiteral("n%1").arg(i));
    room.view.scrollUp(3);
    const QStringList before = room.shown();
    QCOMPARE(before.first(), QStringLiteral("n5: 5"));
    QVERIFY(!room.view.isAtEnd());
    room.say(QStringLiteral("more"));
    QCOMPARE(room.shown(), before);
    room.view.toStart();
    QCOMPARE(room.view.topRow(), 0);
    room.view.scrollUp(5);
    QCOMPARE(room.view.topRow(), 0);
    room.view.scrollDown(1'000);
    QVERIFY(room.view.isAtEnd());
    QCOMPARE(room.shown().last(), QStringLiteral("Ann: more"));
}

void RoomViewTest::walksThroughLongTexts()
{
    Room room;
    room.view.setSize({16, 3});
    QStringList words;
    for (int i = 0; i < 20; ++i)
        words += QStringLiteral("w%1").arg(i, 3, 10, QLatin1Char('0'));
    room.say(words.join(QChar::Space));
    QStringList seen;
    room.view.toStart();
    room.view.scrollDown(1); // the date
    while (!room.view.isAtEnd()) {
        seen += room.shown().first();
        room.view.scrollDown(1);
    }
    seen += room.shown();
    QCOMPARE(seen.join(QChar::Space).simplified(), QLatin1String("Ann: ") + words.join(QChar::Space));
}

void RoomViewTest::namesAreNotRepeated()
{
    Room room;
    room.view.setSize({40, 2});
    room.say(QStringLiteral("one"));
    room.say(QStringLiteral("two"));
    QCOMPARE(room.shown(), QStringList({QStringLiteral("Ann: one"), QStringLiteral("     two")}));
}

void RoomViewTest::survivesWhatIsCleared()
{
    Room room;
    room.view.setSize({40, 2});
    for (int i = 0; i < 10; ++i)
        room.say(QString::number(i));
    room.view.scrollUp(4);
    room.messages.clear();
    QVERIFY(room.view.isAtEnd());
    QCOMPARE(room.shown(), QStringList());
    QCOMPARE(room.view.topRow(), -1);
}

void RoomViewTest::aLongRoomIsWalkedByPages()
{
    Room room;
    room.view.setSize({80, 24});
    for (int i = 0; i < 50'000; ++i)
        room.say(QStringLiteral("message %1").arg(i), QStringLiteral("n%1").arg(i % 7));
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 100; ++i) {
        room.view.scrollUp(22);
        QCOMPARE(room.view.lines().size(), 24U);
    }
    room.view.toStart();
    QCOMPARE(room.view.lines().size(), 24U);
    room.view.toEnd();
    QCOMPARE(room.shown().last().section(QChar::Space, -1), QStringLiteral("49999"));
    qInfo("a hundred pages up in 50,000 rows, and both ends: %lld ms", timer.elapsed());
}

QTEST_GUILESS_MAIN(RoomViewTest)
#include "room_view_test.moc"
