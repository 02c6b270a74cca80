// The unread line stands where the person stopped in an earlier run, per server.
#include "protocol/crypto/identity.h"
#include "protocol/screen/reading_place.h"
#include "protocol/screen/room_controller.h"
#include "tests/support/room_notices.h"

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

/// A run of the program in the room of this server, whose log is at `head` when it enters.
struct Run {
    Run(qt::Profile& profile, unsigned char server, std::uint64_t head) : reading(profile, room.messages())
    {
        QObject::connect(&room, &RoomController::roomBegins, &reading, &ReadingPlace::enter);
        room.messages().setWatched(true);
        client::WelcomeNotice notice = welcome({member(1, "小明")});
        notice.head = Seq{head};
        notice.serverKey = key(server);
        room.handleNotice(notice);
    }
    void tell(std::uint64_t seq)
    {
        client::EventNotice notice = message(seq, "小红", std::to_string(seq));
        room.handleNotice(notice);
    }
    QString firstUnread()
    {
        const int row = room.messages().unreadRow();
        return row < 0 ? QString() : room.messages().row(row).line;
    }

    RoomController room;
    ReadingPlace reading;
};

} // namespace

class ReadingPlaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theLineStandsWhereThePersonStopped();
    void roomsAreKeptApart();
    void inARoomNeverVisitedThePastCountsAsRead();

private:
    crypto::SystemEntropy entropy_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<qt::Profile> profile_;
};

void ReadingPlaceTest::initTestCase()
{
    QVERIFY(crypto::initialize());
    QLocale::setDefault(QLocale(QLocale::English));
}

void ReadingPlaceTest::init()
{
    profile_.reset();
    folder_ = std::make_unique<QTemporaryDir>();
    auto profile = qt::Profile::open(folder_->path(), entropy_);
    QVERIFY(profile);
    profile_ = std::move(*profile);
}

void ReadingPlaceTest::theLineStandsWhereThePersonStopped()
{
    {
        Run run(*profile_, 1, 0);
        run.tell(1);
        run.tell(2);
        run.room.messages().setWatched(false);
        run.tell(3);
    }
    Run run(*profile_, 1, 4);
    for (std::uint64_t seq = 1; seq <= 4; ++seq)
        run.tell(seq);
    QCOMPARE(run.firstUnread(), QStringLiteral("小红: 3"));
}

void ReadingPlaceTest::roomsAreKeptApart()
{
    {
        Run run(*profile_, 1, 0);
        run.tell(1);
    }
    {
        Run other(*profile_, 2, 0);
        for (std::uint64_t seq = 1; seq <= 3; ++seq)
            other.tell(seq);
    }
    Run run(*profile_, 1, 2);
    run.tell(1);
    run.tell(2);
    QCOMPARE(run.firstUnread(), QStringLiteral("小红: 2"));
}

void ReadingPlaceTest::inARoomNeverVisitedThePastCountsAsRead()
{
    Run run(*profile_, 1, 2);
    run.tell(1);
    run.tell(2);
    QCOMPARE(run.firstUnread(), QString());
}

QTEST_GUILESS_MAIN(ReadingPlaceTest)
#include "reading_place_test.moc"
