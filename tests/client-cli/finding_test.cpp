// What hubbub doctor says about what it saw: each cause by its own sentence, and something to do about it.
#include "client-cli/finding.h"

#include <QTest>

#include <cerrno>

namespace hubbub::cli {

namespace {

using State = Finding::State;

IpAddress ip(const char* text)
{
    return *IpAddress::parse(text);
}

PathFacts path(int ownError = 0, int networkError = 0)
{
    PathFacts facts;
    facts.address = {ip("192.168.1.20"), 7788};
    facts.ownError = ownError;
    facts.networkError = networkError;
    return facts;
}

PathFacts answered(unsigned asked, unsigned answers, Duration each = 3ms)
{
    PathFacts facts = path();
    facts.isSmallAnswered = true;
    facts.isLargeAnswered = true;
    facts.asked = asked;
    facts.roundTrips.assign(answers, each);
    return facts;
}

qt::NetworkCard card(const char* name, const char* address)
{
    qt::NetworkCard made;
    made.name = QLatin1String(name);
    made.addresses = {ip(address)};
    made.isLoopback = made.addresses.front().isLoopback();
    return made;
}

bool tells(const Finding& finding, State state, const char* words)
{
    const bool isIt = finding.state == state && finding.text.contains(QString::fromUtf8(words));
    if (!isIt)
        qWarning("%s", qPrintable(findingText(finding)));
    return isIt;
}

} // namespace

class FindingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCauseHasItsSentence_data();
    void everyCauseHasItsSentence();
    void whatAnotherAddressMakesGoodIsAWarning();
    void aServerThatIsFoundButSilentHasAFirewall();
    void cardsAreToldAndTheOneThatIsUsed();
    void namesAreToldWithWhatTheyLeadTo();
    void largeDatagramsThatDoNotPassAreAProblem();
    void lossAndSlownessAreWarnings();
    void theServersKeyIsJudged();
    void clocksMayDifferALittle();
    void linesAreForPeopleAndObjectsForPrograms();
    void nothingFromTheServerReachesTheTerminalRaw();
};

void FindingTest::everyCauseHasItsSentence_data()
{
    QTest::addColumn<PathFacts>("facts");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("own firewall") << path(EPERM) << QByteArray("own firewall forbids");
    QTest::newRow("no route") << path(ENETUNREACH) << QByteArray("knows no way to 192.168.1.20:7788");
    QTest::newRow("nobody there") << path(EHOSTUNREACH) << QByteArray("No computer answers to the address");
    QTest::newRow("something else") << path(EINVAL) << QByteArray("cannot send");
    QTest::newRow("no listener") << path(0, ECONNREFUSED)
                                 << QByteArray("nothing listens there on UDP port 7788");
    QTest::newRow("refused on the way") << path(0, EACCES) << QByteArray("A firewall on the way");
    QTest::newRow("unreachable") << path(0, EHOSTUNREACH) << QByteArray("cannot be reached");
    QTest::newRow("silence") << path() << QByteArray("datagrams.in");
    PathFacts own = path();
    own.address.ip = ip("127.0.0.1");
    QTest::newRow("silence of this machine") << own << QByteArray("on this very computer");
}

void FindingTest::everyCauseHasItsSentence()
{
    QFETCH(PathFacts, facts);
    QFETCH(QByteArray, words);
    QVERIFY(tells(aboutWay(facts, false, false), State::problem, words.constData()));
}

void FindingTest::whatAnotherAddressMakesGoodIsAWarning()
{
    QVERIFY(tells(aboutWay(path(), false, true), State::warning, "Nothing comes back"));
    QVERIFY(tells(aboutWay(answered(0, 0), false, true), State::ok, "UDP goes to 192.168.1.20:7788"));
}

void FindingTest::aServerThatIsFoundButSilentHasAFirewall()
{
    for (const int error : {0, ECONNREFUSED, EHOSTUNREACH})
        QVERIFY(tells(aboutWay(path(0, error), true, false), State::problem,
                      "Most likely the server's firewall keeps UDP port 7788 closed"));
    QVERIFY(tells(aboutWay(path(EPERM), true, false), State::problem, "own firewall forbids"));
}

