// What is typed becomes requests, what the engine tells becomes rows. The client has no server here: what is
// said waits in its outbox, as when the link is lost.
#include "protocol/screen/room_controller.h"
#include "tests/support/room_notices.h"
#include "tests/support/seeded_entropy.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::screen;
using namespace hubbub::screen::test;
using hubbub::test::SeededEntropy;

class RoomControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsSaidIsPending();
    void twoSlashesSayOne();
    void actionsAreSaidAsActions();
    void whatCannotBeSaidIsToldAndStays_data();
    void whatCannotBeSaidIsToldAndStays();
    void helpListsWhatThereIs();
    void whoListsMembers();
    void whoIsIgnoredIsNotRead();
    void theTopicIsShown();
    void aSearchIsTheScreens();
    void clearEmptiesTheList();
    void quitPassesTheReasonOn();
    void adminsMayAnnounceAndKick();
    void refusedWordsCanBeSaidAgain();
    void aRefusedCommandIsARemark();
    void aDoneCommandIsARemark();
    void theTitleTellsNameAndRoom();
    void theTopicOfOthersIsNoFormat();
    void recentSpeakersCompleteFirst();
    void whoIsRefusedIsNotInTheRoomUntilAnotherNameIsChosen();
    void whenItHasEndedNothingIsLost();
    void anotherRunKeepsTheListUntilItIsWelcome();
    void anotherServerBeginsWithAnEmptyList();

private:
    QStringList lines()
    {
        QStringList lines;
        for (int row = 0; row < room_->messages().rowCount(); ++row) {
            const QModelIndex index = room_->messages().index(row);
            if (index.data(MessageModel::KindRole).toInt() != static_cast<int>(RowKind::day))
                lines += index.data().toString();
        }
        return lines;
    }
    QString problem() { return problems_->isEmpty() ? QString() : problems_->takeLast().first().toString(); }
    void enter(bool isAdmin = false)
    {
        room_->handleNotice(welcome({member(1, "小明"), member(2, "小红")}, isAdmin));
    }
    std::unique_ptr<qt::RoomClient> newClient()
    {
        qt::RoomClientOptions options;
        options.server = {"127.0.0.1", 1, std::nullopt};
        return std::make_unique<qt::RoomClient>(options, *profile_, entropy_);
    }

    SeededEntropy entropy_{1};
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<qt::Profile> profile_;
    std::unique_ptr<qt::RoomClient> client_;
    std::unique_ptr<RoomController> room_;
    std::unique_ptr<QSignalSpy> problems_;
};

void RoomControllerTest::init()
{
    room_.reset();
    client_.reset();
    profile_.reset();
    folder_ = std::make_unique<QTemporaryDir>();
    auto profile = qt::Profile::open(folder_->path(), entropy_);
    QVERIFY(profile);
    profile_ = std::move(*profile);
    client_ = newClient();
    room_ = std::make_unique<RoomController>();
    problems_ = std::make_unique<QSignalSpy>(room_.get(), &RoomController::problem);
    room_->begin(*client_, QStringLiteral("小明"));
}

void RoomControllerTest::whatIsSaidIsPending()
{
    QVERIFY(room_->submit(QStringLiteral("大家好")));
    QCOMPARE(lines(), QStringList{QStringLiteral("小明: 大家好")});
    QCOMPARE(room_->linkPicture().unconfirmed, std::size_t{1});
}

void RoomControllerTest::twoSlashesSayOne()
{
    QVERIFY(room_->submit(QStringLiteral("//etc/hosts")));
    QCOMPARE(lines(), QStringList{QStringLiteral("小明: /etc/hosts")});
}

void RoomControllerTest::actionsAreSaidAsActions()
{
    QVERIFY(room_->submit(QStringLiteral("/me waves")));
    QCOMPARE(lines(), QStringList{QStringLiteral("* 小明 waves")});
}

