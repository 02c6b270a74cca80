// From what people type to addresses: SRV records of a domain, and what happens without them. The DNS server
// is one of the test's own on loopback; its port needs the right to listen there, and tests skip without.
#include "protocol/qt/host_lookup.h"

#include <QNetworkDatagram>
#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

#include <optional>

using namespace hubbub;
using namespace hubbub::qt;

namespace {

constexpr int patienceMs = 20'000;

void append16(QByteArray& bytes, unsigned value)
{
    bytes.append(static_cast<char>(value >> 8U));
    bytes.append(static_cast<char>(value & 0xffU));
}

QByteArray dnsName(const QByteArray& name)
{
    QByteArray bytes;
    for (const QByteArray& label : name.split('.'))
        if (!label.isEmpty())
            bytes += static_cast<char>(label.size()) + label;
    return bytes + '\0';
}

struct SrvRecord {
    unsigned priority;
    unsigned weight;
    unsigned port;
    QByteArray target;
};

/// Knows SRV records of one domain, or keeps silent.
class DnsServer {
public:
    DnsServer()
    {
        QObject::connect(&socket_, &QUdpSocket::readyRead, &socket_, [this] {
            while (socket_.hasPendingDatagrams())
                answer(socket_.receiveDatagram());
        });
    }
    bool listen() { return socket_.bind(address(), 53); }
    static QHostAddress address() { return QHostAddress(QStringLiteral("127.77.88.1")); }

    std::vector<SrvRecord> records;
    bool isSilent = false;
    QList<QByteArray> asked; ///< names, in the DNS's own form

private:
    void answer(const QNetworkDatagram& query)
    {
        const QByteArray bytes = query.data();
        const auto end = bytes.indexOf('\0', 12);
        asked += bytes.mid(12, end - 12);
        if (isSilent)
            return;
        QByteArray reply = bytes.left(2);
        append16(reply, records.empty() ? 0x8183 : 0x8180);
        append16(reply, 1);
        append16(reply, static_cast<unsigned>(records.size()));
        append16(reply, 0);
        append16(reply, 0);
        reply += bytes.mid(12, end + 5 - 12);
        for (const SrvRecord& record : records) {
            append16(reply, 0xc00c); // the name asked for
            append16(reply, 33);
            append16(reply, 1);
            append16(reply, 0);
            append16(reply, 60);
            QByteArray data;
            append16(data, record.priority);
            append16(data, record.weight);
            append16(data, record.port);
            data += dnsName(record.target);
            append16(reply, static_cast<unsigned>(data.size()));
            reply += data;
        }
        socket_.writeDatagram(reply, query.senderAddress(), static_cast<quint16>(query.senderPort()));
    }

    QUdpSocket socket_;
};

} // namespace

class HostLookupTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        dns_.emplace();
        hasDns_ = dns_->listen();
    }
    void anAddressIsTakenAsItIs();
    void aNameOfThisNetworkIsNotLookedForInTheDns();
    void aPortThatWasGivenStays();
    void aDomainNamesHostsAndPorts();
    void theLowestPriorityComesFirst();
    void onlySomeHostsAreTried();
    void aDomainMaySayThatItHasNone();
    void withoutRecordsTheNameItselfIsLookedUp();
    void aSilentDnsIsNotWaitedForLong();
    void aCancelledLookUpTellsNothing();

private:
    struct Outcome {
        QStringList addresses;
        QString problem;
    };
    Outcome lookUp(const char* text)
    {
        HostLookup lookup;
        lookup.setNameServer(DnsServer::address());
        Outcome outcome;
        bool isOver = false;
        connect(&lookup, &HostLookup::found, this, [&](const std::vector<PeerAddress>& addresses) {
            for (const PeerAddress& address : addresses)
                outcome.addresses += QString::fromStdString(address.text());
            isOver = true;
        });
        connect(&lookup, &HostLookup::failed, this, [&](const QString& reason) {
            outcome.problem = reason;
            isOver = true;
        });
        lookup.start(*chat::ServerAddress::parse(text));
        if (!QTest::qWaitFor([&] { return isOver; }, patienceMs))
            outcome.problem = QStringLiteral("it has not ended");
        hosts_ = lookup.hosts();
        return outcome;
    }

    std::optional<DnsServer> dns_;
    bool hasDns_ = false;
    QList<ServerHost> hosts_;
};

