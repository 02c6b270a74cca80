// A room found from another machine, and what hubbub doctor makes of a way that is closed.
//
// Needs network namespaces, and so the right to make them; skipped without.

#include "protocol/base/limits.h"
#include "protocol/wire/discovery.h"
#include "tests/support/two_machines.h"

#include <QNetworkDatagram>
#include <QUdpSocket>

#include <optional>

using namespace hubbub;
using namespace hubbub::test;

namespace {

constexpr auto address = "10.177.0.1:7788";

/// What a program printed, and how it ended.
struct Outcome {
    int code = -1;
    std::vector<QJsonObject> objects;

    QJsonObject check(const char* step) const
    {
        for (const QJsonObject& object : objects)
            if (object.value(QStringLiteral("step")).toString() == QLatin1String(step))
                return object;
        return {};
    }
    QString state(const char* step) const { return check(step).value(QStringLiteral("state")).toString(); }
    QString text(const char* step) const { return check(step).value(QStringLiteral("text")).toString(); }
};

} // namespace

class FindingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRoomIsFoundOverEitherFamily();
    void aRoomThatDoesNotWantToIsNotFound();
    void twoServersOfOneMachineAreBothFound();
    void theAddressThatIsListenedOnIsFound();
    void aReloadSwitchesIt();
    void aPortThatIsTakenIsAWarning();
    void aFloodIsAnsweredSoOftenAndNeverAtLength();
    void whoAsksOneMachineAloneIsNotAnswered();
    void allIsWellWithAServerThatAnswers();
    void nobodyListens();
    void thereIsNoWay();
    void nobodyIsThere();
    void theWayBackIsClosed();
    void theServersFirewallIsClosed();
    void largeDatagramsDoNotPass();

private:
    Outcome run(const QStringList& arguments) const
    {
        TwoMachines::enter(machines_->client);
        JsonClientLike program(arguments);
        return program.outcome();
    }
    Outcome discover() const
    {
        return run({QStringLiteral("discover"), QStringLiteral("--json"), QStringLiteral("--timeout"),
                    QStringLiteral("1.5")});
    }
    Outcome doctor(const QString& server = QLatin1String(address)) const
    {
        return run({QStringLiteral("doctor"), server, QStringLiteral("--json"), QStringLiteral("--lang"),
                    QStringLiteral("en"), QStringLiteral("--profile"), path("tool")});
    }
    std::unique_ptr<Program> startServer(const char* folder, const QStringList& more = {}) const
    {
        TwoMachines::enter(machines_->server);
        const QStringList listen = more.contains(QStringLiteral("--listen"))
                                     ? QStringList()
                                     : QStringList{QStringLiteral("--listen"), QStringLiteral("0.0.0.0:7788"),
                                                   QStringLiteral("--listen"), QStringLiteral("[::]:7788")};
        auto server = std::make_unique<Program>(
            QStringLiteral("hubbubd"), QStringList{QStringLiteral("--data"), path(folder)} + listen + more);
        if (!server->readLine().startsWith(QStringLiteral("ready ")))
            return nullptr;
        return server;
    }
    QString path(const char* name) const { return folder_->filePath(QString::fromLatin1(name)); }

    /// hubbub, run to its end.
    class JsonClientLike : public Program {
    public:
        explicit JsonClientLike(const QStringList& arguments) : Program(QStringLiteral("hubbub"), arguments)
        {
        }
        Outcome outcome()
        {
            Outcome all;
            for (QString line = readLine(); !line.isNull(); line = readLine())
                all.objects.push_back(QJsonDocument::fromJson(line.toUtf8()).object());
            all.code = end();
            return all;
        }
    };

    std::optional<QTemporaryDir> folder_;
    std::unique_ptr<TwoMachines> machines_;
};

void FindingTest::init()
{
    folder_.emplace();
    machines_ = std::make_unique<TwoMachines>();
    if (!machines_->connect() || !TwoMachines::enter(machines_->server))
        QSKIP("needs the right to make network namespaces");
}