void RoomControllerTest::whatCannotBeSaidIsToldAndStays_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("told");
    QTest::newRow("too long") << QString(20'000, QLatin1Char('x')) << QStringLiteral("16384");
    QTest::newRow("an action of nothing") << QStringLiteral("/me") << QStringLiteral("blank");
    QTest::newRow("no command") << QStringLiteral("/frobnicate") << QStringLiteral("/frobnicate");
    QTest::newRow("not there yet") << QStringLiteral("/ban 小红") << QStringLiteral("/ban");
    QTest::newRow("a topic cannot be set") << QStringLiteral("/topic new") << QStringLiteral("topic");
    QTest::newRow("nothing to search for") << QStringLiteral("/search ") << QStringLiteral("/search WORDS");
    QTest::newRow("help for what is not there yet") << QStringLiteral("/help ban") << QStringLiteral("/ban");
    QTest::newRow("for admins") << QStringLiteral("/announce hello") << QStringLiteral("admins");
}

void RoomControllerTest::whatCannotBeSaidIsToldAndStays()
{
    QFETCH(QString, line);
    QFETCH(QString, told);
    enter();
    QVERIFY(!room_->submit(line));
    QVERIFY2(problem().contains(told), qPrintable(problem()));
    QCOMPARE(lines(), QStringList());
}

void RoomControllerTest::helpListsWhatThereIs()
{
    enter();
    QVERIFY(room_->submit(QStringLiteral("/help")));
    const QString help = lines().last();
    for (const char* const there :
         {"/help", "/me", "/who", "/away", "/back", "/reconnect", "/clear", "/quit"})
        QVERIFY2(help.contains(QLatin1String(there)), there);
    for (const char* const missing : {"/nick", "/mute", "/ban", "/kick", "/announce"})
        QVERIFY2(!help.contains(QLatin1String(missing)), missing);
    QVERIFY(room_->submit(QStringLiteral("/help /who")));
    QVERIFY(lines().last().startsWith(QLatin1String("/who")));
}

void RoomControllerTest::whoListsMembers()
{
    // Only those who are in know who is there.
    QVERIFY(!room_->submit(QStringLiteral("/who")));
}

void RoomControllerTest::whoIsIgnoredIsNotRead()
{
    chat::RosterEntry loud = member(2, "小红");
    loud.fingerprint.bytes[0] = 1;
    room_->handleNotice(welcome({member(1, "小明"), loud}));
    const QSignalSpy changes(room_.get(), &RoomController::ignoredChanged);
    QVERIFY(!room_->submit(QStringLiteral("/ignore 小刚")));
    QCOMPARE(problem(), QStringLiteral("Nobody called 小刚 is here."));
    QVERIFY(!room_->submit(QStringLiteral("/ignore 小明")));
    QCOMPARE(problem(), QStringLiteral("That is you."));
    QVERIFY(room_->submit(QStringLiteral("/ignore 小红")));
    room_->handleNotice(message(1, "小红", "buy this"));
    QVERIFY(room_->submit(QStringLiteral("/ignore")));
    QVERIFY(room_->submit(QStringLiteral("/unignore 小红")));
    QVERIFY(!room_->submit(QStringLiteral("/unignore 小红")));
    room_->handleNotice(message(2, "小红", "sorry"));
    QCOMPARE(lines(),
             QStringList({QStringLiteral("You do not see any more what 小红 says."),
                          QStringLiteral("You ignore: 小红"), QStringLiteral("You see again what 小红 says."),
                          QStringLiteral("小红: sorry")}));
    QCOMPARE(changes.size(), 2);
}

void RoomControllerTest::theTopicIsShown()
{
    QVERIFY(!room_->submit(QStringLiteral("/topic")));
    QVERIFY(problem().contains(QStringLiteral("in the room")));
    client::WelcomeNotice notice = welcome({member(1, "小明")});
    room_->handleNotice(notice);
    QVERIFY(room_->submit(QStringLiteral("/topic")));
    QCOMPARE(lines().last(), QStringLiteral("The room has no topic."));
    notice.topic = "maths";
    room_->handleNotice(notice);
    QVERIFY(room_->submit(QStringLiteral("/topic")));
    QCOMPARE(lines().last(), QStringLiteral("Topic: maths"));
}