void HostLookupTest::anAddressIsTakenAsItIs()
{
    QCOMPARE(lookUp("192.0.2.7").addresses, QStringList(QStringLiteral("192.0.2.7:7788")));
    QCOMPARE(lookUp("[2001:db8::7]:9").addresses, QStringList(QStringLiteral("[2001:db8::7]:9")));
    QVERIFY(dns_->asked.isEmpty());
}

void HostLookupTest::aNameOfThisNetworkIsNotLookedForInTheDns()
{
    dns_->records = {{0, 0, 9000, "localhost"}};
    QVERIFY(lookUp("localhost").addresses.contains(QStringLiteral("127.0.0.1:7788")));
    QVERIFY(dns_->asked.isEmpty());
}

void HostLookupTest::aPortThatWasGivenStays()
{
    dns_->records = {{0, 0, 9000, "localhost"}};
    (void)lookUp("hubbub-test.invalid:7788");
    QVERIFY(dns_->asked.isEmpty());
}

void HostLookupTest::aDomainNamesHostsAndPorts()
{
    if (!hasDns_)
        QSKIP("needs the right to listen on port 53");
    dns_->records = {{0, 0, 9000, "localhost"}};
    const Outcome outcome = lookUp("chat.example");
    QVERIFY2(outcome.addresses.contains(QStringLiteral("127.0.0.1:9000")),
             qPrintable(outcome.addresses.join(u' ') + outcome.problem));
    QCOMPARE(dns_->asked.value(0), dnsName("_hubbub._udp.chat.example").chopped(1));
    QCOMPARE(hosts_, (QList<ServerHost>{{QStringLiteral("localhost"), 9000}}));
}

void HostLookupTest::theLowestPriorityComesFirst()
{
    if (!hasDns_)
        QSKIP("needs the right to listen on port 53");
    dns_->records = {{20, 0, 9002, "localhost"}, {10, 0, 9001, "localhost"}};
    const Outcome outcome = lookUp("chat.example");
    QVERIFY(outcome.addresses.value(0).endsWith(QStringLiteral(":9001")));
    QVERIFY(outcome.addresses.last().endsWith(QStringLiteral(":9002")));
}

void HostLookupTest::onlySomeHostsAreTried()
{
    if (!hasDns_)
        QSKIP("needs the right to listen on port 53");
    for (unsigned i = 0; i < 8; ++i)
        dns_->records.push_back({i, 0, 9000 + i, "localhost"});
    (void)lookUp("chat.example");
    QCOMPARE(hosts_.size(), HostLookup::mostHosts);
}

void HostLookupTest::aDomainMaySayThatItHasNone()
{
    if (!hasDns_)
        QSKIP("needs the right to listen on port 53");
    dns_->records = {{0, 0, 0, "."}};
    const Outcome outcome = lookUp("chat.example");
    QVERIFY(outcome.addresses.isEmpty());
    QVERIFY2(outcome.problem.contains(QStringLiteral("no such server")), qPrintable(outcome.problem));
}

void HostLookupTest::withoutRecordsTheNameItselfIsLookedUp()
{
    if (!hasDns_)
        QSKIP("needs the right to listen on port 53");
    QVERIFY(lookUp("hubbub-test.invalid").addresses.isEmpty());
    QCOMPARE(hosts_, (QList<ServerHost>{{QStringLiteral("hubbub-test.invalid"), 7788}}));
    QVERIFY(!dns_->asked.isEmpty());
}

void HostLookupTest::aSilentDnsIsNotWaitedForLong()
{
    if (!hasDns_)
        QSKIP("needs the right to listen on port 53");
    dns_->isSilent = true;
    const Outcome outcome = lookUp("hubbub-test.invalid");
    QVERIFY2(!outcome.problem.isEmpty() && outcome.problem != QStringLiteral("it has not ended"),
             qPrintable(outcome.problem));
    QCOMPARE(hosts_, (QList<ServerHost>{{QStringLiteral("hubbub-test.invalid"), 7788}}));
}

void HostLookupTest::aCancelledLookUpTellsNothing()
{
    HostLookup lookup;
    QSignalSpy found(&lookup, &HostLookup::found);
    lookup.start(*chat::ServerAddress::parse("192.0.2.1"));
    lookup.cancel();
    lookup.start(*chat::ServerAddress::parse("192.0.2.2"));
    QVERIFY(found.wait(patienceMs));
    QCOMPARE(found.size(), 1);
    const auto addresses = found[0][0].value<std::vector<PeerAddress>>();
    QCOMPARE(addresses.front().text(), std::string("192.0.2.2:7788"));
}

QTEST_GUILESS_MAIN(HostLookupTest)
#include "host_lookup_test.moc"
