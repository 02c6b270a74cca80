// What is typed becomes requests, what the engine tells becomes rows. The client has no server here: what is
// said waits in its outbox, as when the link is lost.
#include "protocol/crypto/identity.h"
#include "protocol/screen/room_controller.h"
#include "tests/support/room_notices.h"
#include "tests/support/seeded_entropy.h"

#include <QDateTime>
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
    void aPlaceThatIsLiveIsGoneToAtOnce_data();
    void aPlaceThatIsLiveIsGoneToAtOnce();
    void aNumberStillToComeIsNoPlace();
    void aPlaceFurtherBackIsLookedFor();
    void whatAFullListCannotTakeIsReadApart();
    void whatThereIsRoomForJoinsWhatIsLive();
    void itIsToldHowFarTheRoomIsComplete();
    void whoComesBackIsToldWhatTheyMissed();
    void clearEmptiesTheList();
    void quitPassesTheReasonOn();
    void adminsMayAnnounceAndKick();
    void refusedWordsCanBeSaidAgain();
    void aRefusedCommandIsARemark();
    void aListThatIsRefusedMayBeAskedForAgain();
    void aDoneCommandIsARemark();
    void theTitleTellsNameAndRoom();
    void theTopicOfOthersIsNoFormat();
    void recentSpeakersCompleteFirst();
    void whoIsRefusedIsNotInTheRoomUntilAnotherNameIsChosen();
    void whenItHasEndedNothingIsLost();
    void anotherRunKeepsTheListUntilItIsWelcome();
    void anotherServerBeginsWithAnEmptyList();
    void theRoomsTopicAndNamesAreFollowed();
    void theWelcomeTextIsToldOnce();
    void commandsOfModerationAreAnswered();
    void aBanIsAboutTheMemberItNames();
    void whoHasAnotherNameByNowIsUnmuted();
    void aRefusedNameComesWithAFreeOne();
    void aNoticeIsConfirmedOnce();
    void listsAreToldToWhoAskedForThem();

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
    /// The room has a list of so many rows, which holds the events of these numbers.
    void fill(int mostRows, std::uint64_t from, std::uint64_t to)
    {
        room_ = std::make_unique<RoomController>(nullptr, mostRows);
        room_->begin(*client_, QStringLiteral("小明"));
        enter();
        for (std::uint64_t seq = from; seq <= to; ++seq)
            room_->handleNotice(message(seq, "小红", "hello"));
    }
    /// What the server answers to the question of this number.
    void page(std::uint64_t question, std::uint64_t from, std::uint64_t to)
    {
        client::PageNotice notice{client::SubmissionId{question}, {}, client::ChainVerdict::joined};
        for (std::uint64_t seq = from; seq <= to; ++seq)
            notice.page.events.push_back({Seq{seq}, message(seq, "小红", "hello").event});
        notice.page.more = from > 1;
        room_->handleNotice(notice);
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
    QTest::newRow("no name") << QStringLiteral("/nick") << QStringLiteral("/nick NAME");
    QTest::newRow("a ban is for admins") << QStringLiteral("/ban 小红") << QStringLiteral("admins");
    QTest::newRow("nothing to confirm") << QStringLiteral("/ack") << QStringLiteral("No notice");
    QTest::newRow("a number that is none") << QStringLiteral("/ack tea") << QStringLiteral("#12");
    QTest::newRow("which message") << QStringLiteral("/remove") << QStringLiteral("/remove #NUMBER");
    QTest::newRow("whose message") << QStringLiteral("/remove 小红") << QStringLiteral("Nothing");
    QTest::newRow("nothing to search for") << QStringLiteral("/search ") << QStringLiteral("/search WORDS");
    QTest::newRow("no date") << QStringLiteral("/goto 29.11.2026") << QStringLiteral("/goto 2026-01-31");
    QTest::newRow("no such day") << QStringLiteral("/goto 2026-02-30") << QStringLiteral("/goto 2026-01-31");
    QTest::newRow("no number") << QStringLiteral("/goto #tea") << QStringLiteral("#4812");
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
    for (const char* const missing : {"/mute", "/ban", "/kick", "/announce"})
        QVERIFY2(!help.contains(QLatin1String(missing)), missing);
    QVERIFY(help.contains(QLatin1String("/nick")));
    QVERIFY(!help.contains(QLatin1String("In a later version")));
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
    QCOMPARE(problem(), QStringLiteral("That is you; choose somebody else."));
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

void RoomControllerTest::aPlaceThatIsLiveIsGoneToAtOnce_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<quint64>("at"); // 0: the end
    QTest::newRow("a number") << QStringLiteral("#6") << quint64{6};
    QTest::newRow("a number that shows nothing") << QStringLiteral("#8") << quint64{8};
    QTest::newRow("a number alone") << QStringLiteral("6") << quint64{6};
    QTest::newRow("a time") << QStringLiteral("2026-11-21T02:00:30Z") << quint64{6};
    QTest::newRow("a local time")
        << QDateTime::fromMSecsSinceEpoch(morning + 1'000).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
        << quint64{6};
    QTest::newRow("tomorrow") << QStringLiteral("2126-11-29") << quint64{0};
}

void RoomControllerTest::aPlaceThatIsLiveIsGoneToAtOnce()
{
    QFETCH(QString, place);
    QFETCH(quint64, at);
    enter();
    for (const std::uint64_t seq : {5U, 6U, 9U}) {
        auto notice = message(seq, "小红", "hello");
        notice.event.time.milliseconds += static_cast<std::int64_t>(seq - 5) * 60'000;
        room_->handleNotice(notice);
    }
    QSignalSpy changed(room_.get(), &RoomController::placeChanged);
    QVERIFY(room_->submit(QStringLiteral("/goto ") + place));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().value<MessageModel*>(), &room_->messages());
    QCOMPARE(changed.first().at(1).value<Seq>(), Seq{at});
    QVERIFY(!room_->isGoing());
}