void RoomControllerTest::aSearchIsTheScreens()
{
    QSignalSpy wanted(room_.get(), &RoomController::searchRequested);
    QVERIFY(room_->submit(QStringLiteral("/search two  words ")));
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toString(), QStringLiteral("two  words"));
}

void RoomControllerTest::clearEmptiesTheList()
{
    room_->handleNotice(message(1, "小红", "hello"));
    QVERIFY(room_->submit(QStringLiteral("/clear")));
    QCOMPARE(lines(), QStringList());
}

void RoomControllerTest::quitPassesTheReasonOn()
{
    QSignalSpy quit(room_.get(), &RoomController::quitRequested);
    QVERIFY(room_->submit(QStringLiteral("/quit lunch time")));
    QCOMPARE(quit.first().first().toString(), QStringLiteral("lunch time"));
}

void RoomControllerTest::adminsMayAnnounceAndKick()
{
    enter(true);
    QVERIFY(room_->submit(QStringLiteral("/announce maintenance")));
    QCOMPARE(lines(), QStringList{QStringLiteral("Admin notice: maintenance")});
    QVERIFY(room_->submit(QStringLiteral("/kick 小红 spam")));
    QVERIFY(room_->submit(QStringLiteral("/kick #2")));
    QVERIFY(!room_->submit(QStringLiteral("/kick 小绿")));
    QVERIFY(problem().contains(QStringLiteral("小绿")));
    QVERIFY(!room_->submit(QStringLiteral("/kick #99")));
    QVERIFY(!room_->submit(QStringLiteral("/kick")));
}

void RoomControllerTest::refusedWordsCanBeSaidAgain()
{
    room_->submit(QStringLiteral("spam"));
    // The first id of a run is 1.
    room_->handleNotice(
        client::RefusedNotice{client::SubmissionId{1}, {chat::RefusalCode::muted, "", {}, {}}});
    const QModelIndex row = room_->messages().index(room_->messages().rowCount() - 1);
    QCOMPARE(row.data(MessageModel::StateRole).toInt(), static_cast<int>(SendState::refused));
    room_->retry(row);
    QCOMPARE(lines(), QStringList{QStringLiteral("小明: spam")});
    const QModelIndex again = room_->messages().index(room_->messages().rowCount() - 1);
    QCOMPARE(again.data(MessageModel::StateRole).toInt(), static_cast<int>(SendState::pending));
}

void RoomControllerTest::aRefusedCommandIsARemark()
{
    room_->handleNotice(
        client::RefusedNotice{client::SubmissionId{77}, {chat::RefusalCode::notAdmin, "", {}, {}}});
    QVERIFY(lines().last().contains(QLatin1String("Only admins")));
    room_->handleNotice(client::RefusedNotice{client::ofEarlierRun, {chat::RefusalCode::muted, "", {}, {}}});
    QVERIFY(lines().last().contains(QLatin1String("before")));
}

void RoomControllerTest::aDoneCommandIsARemark()
{
    enter();
    QVERIFY(room_->submit(QStringLiteral("/away lunch")));
    room_->handleNotice(client::DoneNotice{client::SubmissionId{1}});
    QCOMPARE(lines().last(), QStringLiteral("The others see that you are away."));
}

void RoomControllerTest::theTitleTellsNameAndRoom()
{
    QVERIFY(room_->title().isEmpty());
    enter();
    QCOMPARE(room_->title(), QStringLiteral("小明 – 三班"));
}

void RoomControllerTest::theTopicOfOthersIsNoFormat()
{
    client::WelcomeNotice notice = welcome({member(1, "小明")});
    notice.room = "100 %1 of\nall";
    room_->handleNotice(notice);
    QCOMPARE(room_->title(), QStringLiteral("小明 – 100 %1 of all"));
}

