// Runs in the room with the real programs: what the JSON and the plain mode promise to scripts and people.
#include "client-cli/room_commands.h"
#include "protocol/screen/room_commands.h"
#include "tests/client-cli/processes.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace hubbub::test;

class RoomRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyLineHasOneResultAndEverythingItsPlace();
    void whatWasBeforeIsHistory();
    void theOthersHearWhoComesSpeaksAndLeaves();
    void peopleReadExactLines_data();
    void peopleReadExactLines();
    void clashingAndIllegalNamesAreRefused_data();
    void clashingAndIllegalNamesAreRefused();
    void messagesMayHaveSeveralLines();
    void whoIsIgnoredIsMarkedAndNotPrinted();
    void whatWasReadIsFound();
    void everyListedCommandIsAnswered();
    void stayingEndsPolitelyWithASignal();
    void thePlaceIsTakenOverOnlyWhenAsked();
    void theRemovedHearWhyAndAreNotAdmitted();
    void whatIsLiftedLastIsLiftedBeforeTheRunEnds_data();
    void whatIsLiftedLastIsLiftedBeforeTheRunEnds();
    void aLongFileIsSaidInOrder();
    void withoutAReaderTheRunEnds();
    void aJournalThatCannotBeWrittenEndsTheRun();

private:
    /// A profile whose owner is an admin of this room, which is started.
    QString newAdmin(Server& server);
    QString folder(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    /// Each test its own profile, so that names and outboxes do not meet.
    QString newProfile() { return folder_.filePath(QStringLiteral("profile%1").arg(++profiles_)); }

    QTemporaryDir folder_;
    std::unique_ptr<Server> server_;
    int readers_ = 0;
    int profiles_ = 0;
};

void RoomRunTest::initTestCase()
{
    server_ = std::make_unique<Server>(folder("server"));
    QVERIFY(server_->start({QStringLiteral("--room"), QStringLiteral("大厅")}));
}

void RoomRunTest::everyLineHasOneResultAndEverythingItsPlace()
{
    Client client;
    client.join(*server_, newProfile(), QStringLiteral("Ann"));
    client.type("one\n\n   \n/who\n/nonsense\n//slash\n/me waves\n\xff\n/nick Bea\nlast without newline");
    client.closeInput();
    QCOMPARE(client.exitCode(), 0);

    const auto objects = client.objects();
    QCOMPARE(textOf(objects.front(), "type"), QStringLiteral("welcome"));
    QCOMPARE(textOf(objects.front(), "room"), QStringLiteral("大厅"));
    std::map<int, QStringList> results;
    std::map<int, int> sentAt;
    int lastSeq = 0;
    for (const QJsonObject& object : objects) {
        const QString type = textOf(object, "type");
        const int seq = object.value(QLatin1String("seq")).toInt();
        if (object.contains(QLatin1String("line")))
            results[object.value(QLatin1String("line")).toInt()] += type;
        if (type == QLatin1String("sent"))
            sentAt[seq] = object.value(QLatin1String("line")).toInt();
        if (type == QLatin1String("message") && textOf(object, "name") == QLatin1String("Ann"))
            QVERIFY(sentAt.contains(seq));
        if (object.contains(QLatin1String("time"))) {
            QVERIFY(seq > lastSeq);
            lastSeq = seq;
        }
    }
    const QString sent = QStringLiteral("sent");
    const QString ok = QStringLiteral("ok");
    const QString refused = QStringLiteral("refused");
    const std::map<int, QStringList> expected{{1, {sent}}, {4, {ok}},      {5, {refused}}, {6, {sent}},
                                              {7, {sent}}, {8, {refused}}, {9, {ok}},      {10, {sent}}};
    QVERIFY(results == expected);
    QStringList said;
    for (const QJsonObject& message : client.objects("message"))
        said += textOf(message, "text");
    QCOMPARE(said, (QStringList{QStringLiteral("one"), QStringLiteral("/slash"), QStringLiteral("waves"),
                                QStringLiteral("last without newline")}));
}