void FindingTest::cleanup()
{
    machines_.reset();
}

void FindingTest::aRoomIsFoundOverEitherFamily()
{
    const auto server = startServer("room", {QStringLiteral("--room"), QStringLiteral("茶 3b")});
    QVERIFY(server);
    const Outcome found = discover();
    QCOMPARE(found.code, 0);
    QCOMPARE(found.objects.size(), std::size_t{1});
    const QJsonObject room = found.objects.front();
    QCOMPARE(room.value(QStringLiteral("room")).toString(), QStringLiteral("茶 3b"));
    QCOMPARE(room.value(QStringLiteral("members")).toInt(-1), 0);
    QCOMPARE(room.value(QStringLiteral("address")).toString(), QLatin1String(address));
    const QString all = QString::fromUtf8(QJsonDocument(room).toJson());
    QVERIFY2(all.contains(QStringLiteral("[fe80::")), qPrintable(all));
    const QString link = room.value(QStringLiteral("link")).toString();
    QVERIFY(link.startsWith(QStringLiteral("hubbub://10.177.0.1:7788/#")));

    TwoMachines::enter(machines_->client);
    Program ping(QStringLiteral("hubbub"),
                 {QStringLiteral("ping"), link, QStringLiteral("--profile"), path("tool")});
    QCOMPARE(ping.end(), 0);
}

void FindingTest::aRoomThatDoesNotWantToIsNotFound()
{
    const auto server = startServer("room", {QStringLiteral("--discovery"), QStringLiteral("off")});
    QVERIFY(server);
    const Outcome found = discover();
    QCOMPARE(found.code, 2);
    QVERIFY(found.objects.empty());
}

void FindingTest::twoServersOfOneMachineAreBothFound()
{
    const auto first = startServer("first", {QStringLiteral("--room"), QStringLiteral("first")});
    const auto second = startServer("second", {QStringLiteral("--room"), QStringLiteral("second"),
                                               QStringLiteral("--listen"), QStringLiteral("0.0.0.0:9999")});
    QVERIFY(first && second);
    const Outcome found = discover();
    QCOMPARE(found.objects.size(), std::size_t{2});
    QCOMPARE(found.objects[1].value(QStringLiteral("address")).toString(), QStringLiteral("10.177.0.1:9999"));
}

void FindingTest::theAddressThatIsListenedOnIsFound()
{
    QVERIFY(TwoMachines::configure(machines_->server, QStringLiteral("address add 10.177.0.7/24 dev wire")));
    const auto server = startServer("room", {QStringLiteral("--listen"), QStringLiteral("10.177.0.7:9999"),
                                             QStringLiteral("--listen"), QStringLiteral("[::1]:9999")});
    QVERIFY(server);
    const Outcome found = discover();
    QCOMPARE(found.objects.size(), std::size_t{1});
    QCOMPARE(found.objects.front().value(QStringLiteral("address")).toString(),
             QStringLiteral("10.177.0.7:9999"));
}

void FindingTest::aReloadSwitchesIt()
{
    const auto configure = [this](const char* value) {
        QFile file(path("conf"));
        return file.open(QIODevice::WriteOnly)
            && file.write(QByteArray("[server]\ndiscovery = ") + value + '\n') > 0;
    };
    QVERIFY(configure("off"));
    const auto server = startServer("room", {QStringLiteral("--config"), path("conf")});
    QVERIFY(server);
    QCOMPARE(discover().code, 2);
    QVERIFY(configure("on"));
    server->write(QStringLiteral("/reload\n"));
    QString line;
    while (!(line = server->readLine()).contains(QStringLiteral("discovery = on")))
        QVERIFY(!line.isNull());
    QCOMPARE(discover().code, 0);
}