void FindingTest::cardsAreToldAndTheOneThatIsUsed()
{
    const auto loopback = card("lo", "127.0.0.1");
    const auto wire = card("eth0", "192.168.1.5");
    const auto radio = card("wlan0", "10.0.0.5");
    QVERIFY(tells(aboutCards({loopback}, std::nullopt), State::problem, "in no network"));
    QVERIFY(tells(aboutCards({loopback}, ip("127.0.0.1")), State::warning, "in no network"));
    QVERIFY(tells(aboutCards({loopback, wire}, ip("192.168.1.5")), State::ok, "eth0 (192.168.1.5)"));
    QVERIFY(tells(aboutCards({loopback, wire, radio}, ip("10.0.0.5")), State::ok, "it goes by wlan0"));
    QVERIFY(tells(aboutCards({loopback, wire, radio}, std::nullopt), State::ok, "several network cards"));
}

void FindingTest::namesAreToldWithWhatTheyLeadTo()
{
    NameFacts name;
    name.host = QStringLiteral("chat.example");
    name.problem = QStringLiteral("Host not found");
    QVERIFY(tells(aboutName(name), State::problem, "is not known: Host not found"));
    name.addresses = {{ip("192.0.2.1"), 7788}, {ip("2001:db8::1"), 7788}};
    QVERIFY(tells(aboutName(name), State::ok, "leads to 192.0.2.1:7788, [2001:db8::1]:7788"));
    name.servers = {{QStringLiteral("room.example"), 9000}};
    QVERIFY(tells(aboutName(name), State::ok, "(SRV): room.example:9000"));
    name.isAddress = true;
    QVERIFY(tells(aboutName(name), State::ok, "no name has to be looked up"));
}

void FindingTest::largeDatagramsThatDoNotPassAreAProblem()
{
    QVERIFY(tells(aboutSize(answered(0, 0)), State::ok, "1200 bytes"));
    PathFacts small = path();
    small.isSmallAnswered = true;
    QVERIFY(tells(aboutSize(small), State::problem, "MTU"));
}

void FindingTest::lossAndSlownessAreWarnings()
{
    QVERIFY(
        tells(aboutLoss(answered(20, 20)), State::ok, "Of 20 datagrams 0 were lost; an answer takes 3.0 ms"));
    QVERIFY(tells(aboutLoss(answered(20, 19)), State::ok, "1 were lost"));
    QVERIFY(tells(aboutLoss(answered(20, 18)), State::warning, "makes messages late"));
    QVERIFY(tells(aboutLoss(answered(20, 20, 400ms)), State::warning, "That is slow"));
    QVERIFY(tells(aboutLoss(answered(0, 0)), State::warning, "could not be measured"));
}

void FindingTest::theServersKeyIsJudged()
{
    SessionFacts session;
    session.problem = QStringLiteral("it went away");
    QVERIFY(tells(aboutServer(session), State::problem, "it went away"));
    session.key = client::ServerKeyNotice{{{1}}, client::KeyVerdict::changed, PublicKey{{2}}};
    QVERIFY(tells(aboutServer(session), State::problem, "has another key (AQ"));
    session.key->verdict = client::KeyVerdict::firstSight;
    session.info = chat::InfoReply{"1.2.3", "Tea", 0, 0, std::nullopt};
    QVERIFY(tells(aboutServer(session), State::ok, "has not met it before"));
    session.key->verdict = client::KeyVerdict::known;
    QVERIFY(tells(aboutServer(session), State::ok, "Hubbub 1.2.3, its room is “Tea”"));
}

void FindingTest::clocksMayDifferALittle()
{
    QVERIFY(tells(aboutClock(2s), State::ok, "2.0 s apart"));
    QVERIFY(tells(aboutClock(-59s), State::ok, "59.0 s apart"));
    QVERIFY(tells(aboutClock(90s), State::warning, "90.0 s ahead"));
    QVERIFY(tells(aboutClock(-1h), State::warning, "3600.0 s behind"));
}

void FindingTest::linesAreForPeopleAndObjectsForPrograms()
{
    const Finding finding{State::warning, "loss", QStringLiteral("text")};
    QCOMPARE(findingText(finding), QStringLiteral("warning: text"));
    QCOMPARE(findingJson(finding),
             QByteArray("{\"type\":\"check\",\"step\":\"loss\",\"state\":\"warning\",\"text\":\"text\"}\n"));
}

void FindingTest::nothingFromTheServerReachesTheTerminalRaw()
{
    SessionFacts session;
    session.info = chat::InfoReply{"1\x1b[2J", "a\nb\x07", 0, 0, std::nullopt};
    const QString line = findingText(aboutServer(session));
    QVERIFY(!line.contains(QChar(0x1b)) && !line.contains(QChar(7)) && !line.contains(QLatin1Char('\n')));
}

} // namespace hubbub::cli

QTEST_GUILESS_MAIN(hubbub::cli::FindingTest)
#include "finding_test.moc"