void RoomRunTest::whatWasBeforeIsHistory()
{
    Client first;
    first.join(*server_, newProfile(), QStringLiteral("Bob"));
    first.type("before\n");
    first.closeInput();
    QCOMPARE(first.exitCode(), 0);

    Client second;
    second.join(*server_, newProfile(), QStringLiteral("Cid"));
    second.closeInput();
    QCOMPARE(second.exitCode(), 0);
    const auto welcome = second.objects("welcome");
    QCOMPARE(welcome.size(), 1U);
    const int head = welcome.front().value(QLatin1String("seq")).toInt();
    bool hasJoined = false;
    bool hasHistory = false;
    for (const QJsonObject& object : second.objects()) {
        if (!object.contains(QLatin1String("time")))
            continue;
        const int seq = object.value(QLatin1String("seq")).toInt();
        const bool isHistory = object.value(QLatin1String("history")).toBool();
        QCOMPARE(isHistory, seq < head);
        hasHistory = hasHistory || (isHistory && textOf(object, "text") == QLatin1String("before"));
        hasJoined = hasJoined || (seq == head && textOf(object, "type") == QLatin1String("joined"));
    }
    QVERIFY(hasHistory);
    QVERIFY(hasJoined);
}

void RoomRunTest::theOthersHearWhoComesSpeaksAndLeaves()
{
    Client listener;
    listener.join(*server_, newProfile(), QStringLiteral("Listener"));
    QVERIFY(!listener.waitFor("welcome").isEmpty());
    Client speaker;
    speaker.join(*server_, newProfile(), QStringLiteral("小明"));
    QVERIFY(!speaker.waitFor("welcome").isEmpty());
    QVERIFY(!listener.waitFor("joined", "name", QStringLiteral("小明")).isEmpty());
    speaker.type("大家好\n");
    const auto message = listener.waitFor("message", "name", QStringLiteral("小明"));
    QCOMPARE(textOf(message, "text"), QStringLiteral("大家好"));
    QVERIFY(!message.contains(QLatin1String("history")));
    server_->type("今晚 8 点维护\n");
    const auto notice = listener.waitFor("announcement");
    QCOMPARE(textOf(notice, "text"), QStringLiteral("今晚 8 点维护"));
    speaker.type("/quit 晚安\n");
    QCOMPARE(speaker.exitCode(), 0);
    QCOMPARE(speaker.objects("ok").size(), 1U);
    const auto left = listener.waitFor("left", "name", QStringLiteral("小明"));
    QCOMPARE(textOf(left, "reason"), QStringLiteral("quit"));
    QCOMPARE(textOf(left, "text"), QStringLiteral("晚安"));
}

void RoomRunTest::peopleReadExactLines_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("locale");
    QTest::addColumn<QStringList>("expected");
    const QStringList chinese{QStringLiteral("小红 进入了聊天室"), QStringLiteral("小红：大家好"),
                              QStringLiteral("管理员消息：维护"), QStringLiteral("小红退出了聊天室")};
    const QStringList english{QStringLiteral("小红 joined the room"), QStringLiteral("小红: 大家好"),
                              QStringLiteral("Admin notice: 维护"), QStringLiteral("小红 left the room")};
    QTest::newRow("Chinese locale") << QStringList{} << QByteArray("zh_CN.UTF-8") << chinese;
    QTest::newRow("English locale") << QStringList{} << QByteArray("en_US.UTF-8") << english;
    QTest::newRow("Chinese asked for")
        << QStringList{QStringLiteral("--lang"), QStringLiteral("zh_CN")} << QByteArray("C.UTF-8") << chinese;
    QTest::newRow("English asked for")
        << QStringList{QStringLiteral("--lang=en")} << QByteArray("zh_CN.UTF-8") << english;
}