void FindingTest::aPortThatIsTakenIsAWarning()
{
    TwoMachines::enter(machines_->server);
    QUdpSocket four;
    QUdpSocket six;
    QVERIFY(four.bind(QHostAddress(QHostAddress::AnyIPv4), limits::discoveryPort,
                      QAbstractSocket::DontShareAddress));
    QVERIFY(six.bind(QHostAddress(QHostAddress::AnyIPv6), limits::discoveryPort,
                     QAbstractSocket::DontShareAddress));
    const auto server = startServer("room");
    QVERIFY(server);
    const QString complaint = server->complaint();
    QVERIFY2(complaint.contains(QStringLiteral("warning room: nobody can find this room")),
             qPrintable(complaint));
    QVERIFY(complaint.contains(QStringLiteral("17788")));
}

void FindingTest::aFloodIsAnsweredSoOftenAndNeverAtLength()
{
    const auto server = startServer("room", {QStringLiteral("--room"), QString(128, QLatin1Char('x'))});
    QVERIFY(server);
    TwoMachines::enter(machines_->client);
    QUdpSocket socket;
    QVERIFY(socket.bind(QHostAddress(QStringLiteral("10.177.0.2")), 0));
    const Bytes probe = wire::encode(wire::Probe{});
    const QByteArray bytes(reinterpret_cast<const char*>(probe.data()), static_cast<qsizetype>(probe.size()));
    for (int i = 0; i < 2000; ++i)
        socket.writeDatagram(bytes, QHostAddress(QStringLiteral("10.177.0.255")), limits::discoveryPort);
    QVERIFY(QTest::qWaitFor([&] { return socket.hasPendingDatagrams(); }, patienceMs));
    // Whoever else enters meanwhile does not notice.
    Program ping(QStringLiteral("hubbub"),
                 {QStringLiteral("ping"), QLatin1String(address), QStringLiteral("--profile"), path("tool")});
    QCOMPARE(ping.end(), 0);
    int answers = 0;
    while (socket.hasPendingDatagrams()) {
        QVERIFY(socket.receiveDatagram().data().size() <= bytes.size());
        ++answers;
    }
    // The ping takes less than three seconds, in each of which an address gets twenty.
    QVERIFY2(answers >= 20 && answers <= 80, qPrintable(QString::number(answers)));
    server->write(QStringLiteral("/stats\n"));
    QString line;
    while (!(line = server->readLine()).contains(QStringLiteral("drop.discovery-budget")))
        QVERIFY(!line.isNull());
    QVERIFY2(line.section(QLatin1Char(' '), -1).toInt() > 0, qPrintable(line));
}

void FindingTest::whoAsksOneMachineAloneIsNotAnswered()
{
    const auto server = startServer("room");
    QVERIFY(server);
    TwoMachines::enter(machines_->client);
    QUdpSocket socket;
    QVERIFY(socket.bind(QHostAddress(QStringLiteral("10.177.0.2")), 0));
    const Bytes probe = wire::encode(wire::Probe{});
    const QByteArray bytes(reinterpret_cast<const char*>(probe.data()), static_cast<qsizetype>(probe.size()));
    socket.writeDatagram(bytes, QHostAddress(QStringLiteral("10.177.0.1")), limits::discoveryPort);
    server->write(QStringLiteral("/stats\n"));
    QString line;
    QVERIFY(QTest::qWaitFor(
        [&] {
            do
                line = server->readLine();
            while (!line.contains(QStringLiteral("drop.not-local")));
            server->write(QStringLiteral("/stats\n"));
            return line.endsWith(QLatin1Char('1'));
        },
        patienceMs));
    QVERIFY(!socket.hasPendingDatagrams());
}

void FindingTest::allIsWellWithAServerThatAnswers()
{
    const auto server = startServer("room");
    QVERIFY(server);
    const Outcome told = doctor();
    QCOMPARE(told.code, 0);
    for (const char* const step : {"network", "name", "way", "size", "loss", "server", "clock", "discovery"})
        QVERIFY2(told.state(step) == QStringLiteral("ok"), step);
    QVERIFY(told.text("discovery").contains(QStringLiteral("found")));
    QVERIFY(told.text("loss").contains(QStringLiteral("Of 20 datagrams 0 were lost")));
}

