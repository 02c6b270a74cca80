#include "protocol/client/trust.h"
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

namespace {

const PublicKey ours{{1}};
const PublicKey other{{2}};
const std::string place = "chat.example:7788";

/// Another server, at the address of the scene's.
class Stranger final : public DatagramSink {
public:
    explicit Stranger(EngineScene& scene)
        : scene_(scene),
          server_(crypto::KeyPair::draw(entropy_), entropy_, scene.now)
    {
    }

    void hear(ByteView datagram) { heard_.push_back(copyOf(datagram)); }
    void answerFor(Duration duration)
    {
        for (const Instant end = scene_.now + duration; scene_.now < end; scene_.run(100ms)) {
            for (const Bytes& datagram : std::exchange(heard_, {}))
                server_.handleDatagram(sceneClient, datagram, *this);
            for (const Bytes& datagram : std::exchange(said_, {}))
                scene_.inject(datagram);
        }
    }
    bool hasAnswered() const { return hasAnswered_; }

    bool ready() override { return true; }
    MutableBytes buffer() override { return buffer_; }
    void commit(const Path&, std::size_t bytes) override
    {
        said_.push_back(copyOf(ByteView(buffer_).first(bytes)));
        hasAnswered_ = true;
    }

private:
    EngineScene& scene_;
    SeededEntropy entropy_{11};
    ScriptedServer server_;
    std::vector<Bytes> heard_;
    std::vector<Bytes> said_;
    bool hasAnswered_ = false;
    ByteArray<limits::datagramBytes> buffer_{};
};

} // namespace

class TrustTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judgesKeys_data();
    void judgesKeys();
    void knowsAKeyOncePinned();
    void acceptsAChangedKeyIfToldTo();

    void talksToAKnownServerAtANewPlace();
    void endsWithAWarningWhenTheKeyHasChanged();
    void tellsAChangedKeyEvenToWhoWouldTryForEver();
    void neverShowsItselfToAServerWithAnotherKey();
    void entersDespiteAChangedKeyIfAccepted();
    void asksThePersonAboutAKeyAtFirstSight();
    void waitsForThePersonWithoutLosingPatience();
    void endsWhenThePersonSaysNo();
    void doesNotAskAboutAKeyFromALink();
    void forgetsAnotherServerOnceTheRightOneAnswersAgain();
};

void TrustTest::judgesKeys_data()
{
    QTest::addColumn<int>("expectedKey"); // 0: none
    QTest::addColumn<int>("knownKey");
    QTest::addColumn<QString>("knownAt");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<bool>("acceptable");
    const auto row = [](const char* name, int expected, int known, const char* at, KeyVerdict verdict,
                        bool acceptable) {
        QTest::newRow(name) << expected << known << QString::fromUtf8(at) << static_cast<int>(verdict)
                            << acceptable;
    };
    row("nothing is known", 0, 0, "", KeyVerdict::firstSight, true);
    row("known at this place", 0, 1, "chat.example:7788", KeyVerdict::known, true);
    row("known at another place", 0, 1, "elsewhere:7788", KeyVerdict::known, true);
    row("another key at this place", 0, 2, "chat.example:7788", KeyVerdict::changed, false);
    row("another key at this address", 0, 2, "192.0.2.1:7788", KeyVerdict::changed, false);
    row("another key elsewhere", 0, 2, "elsewhere:7788", KeyVerdict::firstSight, true);
    row("as given beforehand", 1, 0, "", KeyVerdict::firstSight, true);
    row("as given beforehand, and known", 1, 1, "chat.example:7788", KeyVerdict::known, true);
    row("as given beforehand, another was known", 1, 2, "chat.example:7788", KeyVerdict::firstSight, true);
    row("not as given beforehand", 2, 0, "", KeyVerdict::changed, false);
    row("not as given beforehand, though known", 2, 1, "chat.example:7788", KeyVerdict::changed, false);
}

void TrustTest::judgesKeys()
{
    QFETCH(int, expectedKey);
    QFETCH(int, knownKey);
    QFETCH(QString, knownAt);
    const auto key = [](int number) { return number == 1 ? ours : other; };
    std::vector<KnownServer> known;
    if (knownKey != 0)
        known.push_back({key(knownKey), {knownAt.toStdString()}});
    const Trust trust(place, expectedKey != 0 ? std::optional(key(expectedKey)) : std::nullopt, known, false);
    const auto judgement = trust.judge(ours, sceneServer);
    QTEST(static_cast<int>(judgement.verdict), "verdict");
    QTEST(judgement.isAcceptable, "acceptable");
    QCOMPARE(judgement.expected.has_value(), judgement.verdict == KeyVerdict::changed);
}

void TrustTest::knowsAKeyOncePinned()
{
    Trust trust(place, std::nullopt, {}, false);
    trust.pin(ours);
    QVERIFY(trust.judge(ours, sceneServer).verdict == KeyVerdict::known);
    QVERIFY(trust.judge(other, sceneServer).verdict == KeyVerdict::changed);
    QVERIFY(trust.judge(other, sceneServer).expected == ours);
}

void TrustTest::acceptsAChangedKeyIfToldTo()
{
    Trust trust(place, std::nullopt, {{other, {place}}}, true);
    QVERIFY(trust.judge(ours, sceneServer).verdict == KeyVerdict::changed);
    QVERIFY(trust.judge(ours, sceneServer).isAcceptable);
    trust.pin(ours);
    QVERIFY(trust.judge(ours, sceneServer).verdict == KeyVerdict::known);
    const Trust expecting(place, other, {}, true);
    QVERIFY(!expecting.judge(ours, sceneServer).isAcceptable);
}

