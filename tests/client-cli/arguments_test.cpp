// The command line of hubbub.
#include "client-cli/arguments.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::cli;

namespace {

constexpr const char* someKey = "qE6-4P5fNq2bsQC-FIZt34MPrmFWztbH8iYqEABfTiM";

Result<Arguments, Failure> read(const QString& line)
{
    QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    words.prepend(QStringLiteral("hubbub"));
    return readArguments(words);
}

template <class Kind>
Kind readAs(const char* line)
{
    const auto arguments = read(QString::fromUtf8(line));
    CHECK(arguments && std::holds_alternative<Kind>(*arguments));
    return std::get<Kind>(*arguments);
}

} // namespace

class ArgumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRoom();
    void aRoomByDefault();
    void tools();
    void whatFindsRooms();
    void helpAndVersion();
    void wrongOnesAreRefused_data();
    void wrongOnesAreRefused();
    void anEmptyServerIsRefused();
    void theServerIsTheOneTypedOrTheLastOrHere();
    void theLanguageIsFoundBeforehand();
};

void ArgumentsTest::aRoom()
{
    const auto room = readAs<RoomArguments>(
        "chat.example:99 --name 小明 --json --stay --multiline --take-over --accept-new-key --profile /p "
        "--timeout 1.5 --give-up 7");
    QCOMPARE(room.server.server, QStringLiteral("chat.example:99"));
    QCOMPARE(*room.name, QStringLiteral("小明"));
    QVERIFY(room.json && room.stay && room.multiline && room.takeOver && room.server.acceptNewKey);
    QCOMPARE(room.server.profile, QStringLiteral("/p"));
    QVERIFY(room.server.timeout == 1500ms);
    QVERIFY(room.giveUp == 7s);
}

void ArgumentsTest::whatFindsRooms()
{
    QVERIFY(!readAs<DiscoverArguments>("discover").json);
    QVERIFY(readAs<DiscoverArguments>("discover").timeout == 2s);
    QVERIFY(readAs<DiscoverArguments>("discover --json --timeout 5").json);
    QVERIFY(readAs<DiscoverArguments>("discover --timeout 5").timeout == 5s);
    QVERIFY(!read(QStringLiteral("discover chat.example")));
    QVERIFY(!read(QStringLiteral("discover --name x")));
    QVERIFY(!read(QStringLiteral("discover --timeout x")));
    QVERIFY(readAs<DoctorArguments>("doctor").server.server.isEmpty());
    const auto doctor = readAs<DoctorArguments>("doctor chat.example --json --profile /p --timeout 3");
    QCOMPARE(doctor.server.server, QStringLiteral("chat.example"));
    QCOMPARE(doctor.server.profile, QStringLiteral("/p"));
    QVERIFY(doctor.json && doctor.server.timeout == 3s);
    QVERIFY(!read(QStringLiteral("doctor one two")));
    QVERIFY(!read(QStringLiteral("doctor --stay")));
}

void ArgumentsTest::aRoomByDefault()
{
    const auto room = readAs<RoomArguments>("");
    QVERIFY(room.server.server.isEmpty());
    QVERIFY(!room.name && !room.json && !room.plain);
    QVERIFY(room.server.timeout == 10s);
    QVERIFY(!room.giveUp);
    QVERIFY(readAs<RoomArguments>("--name=").name->isEmpty());
}

void ArgumentsTest::tools()
{
    QCOMPARE(readAs<PingArguments>("ping host --timeout 1").server.server, QStringLiteral("host"));
    readAs<DemoArguments>("demo");
    const auto once = readAs<AdminArguments>("admin host --identity /key announce hello there");
    QCOMPARE(once.server.server, QStringLiteral("host"));
    QCOMPARE(once.identity, QStringLiteral("/key"));
    QCOMPARE(once.command,
             (QStringList{QStringLiteral("announce"), QStringLiteral("hello"), QStringLiteral("there")}));
    const auto here = readAs<AdminArguments>("admin /who");
    QVERIFY(here.server.server.isEmpty());
    QCOMPARE(here.command, QStringList{QStringLiteral("/who")});
    QVERIFY(readAs<AdminArguments>("admin").command.isEmpty());
}

void ArgumentsTest::helpAndVersion()
{
    QVERIFY(readAs<PrintAndExit>("--help").text.contains(QLatin1String("--accept-new-key")));
    QVERIFY(readAs<PrintAndExit>("--version").text.startsWith(QLatin1String("hubbub ")));
}

void ArgumentsTest::wrongOnesAreRefused_data()
{
    QTest::addColumn<QString>("line");
    for (const char* const line :
         {"--nonsense", "a b", "ping a b", "demo x", "--timeout", "--timeout x", "--timeout 0",
          "--timeout -1", "--timeout nan", "--give-up inf", "--server-key abc",
          "--profile=", "host --identity /key", "ping host --json", "ping host --name x",
          "ping host --identity /key", "admin host --json", "admin host --identity=", "demo --profile /p"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void ArgumentsTest::wrongOnesAreRefused()
{
    QFETCH(QString, line);
    const auto arguments = read(line);
    QVERIFY(!arguments);
    QVERIFY(!arguments.error().context.empty());
}

void ArgumentsTest::anEmptyServerIsRefused()
{
    for (const QStringList& words : {QStringList{QString()}, QStringList{QStringLiteral("ping"), QString()},
                                     QStringList{QStringLiteral("admin"), QString()},
                                     QStringList{QStringLiteral("admin"), QString(), QStringLiteral("who")}})
        QVERIFY(!readArguments(QStringList{QStringLiteral("hubbub")} + words));
}

void ArgumentsTest::theServerIsTheOneTypedOrTheLastOrHere()
{
    ServerArguments arguments;
    QCOMPARE(serverAddress(arguments, {})->text(), std::string("127.0.0.1:7788"));
    QCOMPARE(serverAddress(arguments, QStringLiteral("last:1"))->text(), std::string("last:1"));
    arguments.server = QStringLiteral("hubbub://typed:2/#%1").arg(QLatin1String(someKey));
    QCOMPARE(serverAddress(arguments, QStringLiteral("last:1"))->text(), std::string("typed:2"));
    QVERIFY(serverAddress(arguments, {})->key.has_value());
    arguments.serverKey = PublicKey{};
    QVERIFY(!serverAddress(arguments, {}));
    arguments.server = QStringLiteral("a b");
    QVERIFY(!serverAddress(arguments, {}));
}

void ArgumentsTest::theLanguageIsFoundBeforehand()
{
    const auto language = [](const char* line) {
        return languageArgument(QString::fromLatin1(line).split(QLatin1Char(' ')));
    };
    QCOMPARE(language("hubbub --lang zh_CN --nonsense"), QStringLiteral("zh_CN"));
    QCOMPARE(language("hubbub x --lang=en"), QStringLiteral("en"));
    QVERIFY(language("hubbub x").isEmpty());
    QVERIFY(language("hubbub --lang").isEmpty());
}

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "arguments_test.moc"
