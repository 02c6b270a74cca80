// A client engine at the door to Qt: what it tells comes through the event loop, and what the machine refuses
// is told.
#include "protocol/crypto/identity.h"
#include "protocol/qt/room_client.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

using namespace hubbub;
using qt::RoomClient;

class RoomClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }
    void init();
    void speaksToTheServerAndEndsWithoutAnAnswer();
    void tellsNothingFromWithinACall();
    void refusesAnIllegalNameBeforeItSpeaks();
    void saysWhatCannotBeSaid();
    void anUnknownHostIsAFailure();
    void mayBeDeletedByWhoItTells();

private:
    struct Told {
        std::vector<client::Notice> notices;
        bool has(client::EndReason reason) const
        {
            return !notices.empty() && std::holds_alternative<client::EndedNotice>(notices.back())
                && std::get<client::EndedNotice>(notices.back()).reason == reason;
        }
    };
    std::unique_ptr<RoomClient> make(Duration timeout, const std::string& host = "127.0.0.1");

    std::unique_ptr<QTemporaryDir> folder_;
    crypto::SystemEntropy entropy_;
    std::unique_ptr<qt::Profile> profile_;
    std::unique_ptr<QUdpSocket> server_; ///< that never answers
    Told told_;
};

void RoomClientTest::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    auto profile = qt::Profile::open(folder_->path(), entropy_);
    QVERIFY(profile.has_value());
    profile_ = std::move(*profile);
    server_ = std::make_unique<QUdpSocket>();
    QVERIFY(server_->bind(QHostAddress(QHostAddress::LocalHost), 0));
    told_ = {};
}

std::unique_ptr<RoomClient> RoomClientTest::make(Duration timeout, const std::string& host)
{
    qt::RoomClientOptions options;
    options.server = {host, server_->localPort(), std::nullopt};
    options.timeout = timeout;
    auto client = std::make_unique<RoomClient>(options, *profile_, entropy_);
    connect(client.get(), &RoomClient::noticed, this,
            [this](const client::Notice& notice) { told_.notices.push_back(notice); });
    return client;
}

void RoomClientTest::speaksToTheServerAndEndsWithoutAnAnswer()
{
    QSignalSpy arrived(server_.get(), &QUdpSocket::readyRead);
    const auto client = make(300ms);
    client->start();
    client->join(QStringLiteral("小明"));
    QVERIFY(arrived.wait());
    QCOMPARE(server_->pendingDatagramSize(), 1200);
    QTRY_VERIFY(told_.has(client::EndReason::noAnswer));
    QVERIFY(client->engine().hasEnded());
}

void RoomClientTest::tellsNothingFromWithinACall()
{
    const auto client = make(10s);
    client->start();
    client->join(QStringLiteral("a b"));
    client->leave({}, false);
    QVERIFY(told_.notices.empty());
    QTRY_VERIFY(told_.has(client::EndReason::left));
}

void RoomClientTest::refusesAnIllegalNameBeforeItSpeaks()
{
    const auto client = make(10s);
    client->join(QStringLiteral("a b"));
    QTRY_COMPARE(told_.notices.size(), 1U);
    QVERIFY(std::holds_alternative<client::JoinRefusedNotice>(told_.notices.front()));
    QVERIFY(!server_->hasPendingDatagrams());
}

void RoomClientTest::saysWhatCannotBeSaid()
{
    const auto client = make(10s);
    client->start();
    const auto blank = client->say(QStringLiteral(" "));
    QVERIFY(!blank);
    QVERIFY(blank.error().code == chat::RefusalCode::textIllegal);
    QVERIFY(client->say(QStringLiteral("大家好")).has_value());
    QCOMPARE(client->engine().unconfirmed(), 1U);
}

void RoomClientTest::anUnknownHostIsAFailure()
{
    const auto client = make(10s, "no-such-host.invalid");
    QSignalSpy failed(client.get(), &RoomClient::failed);
    client->start();
    QVERIFY(failed.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15'000);
    QVERIFY(failed.front().at(1).toBool());
    QVERIFY(failed.front().at(0).toString().contains(QLatin1String("no-such-host.invalid")));
}

void RoomClientTest::mayBeDeletedByWhoItTells()
{
    auto client = make(10s);
    connect(client.get(), &RoomClient::noticed, this, [&client] { client.reset(); });
    client->start();
    client->join(QStringLiteral("a b"));
    client->leave({}, false);
    QTRY_VERIFY(client == nullptr);
}

QTEST_GUILESS_MAIN(RoomClientTest)
#include "room_client_test.moc"
