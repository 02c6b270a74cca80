// A room with a password: who proves to have it enters, whoever does not hears nothing else of the room.
#include "server/core/limits.h"
#include "tests/support/test_room.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::test;
using chat::RefusalCode;

namespace {

crypto::PasswordKey keyOf(Byte seed)
{
    crypto::PasswordKey key{{{}, limits::passwordMemoryKib, limits::passwordPasses}, {}};
    key.challenge.salt.fill(seed);
    key.key.bytes()[0] = seed;
    return key;
}

server::CoreSettings withPassword(Byte seed)
{
    server::CoreSettings settings;
    settings.password = keyOf(seed);
    return settings;
}

/// As a client makes it whose person knows this password; the challenge is the server's.
std::optional<chat::Reply> joinWith(TestRoom& room, TestPeer& peer, const std::string& name,
                                    const crypto::PasswordKey& key)
{
    auto join = room.joinRequest(peer, name);
    join.passwordProof = crypto::passwordProof(key, peer.handshake);
    return room.ask(peer, join);
}

void apply(TestRoom& room, const server::CoreSettings& settings)
{
    server::ServerOutbox out;
    room.core().apply(room.now, settings, out);
    room.take(out);
    room.settle();
}

chat::InfoReply infoFor(TestRoom& room, TestPeer& peer)
{
    return std::get<chat::InfoReply>(room.ask(peer, chat::InfoRequest{})->what);
}

} // namespace

class PasswordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHandshakeTellsWhatTheKeyIsMadeWith()
    {
        TestRoom open;
        QVERIFY(!open.newcomer().passwordChallenge);
        TestRoom room(withPassword(7));
        QVERIFY(room.newcomer().passwordChallenge == keyOf(7).challenge);
    }

    void whoProvesItEnters()
    {
        TestRoom room(withPassword(7));
        TestPeer& ming = room.newcomer();
        QVERIFY(isWelcome(joinWith(room, ming, "Ming", keyOf(7))));
        QVERIFY(isOk(room.say(ming, 1, "x")));
    }

    void whoDoesNotIsToldSo()
    {
        TestRoom room(withPassword(7));
        TestPeer& old = room.newcomer();
        const auto without = room.join(old, "Ming");
        QCOMPARE(refusalOf(without), RefusalCode::badPassword);
        QVERIFY(std::get<chat::Refusal>(without->what).text.find("has a password") != std::string::npos);
        QCOMPARE(refusalOf(joinWith(room, old, "Ming", keyOf(8))), RefusalCode::badPassword);
        // The same session may try again.
        QVERIFY(isWelcome(joinWith(room, old, "Ming", keyOf(7))));
    }

    void aProofOfAnotherSessionIsNone()
    {
        TestRoom room(withPassword(7));
        TestPeer& ming = room.newcomer();
        TestPeer& thief = room.newcomer();
        auto join = room.joinRequest(thief, "Mo");
        join.passwordProof = crypto::passwordProof(keyOf(7), ming.handshake);
        QCOMPARE(refusalOf(room.ask(thief, join)), RefusalCode::badPassword);
    }

    void nothingIsSaidOfNamesBefore()
    {
        TestRoom room(withPassword(7));
        TestPeer& ming = room.newcomer();
        QVERIFY(isWelcome(joinWith(room, ming, "Ming", keyOf(7))));
        TestPeer& other = room.newcomer();
        QCOMPARE(refusalOf(room.join(other, "Ming")), RefusalCode::badPassword);
        QCOMPARE(refusalOf(room.join(other, "server")), RefusalCode::badPassword);
    }

    void anAdminsKeyIsEnough()
    {
        server::CoreSettings settings = withPassword(7);
        TestRoom drawer;
        const crypto::KeyPair admin = drawer.drawKey();
        settings.admins = {admin.shared};
        TestRoom room(settings);
        TestPeer& boss = room.stranger(admin);
        room.connect(boss);
        QVERIFY(isWelcome(room.join(boss, "Boss")));
    }

    void newKeysForASessionLeaveItsProofGood()
    {
        TestRoom room(withPassword(7));
        TestPeer& ming = room.newcomer();
        ming.makeNewKeys(room.now);
        room.settle();
        QCOMPARE(ming.continued, std::optional(true));
        QVERIFY(isWelcome(joinWith(room, ming, "Ming", keyOf(7))));
    }

    void aSessionHasFewTries()
    {
        TestRoom room(withPassword(7));
        TestPeer& guesser = room.newcomer();
        for (unsigned i = 0; i < limits::wrongPasswordsPerSession; ++i)
            QCOMPARE(refusalOf(joinWith(room, guesser, "Mo", keyOf(8))), RefusalCode::badPassword);
        joinWith(room, guesser, "Mo", keyOf(7));
        QCOMPARE(guesser.closedWith, std::optional(static_cast<std::uint64_t>(wire::CloseCode::busy)));
    }

    void anAddressHasSoManyTriesThenWaits()
    {
        TestRoom room(withPassword(7));
        const PeerAddress address{IpAddress::v4(0xc0000277U), 50'000};
        const auto tryOnce = [&](std::uint16_t number, Byte seed) {
            TestPeer& peer = room.stranger(room.drawKey());
            peer.setAddress({address.ip, static_cast<std::uint16_t>(address.port + number)});
            room.connect(peer);
            return refusalOf(joinWith(room, peer, "Mo", keyOf(seed)));
        };
        std::uint16_t tries = 0;
        while (tries < 100 && tryOnce(tries, 8) == RefusalCode::badPassword)
            ++tries;
        QCOMPARE(tries, static_cast<std::uint16_t>(limits::wrongPasswordBurst));
        // Not even the right one is told apart now.
        QCOMPARE(tryOnce(200, 7), RefusalCode::rate);
        // Others are not concerned.
        TestPeer& ming = room.newcomer();
        QVERIFY(isWelcome(joinWith(room, ming, "Ming", keyOf(7))));
    }

    void aChangedPasswordIsToldWithANewHandshake()
    {
        TestRoom room(withPassword(7));
        TestPeer& ming = room.newcomer();
        QVERIFY(isWelcome(joinWith(room, ming, "Ming", keyOf(7))));
        TestPeer& hong = room.newcomer();
        apply(room, withPassword(9));
        // Who is in it stays.
        QVERIFY(isOk(room.say(ming, 1, "x")));
        joinWith(room, hong, "Hong", keyOf(7));
        QCOMPARE(hong.closedWith, std::optional(static_cast<std::uint64_t>(wire::CloseCode::expiredKeys)));
        room.connect(hong);
        QVERIFY(hong.passwordChallenge == keyOf(9).challenge);
        QVERIFY(isWelcome(joinWith(room, hong, "Hong", keyOf(9))));
    }

    void outsidersHearNothingOfMembers()
    {
        TestRoom room(withPassword(7));
        TestPeer& ming = room.newcomer();
        QVERIFY(isWelcome(joinWith(room, ming, "Ming", keyOf(7))));
        QVERIFY(!infoFor(room, room.newcomer()).members);
        QCOMPARE(infoFor(room, ming).members, std::optional(1U));

        server::CoreSettings listed;
        listed.allowedKeys = {ming.key()};
        apply(room, listed);
        QVERIFY(!infoFor(room, room.newcomer()).members);
        apply(room, {});
        QCOMPARE(infoFor(room, room.newcomer()).members, std::optional(1U));
    }
};

QTEST_APPLESS_MAIN(PasswordTest)
#include "password_test.moc"