void RoomControllerTest::aNumberStillToComeIsNoPlace()
{
    enter();
    room_->handleNotice(message(9, "小红", "hello"));
    QVERIFY(!room_->submit(QStringLiteral("/goto #10")));
    QVERIFY2(problem().contains(QStringLiteral("#9")), qPrintable(problem()));
}

void RoomControllerTest::aPlaceFurtherBackIsLookedFor()
{
    enter();
    room_->handleNotice(message(500, "小红", "hello"));
    QVERIFY(room_->submit(QStringLiteral("/goto #5")));
    QVERIFY(room_->isGoing());
    QVERIFY(room_->submit(QStringLiteral("/goto 2020-01-01")));
    QVERIFY(room_->isGoing());
    room_->backToNow();
    QVERIFY(!room_->isGoing());
    QVERIFY(!room_->isInPast());
    room_->handleNotice(client::EndedNotice{});
    QVERIFY(!room_->goToBeginning());
    QVERIFY(!room_->goTo(Seq{5}));
    QVERIFY(!problem().isEmpty());
}

/// It would else be asked for again and again, by whoever reads on from there.
void RoomControllerTest::whatAFullListCannotTakeIsReadApart()
{
    fill(20, 100, 115);
    QSignalSpy changed(room_.get(), &RoomController::placeChanged);
    QVERIFY(room_->goTo(Seq{99}));
    page(1, 99, 108); // reaches what is live
    QVERIFY(room_->isInPast());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().value<MessageModel*>(), &room_->shown());
    QCOMPARE(changed.first().at(1).value<Seq>(), Seq{99});
    QVERIFY(&room_->shown() != &room_->messages());
    QCOMPARE(room_->shown().oldest(), Seq{99});
}