void RoomControllerTest::recentSpeakersCompleteFirst()
{
    room_->handleNotice(welcome({member(1, "小明"), member(2, "Ann"), member(3, "Bob"), member(4, "Cid")}));
    const auto say = [&](std::uint64_t seq, const char* name) {
        room_->handleNotice(message(seq, name, "hi"));
    };
    say(1, "Bob");
    say(2, "Cid");
    say(3, "Nobody-here-any-more");
    QCOMPARE(room_->likelyNames(),
             QStringList({QStringLiteral("Cid"), QStringLiteral("Bob"), QStringLiteral("Ann")}));
}

void RoomControllerTest::whoIsRefusedIsNotInTheRoomUntilAnotherNameIsChosen()
{
    room_->submit(QStringLiteral("while it was lost"));
    room_->handleNotice(client::JoinRefusedNotice{{chat::RefusalCode::nameTaken, "", std::nullopt, "小明2"}});
    QVERIFY(room_->linkPicture().isRefused);
    QVERIFY(!room_->submit(QStringLiteral("into nowhere")));
    QVERIFY(problem().contains(QLatin1String("not in the room")));
    QCOMPARE(lines(), QStringList{QStringLiteral("小明: while it was lost")});
    room_->enterAs(QStringLiteral("小明2"));
    QVERIFY(!room_->linkPicture().isRefused);
    QVERIFY(room_->submit(QStringLiteral("here")));
    QCOMPARE(lines().last(), QStringLiteral("小明2: here"));
    QCOMPARE(room_->linkPicture().unconfirmed, std::size_t{2});
}

void RoomControllerTest::whenItHasEndedNothingIsLost()
{
    enter();
    room_->submit(QStringLiteral("last words"));
    room_->handleNotice(
        client::EndedNotice{client::EndReason::removed, "The admin has removed you from the room: spam", 1});
    QVERIFY(lines().first().contains(QLatin1String("last words")));
    QVERIFY2(lines().last().contains(QLatin1String("removed")), qPrintable(lines().join(QLatin1Char('|'))));
    QVERIFY(room_->linkPicture().hasEnded);
    QCOMPARE(room_->members().rowCount(), 0);
    QVERIFY(!room_->submit(QStringLiteral("and more")));
    QVERIFY(problem().contains(QLatin1String("not in the room")));
    QCOMPARE(room_->messages().index(0).data(MessageModel::StateRole).toInt(),
             static_cast<int>(SendState::unsure));
}

void RoomControllerTest::anotherRunKeepsTheListUntilItIsWelcome()
{
    enter();
    room_->handleNotice(message(1, "小红", "hello"));
    room_->submit(QStringLiteral("mine"));
    const auto second = newClient();
    room_->begin(*second, QStringLiteral("小明"));
    const QStringList before{QStringLiteral("小红: hello"), QStringLiteral("小明: mine")};
    QCOMPARE(lines(), before);
    QVERIFY(!room_->linkPicture().hasEnded);
    client::WelcomeNotice again = welcome({member(1, "小明")});
    again.head = Seq{3};
    room_->handleNotice(again);
    room_->handleNotice(message(1, "小红", "hello"));
    QCOMPARE(lines(), before);
    room_->handleNotice(message(2, "小红", "missed"));
    QCOMPARE(lines(), before + QStringList{QStringLiteral("小红: missed")});
    room_.reset();
}

void RoomControllerTest::anotherServerBeginsWithAnEmptyList()
{
    enter();
    room_->handleNotice(message(1, "小红", "hello"));
    room_->submit(QStringLiteral("mine"));
    const auto second = newClient();
    room_->begin(*second, QStringLiteral("小明"));
    client::WelcomeNotice elsewhere = welcome({member(1, "小明")});
    elsewhere.serverKey.bytes[0] = 1;
    room_->handleNotice(elsewhere);
    QCOMPARE(lines(), QStringList{QStringLiteral("小明: mine")});
    room_->handleNotice(message(1, "小绿", "welcome"));
    QCOMPARE(lines().last(), QStringLiteral("小绿: welcome"));
    room_.reset();
}

QTEST_MAIN(RoomControllerTest)
#include "room_controller_test.moc"