void RoomRunTest::peopleReadExactLines()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, locale);
    QFETCH(QStringList, expected);
    // A name of its own in each run: the history shows those who have read before.
    const QString name = QStringLiteral("读者%1").arg(++readers_);
    Program reader;
    reader.setVariable("LC_ALL", "");
    reader.setVariable("LANGUAGE", "");
    reader.setVariable("LANG", locale.constData());
    reader.start("hubbub", QStringList{server_->address(), QStringLiteral("--profile"), newProfile(),
                                       QStringLiteral("--name"), name}
                               + arguments);
    const auto isOwn = [&](const QString& line) { return line.startsWith(name + QLatin1Char(' ')); };
    QVERIFY(!reader.waitForLine(isOwn).isEmpty());
    const auto ownJoin = [&] {
        qsizetype last = 0;
        for (qsizetype i = 0; i < reader.lines().size(); ++i) {
            if (isOwn(reader.lines()[i]))
                last = i;
        }
        return last;
    };
    Client speaker;
    speaker.join(*server_, newProfile(), QStringLiteral("小红"));
    speaker.type("大家好\n");
    const QJsonObject sent = speaker.waitFor("sent");
    QVERIFY(!sent.isEmpty());
    server_->type("维护\n");
    // By its number: the history has one of the same text.
    const qint64 next = sent.value(QLatin1String("seq")).toInteger() + 1;
    QVERIFY(!speaker.waitFor("announcement", "seq", next).isEmpty());
    speaker.closeInput();
    QCOMPARE(speaker.exitCode(), 0);
    const auto from = ownJoin();
    const auto isAll = [&](const QString&) { return reader.lines().size() - from > 4; };
    QVERIFY(!reader.waitForLine(isAll).isEmpty());
    QCOMPARE(reader.lines().mid(from + 1, 4), expected);
    reader.closeInput();
    QCOMPARE(reader.exitCode(), 0);
}

void RoomRunTest::clashingAndIllegalNamesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* title, const char* name, const char* code) {
        QTest::newRow(title) << QString::fromUtf8(name) << QString::fromLatin1(code);
    };
    row("same", "Alice", "NAME_TAKEN");
    row("upper-case", "ALICE", "NAME_TAKEN");
    row("full-width", "Ａｌｉｃｅ", "NAME_TAKEN");
    row("look-alike", "Аlісе", "NAME_ILLEGAL"); // mixes Latin and Cyrillic
    row("reserved", "server", "NAME_RESERVED");
    row("admin", "管理员小王", "NAME_ILLEGAL");
    row("space", "a b", "NAME_ILLEGAL");
    row("empty", "", "NAME_ILLEGAL");
}

void RoomRunTest::clashingAndIllegalNamesAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, code);
    Client alice;
    alice.join(*server_, folder("alice"), QStringLiteral("Alice"));
    QVERIFY(!alice.waitFor("welcome").isEmpty());
    Client other;
    other.join(*server_, newProfile(), name);
    QCOMPARE(other.exitCode(), 3);
    const auto objects = other.objects();
    QCOMPARE(objects.size(), 1U);
    QCOMPARE(textOf(objects.front(), "type"), QStringLiteral("error"));
    QCOMPARE(textOf(objects.front(), "code"), code);
    QVERIFY(!textOf(objects.front(), "text").isEmpty());
    if (code == QLatin1String("NAME_TAKEN"))
        QVERIFY(!textOf(objects.front(), "suggestion").isEmpty());
    alice.closeInput();
    QCOMPARE(alice.exitCode(), 0);
}

void RoomRunTest::messagesMayHaveSeveralLines()
{
    Client client;
    client.join(*server_, newProfile(), QStringLiteral("Poet"), {QStringLiteral("--multiline")});
    client.type(QByteArray("one\ntwo\0/who\0three\n", 18));
    client.closeInput();
    QCOMPARE(client.exitCode(), 0);
    QCOMPARE(client.objects("ok").front().value(QLatin1String("line")).toInt(), 2);
    QStringList said;
    for (const QJsonObject& message : client.objects("message")) {
        if (!message.contains(QLatin1String("history")))
            said += textOf(message, "text");
    }
    QCOMPARE(said, (QStringList{QStringLiteral("one\ntwo"), QStringLiteral("three")}));
}