void FindingTest::nobodyListens()
{
    const Outcome told = doctor();
    QCOMPARE(told.code, 2);
    QCOMPARE(told.state("way"), QStringLiteral("problem"));
    QVERIFY2(told.text("way").contains(QStringLiteral("nothing listens there on UDP port 7788")),
             qPrintable(told.text("way")));
}

void FindingTest::thereIsNoWay()
{
    const Outcome told = doctor(QStringLiteral("192.0.2.1"));
    QCOMPARE(told.code, 2);
    QVERIFY2(told.text("way").contains(QStringLiteral("knows no way")), qPrintable(told.text("way")));
}

void FindingTest::nobodyIsThere()
{
    const Outcome told = doctor(QStringLiteral("10.177.0.99"));
    QCOMPARE(told.code, 2);
    QVERIFY2(told.text("way").contains(QStringLiteral("on, in the same network"))
                 || told.text("way").contains(QStringLiteral("Nothing comes back")),
             qPrintable(told.text("way")));
}

void FindingTest::theWayBackIsClosed()
{
    const auto server = startServer("room");
    QVERIFY(server);
    QVERIFY(TwoMachines::configure(machines_->server, QStringLiteral("route add blackhole 10.177.0.2/32")));
    const Outcome told = doctor();
    QCOMPARE(told.code, 2);
    QVERIFY2(told.text("way").contains(QStringLiteral("Nothing comes back")), qPrintable(told.text("way")));
    QVERIFY(told.text("way").contains(QStringLiteral("datagrams.in")));
}

/// Stands in for a firewall that lets discovery in and the room's port not: the room's server does not read.
void FindingTest::theServersFirewallIsClosed()
{
    TwoMachines::enter(machines_->server);
    // Found as one that is there; what comes to its port is not read by anybody.
    QUdpSocket room;
    QVERIFY(room.bind(QHostAddress(QStringLiteral("10.177.0.1")), 7788));
    QUdpSocket discovery;
    QVERIFY(discovery.bind(QHostAddress(QHostAddress::AnyIPv4), limits::discoveryPort));
    QObject::connect(&discovery, &QUdpSocket::readyRead, &discovery, [&] {
        while (discovery.hasPendingDatagrams()) {
            const QNetworkDatagram asked = discovery.receiveDatagram();
            const QByteArray data = asked.data();
            const auto probe =
                wire::decodeProbe(bytesOf({data.constData(), static_cast<std::size_t>(data.size())}));
            if (!probe)
                continue;
            const Bytes answer = wire::encode(wire::RoomAnswer{probe->nonce, 7788, {{1}}, 1, 3, "Tea"});
            discovery.writeDatagram(reinterpret_cast<const char*>(answer.data()),
                                    static_cast<qint64>(answer.size()), asked.senderAddress(),
                                    static_cast<quint16>(asked.senderPort()));
        }
    });
    const Outcome told = doctor();
    QCOMPARE(told.code, 2);
    QVERIFY2(told.text("way").contains(QStringLiteral("server's firewall keeps UDP port 7788 closed")),
             qPrintable(told.text("way")));
}

void FindingTest::largeDatagramsDoNotPass()
{
    const auto server = startServer("room");
    QVERIFY(server);
    // A wire that cuts at 600 bytes, on the server's side: it drops what comes longer.
    QVERIFY(TwoMachines::configure(machines_->server, QStringLiteral("link set wire mtu 600")));
    const Outcome told = doctor();
    QCOMPARE(told.code, 2);
    QCOMPARE(told.state("size"), QStringLiteral("problem"));
    QVERIFY2(told.text("size").contains(QStringLiteral("MTU")), qPrintable(told.text("size")));
}

QTEST_GUILESS_MAIN(FindingTest)
#include "finding_test.moc"