void RoomControllerTest::whatThereIsRoomForJoinsWhatIsLive()
{
    fill(1'000, 100, 115);
    QSignalSpy changed(room_.get(), &RoomController::placeChanged);
    QVERIFY(room_->goTo(Seq{99}));
    page(1, 99, 108);
    QVERIFY(!room_->isInPast());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().value<MessageModel*>(), &room_->messages());
    QCOMPARE(changed.first().at(1).value<Seq>(), Seq{99});
    QCOMPARE(room_->messages().oldest(), Seq{99});
}

void RoomControllerTest::itIsToldHowFarTheRoomIsComplete()
{
    enter();
    QVERIFY(room_->submit(QStringLiteral("/complete")));
    QCOMPARE(lines(), QStringList{room_->completenessText()});
}

void RoomControllerTest::whoComesBackIsToldWhatTheyMissed()
{
    room_->messages().setReadUpTo(Seq{4});
    auto entered = welcome({member(1, "小明")});
    entered.head = Seq{6};
    QSignalSpy told(room_.get(), &RoomController::catchUpChanged);
    room_->handleNotice(entered);
    room_->handleNotice(message(5, "小红", "小明!"));
    room_->handleNotice(message(6, "小红", "hello"));
    QVERIFY(told.wait());
    QCOMPARE(room_->catchUp().messages(), 2);
    QCOMPARE(room_->catchUp().mentions(), 1);
    room_->dismissCatchUp();
    QVERIFY(room_->catchUp().isEmpty());
    QCOMPARE(told.count(), 2);
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

void RoomControllerTest::aListThatIsRefusedMayBeAskedForAgain()
{
    enter();
    const QStringList before = lines();
    QVERIFY(room_->askRestrictions());
    QVERIFY(room_->askConfirmations(Seq{4}));
    QVERIFY(room_->isAskingRestrictions());
    QVERIFY(room_->isAskingConfirmations(Seq{4}));
    QVERIFY(!room_->isAskingConfirmations(Seq{5}));
    for (const std::uint64_t id : {1U, 2U}) // the first ids of a run
        room_->handleNotice(
            client::RefusedNotice{client::SubmissionId{id}, {chat::RefusalCode::notAdmin, "", {}, {}}});
    QVERIFY(!room_->isAskingRestrictions());
    QVERIFY(!room_->isAskingConfirmations(Seq{4}));
    QVERIFY(problem().contains(QLatin1String("Only admins")));
    QCOMPARE(lines(), before);
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

void RoomControllerTest::theRoomsTopicAndNamesAreFollowed()
{
    enter();
    QSignalSpy changes(room_.get(), &RoomController::roomChanged);
    QSignalSpy names(room_.get(), &RoomController::renamed);
    room_->handleNotice(topic(3, "期末"));
    QCOMPARE(room_->topic(), QStringLiteral("期末"));
    room_->handleNotice(message(4, "小红", "hi"));
    room_->handleNotice(renamed(5, 2, "小红", "大红"));
    QCOMPARE(room_->likelyNames(), QStringList{QStringLiteral("大红")});
    QCOMPARE(names.size(), 0);
    room_->handleNotice(renamed(6, 1, "小明", "大明"));
    QCOMPARE(names.takeFirst().first().toString(), QStringLiteral("大明"));
    QCOMPARE(room_->title(), QStringLiteral("大明 – 三班"));
    room_->handleNotice(message(7, "大红", "大明, look"));
    QVERIFY(room_->messages().row(room_->messages().rowCount() - 1).isMention);
    // The past is over.
    client::EventNotice past = renamed(1, 1, "小小明", "小明");
    past.history = true;
    room_->handleNotice(past);
    QCOMPARE(room_->ownName(), QStringLiteral("大明"));
    room_->submit(QStringLiteral("hello"));
    QCOMPARE(lines().last(), QStringLiteral("大明: hello"));
    QVERIFY(changes.size() >= 3);
}

void RoomControllerTest::theWelcomeTextIsToldOnce()
{
    client::WelcomeNotice notice = welcome({member(1, "小明")});
    notice.text = "Be kind.\nRead \x1b[2J the rules.";
    notice.head = Seq{2};
    room_->handleNotice(notice);
    QCOMPARE(lines(), QStringList());
    client::EventNotice own = joined(2, 1, "小明");
    own.own = true;
    room_->handleNotice(own);
    QCOMPARE(lines().size(), 2);
    QVERIFY(lines().last().startsWith(QLatin1String("Be kind.\nRead ")));
    QVERIFY(!lines().last().contains(QChar(0x1b)));
    // Entered again, it is known.
    const auto again = newClient();
    room_->begin(*again, QStringLiteral("小明"));
    room_->handleNotice(notice);
    QCoreApplication::processEvents();
    QCOMPARE(lines().filter(QStringLiteral("Be kind")).size(), 1);
    room_->handleNotice(client::EndedNotice{});
}

void RoomControllerTest::commandsOfModerationAreAnswered()
{
    enter(true);
    room_->handleNotice(message(3, "小红", "spam"));
    room_->handleNotice(askingAnnouncement(4, "fire drill"));
    const std::vector<std::pair<const char*, const char*>> done{
        {"/nick 大明", "You are now called 大明."},
        {"/topic tea", "The topic is set."},
        {"/topic -", "The topic is taken away."},
        {"/ban 小红 for 2h spam", "banned: 小红 (#2, AAAAAAAAAA), for 2 h"},
        {"/ban 10.1.0.0/16", "banned: 10.1.0.0/16"},
        {"/mute #2 for shouting", "muted: 小红 (#2, AAAAAAAAAA)"},
        {"/lock", "The room is locked: nobody else may enter."},
        {"/unlock", "The room is open again."},
        {"/remove 小红 spam", "Message #3 is removed."},
        {"/remove #12", "Message #12 is removed."},
        {"/ack", "Notice #4 is confirmed."},
    };
    std::uint64_t id = 0;
    for (const auto& [line, answer] : done) {
        QVERIFY2(room_->submit(QString::fromUtf8(line)), line);
        room_->handleNotice(client::DoneNotice{client::SubmissionId{++id}});
        QCOMPARE(lines().last(), QString::fromUtf8(answer));
    }
    QVERIFY(!room_->messages().toConfirm());
    QVERIFY(room_->submit(QStringLiteral("/lock")));
    room_->handleNotice(
        client::RefusedNotice{client::SubmissionId{++id}, {chat::RefusalCode::notAdmin, "", {}, {}}});
    QVERIFY(lines().last().contains(QLatin1String("Only admins")));
    QVERIFY(room_->submit(QStringLiteral("/acks")));
    room_->handleNotice(
        client::ConfirmationsNotice{client::SubmissionId{++id},
                                    Seq{4},
                                    {{{MemberId{2}, {}}, "小红", chat::ConfirmationState::confirmed},
                                     {{MemberId{5}, {}}, "Ann", chat::ConfirmationState::unreachable}}});
    QCOMPARE(lines().last(),
             QStringLiteral("Confirmed (1): 小红\nDelivered, not confirmed (0):\nUnreachable (1): Ann"));
}

void RoomControllerTest::aBanIsAboutTheMemberItNames()
{
    enter(true);
    QVERIFY(!room_->submit(QStringLiteral("/ban 小绿")));
    QVERIFY(problem().contains(QLatin1String("/who")));
    QVERIFY(!room_->submit(QStringLiteral("/mute #99")));
    QVERIFY(!room_->submit(QStringLiteral("/ban")));
    QVERIFY(!room_->submit(QStringLiteral("/unban")));
    QVERIFY(!room_->submit(QStringLiteral("/acks")));
}

void RoomControllerTest::whoHasAnotherNameByNowIsUnmuted()
{
    const PublicKey key{{7}};
    chat::RosterEntry red = member(2, "大红");
    red.fingerprint = crypto::fingerprintOf(key);
    room_->handleNotice(welcome({member(1, "小明"), red}, true));
    chat::Restriction mute;
    mute.seq = Seq{9};
    mute.kind = chat::RestrictionKind::mute;
    mute.whom = key;
    mute.name = "小红";
    chat::Restriction ban = mute;
    ban.seq = Seq{10};
    ban.kind = chat::RestrictionKind::ban;
    QVERIFY(room_->submit(QStringLiteral("/unmute 大红")));
    room_->handleNotice(client::RestrictionsNotice{client::SubmissionId{1}, {mute, ban}});
    room_->handleNotice(client::DoneNotice{client::SubmissionId{2}});
    QVERIFY2(lines().last().startsWith(QStringLiteral("lifted: 小红")), qPrintable(lines().last()));
    QVERIFY(room_->submit(QStringLiteral("/unmute #10")));
    room_->handleNotice(client::RestrictionsNotice{client::SubmissionId{3}, {mute, ban}});
    QVERIFY(lines().last().contains(QLatin1String("no such ban")));
    QVERIFY(room_->submit(QStringLiteral("/bans")));
    room_->handleNotice(client::RestrictionsNotice{client::SubmissionId{4}, {mute}});
    QVERIFY(lines().last().startsWith(QStringLiteral("#9 muted: 小红, key ")));
    QVERIFY(lines().last().endsWith(QLatin1String("; until it is lifted")));
}

void RoomControllerTest::aRefusedNameComesWithAFreeOne()
{
    enter();
    QSignalSpy refusals(room_.get(), &RoomController::renameRefused);
    QVERIFY(room_->submit(QStringLiteral("/nick 小红")));
    const chat::Refusal taken{chat::RefusalCode::nameTaken, "", {}, "小红2"};
    room_->handleNotice(client::RefusedNotice{client::SubmissionId{1}, taken});
    QVERIFY(lines().last().endsWith(QStringLiteral("This one is free: 小红2")));
    QCOMPARE(refusals.size(), 0);
    QVERIFY(room_->rename(QStringLiteral("小红")));
    room_->handleNotice(client::RefusedNotice{client::SubmissionId{2}, taken});
    QCOMPARE(refusals.size(), 1);
    QCOMPARE(room_->ownName(), QStringLiteral("小明"));
}

void RoomControllerTest::aNoticeIsConfirmedOnce()
{
    enter();
    QVERIFY(!room_->confirm());
    QVERIFY(problem().contains(QLatin1String("No notice")));
    room_->handleNotice(askingAnnouncement(4, "fire drill"));
    QVERIFY(room_->confirm());
    QVERIFY(room_->confirm());
    QVERIFY(room_->messages().toConfirm());
    room_->handleNotice(client::DoneNotice{client::SubmissionId{1}});
    QVERIFY(!room_->messages().toConfirm());
    QCOMPARE(lines().last(), QStringLiteral("Notice #4 is confirmed."));
    QVERIFY(!room_->confirm());
    // What cannot be confirmed is asked for no more.
    room_->handleNotice(askingAnnouncement(5, "lunch"));
    QVERIFY(room_->confirm());
    room_->handleNotice(
        client::RefusedNotice{client::SubmissionId{2}, {chat::RefusalCode::badArgument, "", {}, {}}});
    QVERIFY(!room_->messages().toConfirm());
}

void RoomControllerTest::listsAreToldToWhoAskedForThem()
{
    enter(true);
    QSignalSpy restrictions(room_.get(), &RoomController::restrictionsTold);
    QSignalSpy confirmations(room_.get(), &RoomController::confirmationsTold);
    QVERIFY(room_->askRestrictions());
    QVERIFY(room_->askConfirmations(Seq{4}));
    room_->handleNotice(client::RestrictionsNotice{client::SubmissionId{1}, {{}}});
    room_->handleNotice(client::ConfirmationsNotice{client::SubmissionId{2}, Seq{4}, {}});
    QCOMPARE(restrictions.size(), 1);
    QCOMPARE(confirmations.size(), 1);
    QVERIFY(confirmations.first().first().value<Seq>() == Seq{4});
    QCOMPARE(lines(), QStringList());
}

QTEST_MAIN(RoomControllerTest)
#include "room_controller_test.moc"