void RoomRunTest::whoIsIgnoredIsMarkedAndNotPrinted()
{
    Client loud;
    loud.join(*server_, newProfile(), QStringLiteral("Loud"));
    QVERIFY(!loud.waitFor("welcome").isEmpty());
    const QString profile = newProfile();
    Client client;
    client.join(*server_, profile, QStringLiteral("Calm"));
    client.type("/ignore Nobody\n/ignore calm\n/ignore Loud\n/ignore\n");
    QCOMPARE(textOf(client.waitFor("refused", "line", 1), "code"), QStringLiteral("NO_SUCH_MEMBER"));
    QCOMPARE(textOf(client.waitFor("refused", "line", 2), "code"), QStringLiteral("BAD_ARGUMENT"));
    QVERIFY(textOf(client.waitFor("ok", "line", 4), "text").contains(QLatin1String("Loud")));
    loud.type("buy this\n");
    const auto ignored = client.waitFor("message", "text", QStringLiteral("buy this"));
    QVERIFY(ignored.value(QLatin1String("ignored")).toBool());
    client.type("/search buy this\n");
    QVERIFY(client.waitFor("ok", "line", 5).value(QLatin1String("found")).toArray().isEmpty());
    client.closeInput();
    QCOMPARE(client.exitCode(), 0);

    // The profile keeps it, and people do not read it at all.
    Program reader;
    reader.start("hubbub",
                 {server_->address(), QStringLiteral("--profile"), profile, QStringLiteral("--name"),
                  QStringLiteral("Calm"), QStringLiteral("--lang"), QStringLiteral("en")});
    QVERIFY(
        !reader.waitForLine([](const QString& line) { return line == QLatin1String("Calm joined the room"); })
             .isEmpty());
    loud.type("buy that\n");
    QVERIFY(!loud.waitFor("message", "text", QStringLiteral("buy that")).isEmpty());
    reader.type("/unignore Nobody\n/unignore Loud\n");
    loud.type("sorry\n");
    QVERIFY(!loud.waitFor("message", "text", QStringLiteral("sorry")).isEmpty());
    reader.closeInput();
    QCOMPARE(reader.exitCode(), 0);
    QVERIFY(!reader.lines().contains(QStringLiteral("Loud: buy this")));
    QVERIFY(!reader.lines().contains(QStringLiteral("Loud: buy that")));
    QVERIFY(reader.complaints().contains(QLatin1String("NO_SUCH_MEMBER")));
}

void RoomRunTest::whatWasReadIsFound()
{
    Client first;
    first.join(*server_, newProfile(), QStringLiteral("Finder"));
    first.type("a needle in hay\nhay alone\n小针 needle\n");
    first.closeInput();
    QCOMPARE(first.exitCode(), 0);

    // History is there before the first line is read.
    Client client;
    client.join(*server_, newProfile(), QStringLiteral("Seeker"));
    client.type(
        "/search\n/search NEEDLE\n/search needle hay\n/search nothing like it\n/clear\n/search needle\n"
        "/topic\n/topic tea\n");
    client.closeInput();
    QCOMPARE(client.exitCode(), 0);
    std::map<QString, int> seqs;
    for (const QJsonObject& message : client.objects("message"))
        seqs[textOf(message, "text")] = message.value(QLatin1String("seq")).toInt();
    std::map<int, QJsonObject> results;
    for (const QJsonObject& object : client.objects()) {
        if (object.contains(QLatin1String("line")))
            results[object.value(QLatin1String("line")).toInt()] = object;
    }
    const auto foundAt = [&](int line) { return results[line].value(QLatin1String("found")).toArray(); };
    QCOMPARE(textOf(results[1], "code"), QStringLiteral("BAD_ARGUMENT"));
    QCOMPARE(foundAt(2),
             (QJsonArray{seqs[QStringLiteral("a needle in hay")], seqs[QStringLiteral("小针 needle")]}));
    QCOMPARE(foundAt(3), QJsonArray{seqs[QStringLiteral("a needle in hay")]});
    QCOMPARE(foundAt(4), QJsonArray());
    QCOMPARE(textOf(results[5], "type"), QStringLiteral("ok"));
    QVERIFY(results[6].contains(QLatin1String("found")));
    // What is no longer shown is the room's all the same.
    QCOMPARE(foundAt(6), foundAt(2));
    QCOMPARE(textOf(results[7], "type"), QStringLiteral("ok"));
    QCOMPARE(textOf(results[8], "code"), QStringLiteral("NOT_ADMIN"));
}

