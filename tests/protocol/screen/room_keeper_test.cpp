// What a run keeps of the room is shown by the next one until the room tells itself, and nothing twice.
#include "protocol/crypto/identity.h"
#include "protocol/screen/room_controller.h"
#include "protocol/screen/room_keeper.h"
#include "tests/support/room_notices.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::screen;
using namespace hubbub::screen::test;

namespace {

PublicKey key(unsigned char number)
{
    PublicKey key;
    key.bytes.fill(static_cast<Byte>(number));
    return key;
}

chat::ServerAddress address(unsigned char number)
{
    chat::ServerAddress server;
    server.host = "chat.example";
    server.key = key(number);
    return server;
}

/// A run of the program, which shows what was kept of this server.
struct Run {
    explicit Run(qt::Profile& profile, unsigned char server = 1) : keeper(profile)
    {
        if (const auto kept = keeper.find(address(server)))
            isKept = room.showKept(*kept);
    }
    void handle(const client::Notice& notice)
    {
        keeper.handleNotice(notice);
        room.handleNotice(notice);
    }
    void enter(std::uint64_t head, unsigned char server = 1)
    {
        client::WelcomeNotice notice = welcome({member(1, "小明")});
        notice.head = Seq{head};
        notice.serverKey = key(server);
        handle(notice);
    }
    void tell(std::uint64_t first, std::uint64_t last)
    {
        for (std::uint64_t seq = first; seq <= last; ++seq)
            handle(message(seq, "小红", "nr" + std::to_string(seq)));
    }
    /// What was said, and `--` where it ends that was kept.
    QString shown()
    {
        QStringList lines;
        for (int row = 0; row < room.messages().rowCount(); ++row) {
            const MessageRow& at = room.messages().row(row);
            if (at.kind == RowKind::kept)
                lines += QStringLiteral("--");
            else if (at.kind == RowKind::message)
                lines += at.line.mid(at.textStart);
        }
        return lines.join(QLatin1Char(' '));
    }

    RoomController room;
    RoomKeeper keeper;
    bool isKept = false;
};

} // namespace

class RoomKeeperTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theNextRunShowsWhatWasKept();
    void whatIsToldAgainStandsOnce();
    void whatWasNotReadIsStillUnread();
    void anotherRoomTakesItsPlace();
    void aRoomThatHasLostItsEndLosesItHereToo();
    void anotherLogDropsWhatWasKept();
    void aForkDropsWhatWasKept();
    void whatMayHaveBeenMissedDropsTheRows();
    void removedTextsAreNotKept();
    void whoWantsNothingKeptHasNoFile();
    void ignoredPeopleAreNotShown();

private:
    QByteArray bytesOnDisk() const;

    crypto::SystemEntropy entropy_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<qt::Profile> profile_;
};

void RoomKeeperTest::initTestCase()
{
    QVERIFY(crypto::initialize());
    QLocale::setDefault(QLocale(QLocale::English));
}

void RoomKeeperTest::init()
{
    profile_.reset();
    folder_ = std::make_unique<QTemporaryDir>();
    auto profile = qt::Profile::open(folder_->path(), entropy_);
    QVERIFY(profile);
    profile_ = std::move(*profile);
}