void TrustTest::talksToAKnownServerAtANewPlace()
{
    EngineScene before; // the same seed: the same server
    before.start();
    before.join("小明");
    before.run(1s);
    const PublicKey server = before.all<WelcomeNotice>().front().serverKey;
    EngineScene again;
    again.settings.knownServers = {{server, {"old.example:7788"}}};
    again.start();
    again.join("小明");
    again.run(1s);
    QCOMPARE(again.told().at(1), QStringLiteral("key known"));
    QVERIFY(again.engine().isAdmitted());
}

void TrustTest::endsWithAWarningWhenTheKeyHasChanged()
{
    EngineScene scene;
    scene.settings.knownServers = {{other, {place}}};
    scene.start();
    scene.join("小明");
    scene.run(9s);
    QCOMPARE(scene.told(), lines({"link connecting"})); // the right one may still come
    scene.run(2s);
    QCOMPARE(scene.told(), lines({"link connecting", "key changed", "ended: key changed, 0 unconfirmed"}));
    QVERIFY(scene.all<ServerKeyNotice>().front().expected == other);
    QVERIFY(!scene.engine().deadline());
}

void TrustTest::tellsAChangedKeyEvenToWhoWouldTryForEver()
{
    EngineScene scene;
    scene.settings.knownServers = {{other, {place}}};
    scene.settings.timeout.reset();
    scene.start();
    scene.join("小明");
    scene.run(15s);
    QVERIFY(scene.engine().hasEnded());
    QVERIFY(scene.all<EndedNotice>().front().reason == EndReason::keyChanged);
}

void TrustTest::neverShowsItselfToAServerWithAnotherKey()
{
    EngineScene scene;
    scene.settings.expectedKey = other;
    scene.start();
    scene.join("小明");
    scene.run(11s);
    QVERIFY(scene.engine().hasEnded());
    QCOMPARE(scene.server.finishes, 0);
    QVERIFY(!scene.server.clientKey);
}

void TrustTest::entersDespiteAChangedKeyIfAccepted()
{
    EngineScene scene;
    scene.settings.knownServers = {{other, {place}}};
    scene.settings.acceptNewKey = true;
    scene.start();
    scene.join("小明");
    scene.run(1s);
    QCOMPARE(scene.told().at(1), QStringLiteral("key changed"));
    QVERIFY(scene.engine().isAdmitted());
}

void TrustTest::asksThePersonAboutAKeyAtFirstSight()
{
    EngineScene scene;
    scene.settings.askAboutNewKeys = true;
    scene.start();
    scene.join("小明");
    scene.run(1s);
    QCOMPARE(scene.told(), lines({"link connecting", "key first sight", "link connected"}));
    QVERIFY(scene.server.asked.empty()); // no name before the person trusts it
    scene.with([&](auto& engine, auto& out) { engine.trustServerKey(scene.now, true, out); });
    scene.run(1s);
    QVERIFY(scene.engine().isAdmitted());
    QCOMPARE(scene.all<ServerKeyNotice>().size(), std::size_t{1});
}

void TrustTest::waitsForThePersonWithoutLosingPatience()
{
    EngineScene scene;
    scene.settings.askAboutNewKeys = true;
    scene.start();
    scene.join("小明");
    scene.run(10min);
    QVERIFY(!scene.engine().hasEnded());
    scene.with([&](auto& engine, auto& out) { engine.trustServerKey(scene.now, true, out); });
    scene.run(1s);
    QVERIFY(scene.engine().isAdmitted());
}

void TrustTest::endsWhenThePersonSaysNo()
{
    EngineScene scene;
    scene.settings.askAboutNewKeys = true;
    scene.start();
    scene.join("小明");
    scene.run(1s);
    scene.with([&](auto& engine, auto& out) { engine.trustServerKey(scene.now, false, out); });
    scene.run(1s);
    QCOMPARE(scene.told().last(), QStringLiteral("ended: key not trusted, 0 unconfirmed"));
    QVERIFY(scene.server.asked.empty());
    QVERIFY(scene.server.closes > 0);
}

void TrustTest::doesNotAskAboutAKeyFromALink()
{
    EngineScene before;
    before.start();
    before.join("小明");
    before.run(1s);
    EngineScene scene;
    scene.settings.askAboutNewKeys = true;
    scene.settings.expectedKey = before.all<WelcomeNotice>().front().serverKey;
    scene.start();
    scene.join("小明");
    scene.run(1s);
    QVERIFY(scene.engine().isAdmitted());
}

// On a network passed through, another server had the address for a while.
void TrustTest::forgetsAnotherServerOnceTheRightOneAnswersAgain()
{
    EngineScene scene;
    scene.settings.giveUp.reset();
    scene.enter();
    Stranger stranger(scene);
    scene.loses = [&](bool isToServer, ByteView bytes) {
        if (isToServer)
            stranger.hear(bytes);
        return true;
    };
    QVERIFY(scene.runUntil([&] { return scene.has<LinkNotice>(); }));
    stranger.answerFor(6s); // an attempt is given up after 5 s
    QVERIFY(stranger.hasAnswered());
    scene.loses = nullptr;
    scene.server.announces("still here");
    scene.run(2min);
    QCOMPARE(scene.told(), lines({"link lost", "link resumed", "2 announcement: still here"}));

    scene.isCut = true;
    scene.run(20s);
    QCOMPARE(scene.told().last(), QStringLiteral("link lost"));
    scene.isCut = false;
    scene.run(1min);
    QCOMPARE(scene.told().last(), QStringLiteral("link resumed"));
}

QTEST_GUILESS_MAIN(TrustTest)
#include "trust_test.moc"