void RoomRunTest::everyListedCommandIsAnswered()
{
    // What /help lists is what the screens have; here each has an action of its own.
    const QStringList words = hubbub::screen::commandWords(true);
    QVERIFY(words.size() > 10);
    for (const QString& word : words) {
        QVERIFY2(word == QLatin1String("me") || hubbub::cli::RoomCommands::has(word.toStdString()),
                 qPrintable(word));
    }
    Client client;
    client.join(*server_, newProfile(), QStringLiteral("Asker"));
    client.type("/help\n/help ban\n/help /who\n/ban x\n");
    client.closeInput();
    QCOMPARE(client.exitCode(), 0);
    const auto answers = client.objects("ok");
    QCOMPARE(answers.size(), 3U);
    QVERIFY(textOf(answers[0], "text").contains(QLatin1String("/unignore NAME")));
    QVERIFY(textOf(answers[0], "text").contains(QLatin1String("/nick")));
    QVERIFY(!textOf(answers[0], "text").contains(QLatin1String("/kick"))); // for admins
    QVERIFY(textOf(answers[1], "text").startsWith(QLatin1String("/ban")));
    QVERIFY(textOf(answers[2], "text").startsWith(QLatin1String("/who")));
    QCOMPARE(client.objects("refused").size(), 1U);
    QCOMPARE(textOf(client.objects("refused").front(), "code"), QStringLiteral("NO_SUCH_MEMBER"));
}

void RoomRunTest::stayingEndsPolitelyWithASignal()
{
    Client watcher;
    watcher.join(*server_, newProfile(), QStringLiteral("Watcher"));
    QVERIFY(!watcher.waitFor("welcome").isEmpty());
    for (const int signal : {SIGTERM, SIGINT}) {
        Client client;
        client.join(*server_, newProfile(), QStringLiteral("Stayer%1").arg(signal),
                    {QStringLiteral("--stay")});
        client.type("still here\n");
        client.closeInput();
        QVERIFY(!client.waitFor("message", "text", QStringLiteral("still here")).isEmpty());
        watcher.type("hello\n");
        QVERIFY(!client.waitFor("message", "name", QStringLiteral("Watcher")).isEmpty());
        client.signal(signal);
        QCOMPARE(client.exitCode(), 0);
        const auto left = watcher.waitFor("left", "name", QStringLiteral("Stayer%1").arg(signal));
        QCOMPARE(textOf(left, "reason"), QStringLiteral("quit"));
    }
}

void RoomRunTest::thePlaceIsTakenOverOnlyWhenAsked()
{
    const QString profile = newProfile();
    Client first;
    first.join(*server_, profile, QStringLiteral("Twice"));
    QVERIFY(!first.waitFor("welcome").isEmpty());
    Client second;
    second.join(*server_, profile, QStringLiteral("Twice"));
    QCOMPARE(second.exitCode(), 3);
    QCOMPARE(textOf(second.objects().front(), "code"), QStringLiteral("SELF_IN_USE"));
    Client third;
    third.join(*server_, profile, QStringLiteral("Twice"), {QStringLiteral("--take-over")});
    QVERIFY(!third.waitFor("welcome").isEmpty());
    QCOMPARE(first.exitCode(), 5);
    third.closeInput();
    QCOMPARE(third.exitCode(), 0);
    // The same member: nobody has joined anew.
    QVERIFY(third.objects("welcome").front().value(QLatin1String("attached")).toBool());
}

void RoomRunTest::theRemovedHearWhyAndAreNotAdmitted()
{
    Client client;
    client.join(*server_, newProfile(), QStringLiteral("Noisy"));
    QVERIFY(!client.waitFor("welcome").isEmpty());
    server_->type("/kick Noisy 刷屏\n");
    QCOMPARE(client.exitCode(), 5);
    QVERIFY(!client.waitFor("link", "state", QStringLiteral("closed")).isEmpty());
    QCOMPARE(textOf(client.objects().back(), "code"), QStringLiteral("REMOVED"));
}

