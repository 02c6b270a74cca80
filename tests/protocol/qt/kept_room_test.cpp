// The file in which the last of a room is kept: it survives as it was, and nothing in it is believed.
#include "protocol/crypto/hash.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/kept_rooms.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hubbub;
using namespace hubbub::qt;

namespace {

PublicKey key(unsigned char number)
{
    PublicKey key;
    key.bytes.fill(static_cast<Byte>(number));
    return key;
}

KeptEvent said(std::uint64_t seq, const std::string& text)
{
    return {Seq{seq}, seq % 2 == 0,
            chat::Event{.time = {1'795'226'400'000},
                        .member = {2},
                        .name = "小红",
                        .number = {},
                        .content = chat::Content{{}, text},
                        .what = chat::Message{}}};
}

KeptRoom room()
{
    return {key(1), "chat.example:7788", "三班",
            "小明", {1'795'226'500'000}, {said(4, "你好 👋"), said(5, "两行\nhello"), said(9, "")}};
}

/// As a stranger would write it who knows how.
QByteArray sealed(QByteArray body)
{
    const Digest digest =
        crypto::sha256({bytesOf({body.constData(), static_cast<std::size_t>(body.size())})});
    return body.append(reinterpret_cast<const char*>(digest.bytes.data()), Digest::size);
}

QByteArray bodyOf(const KeptRoom& room)
{
    QByteArray content = room.content();
    content.chop(static_cast<qsizetype>(Digest::size));
    return content;
}

} // namespace

class KeptRoomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }
    void survivesAsBytes();
    void isDroppedWhereverItIsDamaged();
    void takesNothingThatWasOnlySealed();
    void leavesOutTheOldest();
    void isKeptForItsOwnerAlone();
    void aDamagedFileIsToldAndRemoved();
    void roomsNotVisitedForLongAreForgotten();
};

void KeptRoomTest::survivesAsBytes()
{
    KeptRoom kept = room();
    kept.events[1].event.content = chat::Tombstone{};
    const auto again = KeptRoom::parse(kept.content());
    QVERIFY(again);
    QVERIFY(*again == kept);
    KeptRoom empty;
    QVERIFY(KeptRoom::parse(empty.content()) == empty);
}

void KeptRoomTest::isDroppedWhereverItIsDamaged()
{
    const QByteArray whole = room().content();
    for (qsizetype i = 0; i < whole.size(); ++i) {
        QByteArray damaged = whole;
        damaged[i] = static_cast<char>(damaged[i] ^ 1);
        QVERIFY2(!KeptRoom::parse(damaged), qPrintable(QString::number(i)));
        QVERIFY(!KeptRoom::parse(whole.left(i)));
    }
    QVERIFY(!KeptRoom::parse(whole + 'x'));
    QVERIFY(!KeptRoom::parse(QByteArray(static_cast<qsizetype>(KeptRoom::mostBytes) + 1, 'x')));
}

void KeptRoomTest::takesNothingThatWasOnlySealed()
{
    const QByteArray body = bodyOf(room());
    QVERIFY(KeptRoom::parse(sealed(body)));
    // Whatever a flipped bit makes of it is taken as a room, or not at all.
    for (qsizetype i = 0; i < body.size() * 8; ++i) {
        QByteArray hostile = body;
        hostile[i / 8] = static_cast<char>(hostile[i / 8] ^ (1 << (i % 8)));
        if (const auto taken = KeptRoom::parse(sealed(hostile)))
            QVERIFY(KeptRoom::parse(taken->content()) == taken);
        QVERIFY(!KeptRoom::parse(sealed(body.left(i / 8))));
    }
    QVERIFY(!KeptRoom::parse(sealed(body + body)));
    KeptRoom unordered = room();
    std::swap(unordered.events[0], unordered.events[2]);
    QVERIFY(!KeptRoom::parse(unordered.content()));
    KeptRoom fromNowhere = room();
    fromNowhere.events[0].seq = {};
    QVERIFY(!KeptRoom::parse(fromNowhere.content()));
    KeptRoom broken = room();
    broken.room = "\xff\xfe";
    QVERIFY(!KeptRoom::parse(broken.content()));
}

void KeptRoomTest::leavesOutTheOldest()
{
    KeptRoom many = room();
    many.events.clear();
    for (std::uint64_t seq = 1; seq <= KeptRoom::mostEvents + 5; ++seq)
        many.events.push_back(said(seq, "x"));
    const auto bounded = KeptRoom::parse(many.content());
    QVERIFY(bounded);
    QCOMPARE(bounded->events.size(), KeptRoom::mostEvents);
    QCOMPARE(bounded->events.back().seq.value, std::uint64_t{KeptRoom::mostEvents + 5});

    const std::string novel(16'000, 'x');
    for (KeptEvent& event : many.events)
        event.event.content = chat::Content{{}, novel};
    const QByteArray content = many.content();
    QVERIFY(content.size() <= static_cast<qsizetype>(KeptRoom::mostBytes));
    const auto shortened = KeptRoom::parse(content);
    QVERIFY(shortened);
    QVERIFY(shortened->events.size() > 200);
    QVERIFY(shortened->events.back() == many.events.back());
}

void KeptRoomTest::isKeptForItsOwnerAlone()
{
    const QTemporaryDir folder;
    const KeptRooms rooms(folder.filePath(QStringLiteral("rooms")));
    QVERIFY(rooms.find(key(1)) && !*rooms.find(key(1)));
    QVERIFY(rooms.keep(room()));
    const auto found = rooms.find(key(1));
    QVERIFY(found && *found);
    QVERIFY(**found == room());
    const QFileInfoList files = QDir(folder.filePath(QStringLiteral("rooms"))).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 1);
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(files.first().permissions() & others));
    rooms.removeAll();
    QVERIFY(rooms.find(key(1)) && !*rooms.find(key(1)));
}

void KeptRoomTest::aDamagedFileIsToldAndRemoved()
{
    const QTemporaryDir folder;
    const KeptRooms rooms(folder.path());
    QVERIFY(rooms.keep(room()));
    const QString path = folder.filePath(QDir(folder.path()).entryList(QDir::Files).first());
    // What was kept of another server is foreign here.
    KeptRoom other = room();
    other.server = key(2);
    for (const QByteArray& content : {QByteArray("nonsense"), QByteArray(), other.content()}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto found = rooms.find(key(1));
        QVERIFY(!found);
        QVERIFY(found.error().context.find(path.toStdString()) != std::string::npos);
        QVERIFY(!QFile::exists(path));
    }
}

void KeptRoomTest::roomsNotVisitedForLongAreForgotten()
{
    const QTemporaryDir folder;
    const KeptRooms rooms(folder.path());
    for (unsigned char number = 0; number < KeptRooms::mostRooms + 3; ++number) {
        KeptRoom each = room();
        each.server = key(number);
        QVERIFY(rooms.keep(each));
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), KeptRooms::mostRooms);
    QVERIFY(*rooms.find(key(KeptRooms::mostRooms + 2)));
}

QTEST_GUILESS_MAIN(KeptRoomTest)
#include "kept_room_test.moc"