QByteArray RoomKeeperTest::bytesOnDisk() const
{
    QByteArray all;
    const QDir folder(folder_->filePath(QStringLiteral("rooms")));
    for (const QString& name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

void RoomKeeperTest::theNextRunShowsWhatWasKept()
{
    {
        Run run(*profile_);
        QVERIFY(!run.isKept);
        run.enter(3);
        run.tell(1, 3);
    }
    Run run(*profile_);
    QVERIFY(run.isKept);
    QCOMPARE(run.shown(), QStringLiteral("nr1 nr2 nr3 --"));
    QCOMPARE(run.room.room(), QStringLiteral("三班"));
    QVERIFY(!run.room.isInRoom());
}

void RoomKeeperTest::whatIsToldAgainStandsOnce()
{
    {
        Run run(*profile_);
        run.enter(3);
        run.tell(1, 3);
    }
    {
        Run run(*profile_);
        run.enter(5);
        QCOMPARE(run.shown(), QStringLiteral("nr1 nr2 nr3"));
        run.tell(2, 5);
        QCOMPARE(run.shown(), QStringLiteral("nr1 nr2 nr3 nr4 nr5"));
    }
    Run run(*profile_);
    QCOMPARE(run.shown(), QStringLiteral("nr1 nr2 nr3 nr4 nr5 --"));
}

void RoomKeeperTest::whatWasNotReadIsStillUnread()
{
    {
        Run run(*profile_);
        run.enter(3);
        run.tell(1, 3);
    }
    Run run(*profile_, 9);
    QObject::connect(&run.room, &RoomController::roomBegins, &run.room,
                     [&run] { run.room.messages().setReadUpTo(Seq{2}); });
    run.room.messages().setWatched(true);
    QVERIFY(run.room.showKept(*run.keeper.find(address(1))));
    const int row = run.room.messages().unreadRow();
    QVERIFY(row >= 0);
    QCOMPARE(run.room.messages().row(row).seq.value, 3U);
    run.enter(3);
    run.tell(1, 3);
    QCOMPARE(run.room.messages().unreadRow(), row);
}

void RoomKeeperTest::anotherRoomTakesItsPlace()
{
    {
        Run run(*profile_);
        run.enter(3);
        run.tell(1, 3);
    }
    Run run(*profile_);
    client::ServerKeyNotice changed{key(2), client::KeyVerdict::changed, key(1)};
    run.handle(changed);
    run.enter(7, 2);
    run.tell(6, 7);
    QCOMPARE(run.shown(), QStringLiteral("nr6 nr7"));
    run.keeper.keep();
    QVERIFY(!Run(*profile_, 1).isKept);
    QCOMPARE(Run(*profile_, 2).shown(), QStringLiteral("nr6 nr7 --"));
}

void RoomKeeperTest::aRoomThatHasLostItsEndLosesItHereToo()
{
    {
        Run run(*profile_);
        run.enter(4);
        run.tell(1, 4);
    }
    {
        Run run(*profile_);
        run.enter(2);
        run.tell(1, 2);
        QCOMPARE(run.shown(), QStringLiteral("nr1 nr2"));
    }
    QCOMPARE(Run(*profile_).shown(), QStringLiteral("nr1 nr2 --"));
}

void RoomKeeperTest::anotherLogDropsWhatWasKept()
{
    {
        Run run(*profile_);
        run.enter(6);
        run.tell(1, 6);
    }
    {
        Run run(*profile_);
        run.enter(8);
        run.tell(4, 4);
        run.handle(message(5, "小红", "other5"));
        run.tell(6, 8);
        QCOMPARE(run.shown(), QStringLiteral("nr4 other5 nr6 nr7 nr8"));
    }
    QCOMPARE(Run(*profile_).shown(), QStringLiteral("other5 nr6 nr7 nr8 --"));
}

void RoomKeeperTest::aForkDropsWhatWasKept()
{
    Run run(*profile_);
    run.enter(3);
    run.tell(1, 3);
    run.handle(client::LinkNotice{client::LinkState::forked, {}});
    run.enter(2);
    run.tell(1, 2);
    run.keeper.keep();
    QCOMPARE(Run(*profile_).shown(), QStringLiteral("nr1 nr2 --"));
}

void RoomKeeperTest::whatMayHaveBeenMissedDropsTheRows()
{
    Run run(*profile_);
    run.enter(3);
    run.tell(1, 3);
    MessageModel& messages = run.room.messages();
    messages.goOnFrom(Seq{4});
    QCOMPARE(run.shown(), QStringLiteral("nr1 nr2 nr3"));
    Seq oldestSeen{1};
    connect(&messages, &MessageModel::modelReset, this, [&] { oldestSeen = messages.oldest(); });
    messages.goOnFrom(Seq{5});
    QCOMPARE(run.shown(), QString());
    QVERIFY(oldestSeen == Seq{}); // nothing is to be asked for yet
    run.tell(5, 6);
    QCOMPARE(run.shown(), QStringLiteral("nr5 nr6"));
    QCOMPARE(messages.oldest().value, 5U);
}

void RoomKeeperTest::removedTextsAreNotKept()
{
    Run run(*profile_);
    run.enter(3);
    run.tell(1, 3);
    run.keeper.keep();
    QVERIFY(bytesOnDisk().contains("nr2"));
    run.handle(removed(4, 2, "why"));
    QTRY_VERIFY_WITH_TIMEOUT(!bytesOnDisk().contains("nr2"), 10'000);
    QVERIFY(bytesOnDisk().contains("nr3"));
    Run next(*profile_);
    QVERIFY(next.isKept);
    QVERIFY(!next.shown().contains(QStringLiteral("nr2")));
    // What was removed while this program was away comes as a tombstone.
    next.enter(4);
    next.handle(asTombstone(message(3, "小红", "nr3")));
    next.keeper.keep();
    QVERIFY(!bytesOnDisk().contains("nr3"));
}

void RoomKeeperTest::whoWantsNothingKeptHasNoFile()
{
    Run run(*profile_);
    run.enter(3);
    run.tell(1, 3);
    run.keeper.keep();
    QVERIFY(!bytesOnDisk().isEmpty());
    run.keeper.setWanted(false);
    QVERIFY(bytesOnDisk().isEmpty());
    run.tell(4, 5);
    run.keeper.keep();
    QVERIFY(bytesOnDisk().isEmpty());
    QVERIFY(!run.keeper.find(address(1)));
    run.keeper.setWanted(true);
    run.keeper.keep();
    QCOMPARE(Run(*profile_).shown(), QStringLiteral("nr1 nr2 nr3 nr4 nr5 --"));
}

void RoomKeeperTest::ignoredPeopleAreNotShown()
{
    {
        Run run(*profile_);
        run.enter(2);
        run.handle(joined(1, 2, "小红"));
        run.tell(2, 2);
    }
    Run run(*profile_, 9);
    client::WelcomeNotice other = welcome({member(1, "小明"), member(2, "小红")});
    RoomController room;
    room.handleNotice(other);
    QVERIFY(room.ignore(QStringLiteral("小红")));
    run.room.setIgnored(room.ignored());
    QVERIFY(run.room.showKept(*run.keeper.find(address(1))));
    QCOMPARE(run.shown(), QStringLiteral("--"));
}

QTEST_GUILESS_MAIN(RoomKeeperTest)
#include "room_keeper_test.moc"