QString RoomRunTest::newAdmin(Server& server)
{
    const QString profile = newProfile();
    if (!server.start())
        return {};
    Program ping;
    ping.start("hubbub", {QStringLiteral("ping"), server.address(), QStringLiteral("--profile"), profile});
    if (ping.exitCode() != 0)
        return {};
    const QString told = ping.lines().join(QChar::Space);
    const QString key = told.section(QStringLiteral("own-key "), 1).section(QChar::Space, 0, 0);
    // Who is an admin is known from the start.
    server.signal(SIGTERM);
    const bool isStarted = server.exitCode() == 0 && server.start({QStringLiteral("--admin"), key});
    return isStarted ? profile : QString();
}

void RoomRunTest::whatIsLiftedLastIsLiftedBeforeTheRunEnds_data()
{
    QTest::addColumn<QByteArray>("last");
    QTest::newRow("the input ends") << QByteArray("/unmute Bob\n");
    QTest::newRow("the person leaves") << QByteArray("/unmute Bob\n/quit\n");
}

/// What fits is looked for in a list first, and the leave must not overtake what follows from it.
void RoomRunTest::whatIsLiftedLastIsLiftedBeforeTheRunEnds()
{
    QFETCH(QByteArray, last);
    Server server(newProfile());
    const QString admin = newAdmin(server);
    QVERIFY(!admin.isEmpty());
    Client bob;
    bob.join(server, newProfile(), QStringLiteral("Bob"));
    QVERIFY(!bob.waitFor("welcome").isEmpty());
    Client muting;
    muting.join(server, admin, QStringLiteral("Ann"));
    muting.type("/mute Bob\n");
    muting.closeInput();
    QCOMPARE(muting.exitCode(), 0);
    QVERIFY(muting.objects("refused").empty());

    Client lifting;
    lifting.join(server, admin, QStringLiteral("Ann"));
    lifting.type(last);
    lifting.closeInput();
    QCOMPARE(lifting.exitCode(), 0);
    QVERIFY(lifting.objects("refused").empty());
    bob.type("thank you\n");
    QVERIFY(!bob.waitFor("sent").isEmpty());
}

void RoomRunTest::aLongFileIsSaidInOrder()
{
    constexpr int lines = 1500; // more than the burst that the server allows
    QByteArray file;
    for (int i = 1; i <= lines; ++i)
        file += QByteArray::number(i) + '\n';
    Client client;
    client.join(*server_, newProfile(), QStringLiteral("Reader"));
    client.type(file);
    client.closeInput();
    QVERIFY(!client.waitFor("sent", "line", 300).isEmpty());
    // Waiting for all would take as long as the rate says; what was said so far is whole and in order.
    client.signal(SIGTERM);
    QCOMPARE(client.exitCode(), 0);
    int expected = 0;
    for (const QJsonObject& message : client.objects("message")) {
        if (!message.contains(QLatin1String("history")))
            QCOMPARE(textOf(message, "text"), QString::number(++expected));
    }
    QVERIFY(expected >= 300);
    QVERIFY(client.objects("refused").empty());
}

void RoomRunTest::withoutAReaderTheRunEnds()
{
    QProcess shell;
    const QString command =
        QStringLiteral("%1 %2 --profile %3 --json --name Pipe --stay < /dev/null | head -n 1");
    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-c"), command.arg(program("hubbub"), server_->address(), newProfile())});
    // Whoever has nothing to write does not learn that nobody reads.
    for (int i = 0; i < 40 && !shell.waitForFinished(500); ++i)
        server_->type("is anybody there?\n");
    QCOMPARE(shell.state(), QProcess::NotRunning);
    QVERIFY(shell.readAllStandardOutput().startsWith("{\"type\":\"welcome\""));
}

void RoomRunTest::aJournalThatCannotBeWrittenEndsTheRun()
{
    const QString profile = newProfile();
    const QString journal = QStringLiteral("/outbox/127.0.0.1%3A") + QString::number(server_->port())
                          + QStringLiteral(".journal");
    QVERIFY(QDir().mkpath(profile + journal));
    Client client;
    client.join(*server_, profile, QStringLiteral("Diskless"));
    QCOMPARE(client.exitCode(), 1);
    QCOMPARE(textOf(client.objects().back(), "type"), QStringLiteral("error"));
}

QTEST_GUILESS_MAIN(RoomRunTest)
#include "room_run_test.moc"
