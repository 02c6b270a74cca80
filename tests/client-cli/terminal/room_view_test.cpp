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
    void keepsItsPlaceWhenOlderRowsCome();
    void theHeadBelongsToTheList();
    void goesToAnEventAmongItsNeighbours();
    void theEndOfThePastIsNotFollowed();
    void movesToAListThatHasTheSame();
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

namespace {

/// As the server would give it.
std::vector<chat::PageEntry> page(std::uint64_t first, std::uint64_t last)
{
    std::vector<chat::PageEntry> events;
    for (std::uint64_t seq = first; seq <= last; ++seq) {
        chat::Event event{.time = {noon + static_cast<std::int64_t>(seq) * 1'000},
                          .member = {1},
                          .name = "Ann",
                          .number = {},
                          .content = chat::Content{{}, "nr" + std::to_string(seq)},
                          .what = chat::Message{}};
        events.push_back({Seq{seq}, event});
    }
    return events;
}

bool all(const chat::Event& /*event*/)
{
    return true;
}

/// A stretch of the past, and its view.
struct Past {
    Past(std::uint64_t first, std::uint64_t last)
    {
        messages.beginPast();
        messages.append(page(first, last), all, {});
        QObject::connect(&messages, &QAbstractItemModel::rowsInserted, &messages,
                         [this](const QModelIndex&, int from, int to) { view.handleInserted(from, to); });
        QObject::connect(&messages, &QAbstractItemModel::rowsAboutToBeRemoved, &messages,
                         [this](const QModelIndex&, int from, int to) { view.handleRemoving(from, to); });
        view.show(messages, RoomView::Ends::stay);
    }
    QStringList shown()
    {
        QStringList rows;
        for (const ScreenLine& line : view.lines())
            rows += line.text().trimmed();
        return rows;
    }

    screen::MessageModel messages;
    RoomView view{messages, Glyphs::unicode};
};

} // namespace

void RoomViewTest::keepsItsPlaceWhenOlderRowsCome()
{
    Past past(50, 80);
    past.view.setSize({40, 4});
    past.view.toEvent(Seq{60});
    const QStringList before = past.shown();
    QVERIFY(before.at(1).endsWith(QLatin1String("nr60")));
    QVERIFY(past.messages.prepend(page(10, 49), all));
    QCOMPARE(past.shown(), before);
    // At the very top too, where the date moves further up and the head goes.
    past.view.toStart();
    past.view.setHead(QStringLiteral("Loading"));
    past.view.toStart();
    QVERIFY(past.shown().first().endsWith(QLatin1String("Loading")));
    QVERIFY(past.messages.prepend(page(1, 9), all));
    const QStringList after = past.shown();
    QVERIFY2(after.join(QLatin1Char('|')).contains(QLatin1String("nr10")),
             qPrintable(after.join(QLatin1Char('|'))));
    QVERIFY(!after.join(QLatin1Char('|')).contains(QLatin1String("nr5")));
    past.view.scrollUp(2);
    QVERIFY(past.shown().join(QLatin1Char('|')).contains(QLatin1String("nr8")));
}

void RoomViewTest::theHeadBelongsToTheList()
{
    Past past(50, 80);
    past.view.setSize({40, 4});
    QVERIFY(!past.view.isWhole());
    past.view.setHead(QStringLiteral("The room begins here."));
    past.view.toEvent(Seq{70});
    QVERIFY(!past.shown().join(QLatin1Char('|')).contains(QLatin1String("begins")));
    past.view.scrollUp(1000);
    QVERIFY(past.shown().first().endsWith(QLatin1String("begins here.")));
    past.view.scrollDown(1);
    QVERIFY(!past.shown().first().contains(QLatin1String("begins")));
    past.view.setHead({});
    past.view.setSize({40, 100});
    QVERIFY(past.view.isWhole());
}

void RoomViewTest::goesToAnEventAmongItsNeighbours()
{
    Past past(50, 80);
    past.view.setSize({40, 7});
    past.view.toEvent(Seq{65});
    const QStringList shown = past.shown();
    QCOMPARE(shown.size(), 7);
    QVERIFY(shown[2].endsWith(QLatin1String("nr65")));
    const ScreenLine line = past.view.lines()[2];
    QVERIFY(line.clusters().front().style.isReversed);
    past.view.clearMark();
    QVERIFY(!past.view.lines()[2].clusters().front().style.isReversed);
}

void RoomViewTest::theEndOfThePastIsNotFollowed()
{
    Past past(50, 80);
    past.view.setSize({40, 4});
    past.view.toEvent(Seq{60});
    past.view.scrollDown(1000);
    const QStringList before = past.shown();
    QVERIFY(before.last().endsWith(QLatin1String("nr80")));
    past.messages.append(page(81, 120), all, {});
    QCOMPARE(past.shown(), before);
    past.view.scrollDown(1);
    QVERIFY(past.shown().last().endsWith(QLatin1String("nr81")));
}

void RoomViewTest::movesToAListThatHasTheSame()
{
    Past past(50, 80);
    past.view.setSize({40, 4});
    past.view.toEvent(Seq{60});
    const QStringList before = past.shown();
    Past whole(1, 200);
    past.view.moveTo(whole.messages, RoomView::Ends::goOn);
    const QStringList after = past.shown();
    QCOMPARE(after.last().section(QLatin1Char(' '), -1), before.last().section(QLatin1Char(' '), -1));
    QVERIFY(!past.view.isAtEnd());
}

QTEST_GUILESS_MAIN(RoomViewTest)
#include "room_view_test.moc"
