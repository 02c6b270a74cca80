// A client before a room with a password.
#include "tests/support/engine_scene.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::client;
using namespace hubbub::test;

namespace {

PasswordChallenge challengeOf(Byte seed)
{
    PasswordChallenge challenge{{}, limits::passwordMemoryKib, limits::passwordPasses};
    challenge.salt.fill(seed);
    return challenge;
}

crypto::PasswordKey keyOf(Byte seed)
{
    crypto::PasswordKey key{challengeOf(seed), {}};
    key.key.bytes()[0] = seed;
    return key;
}

/// The server lets in who proves to have the key.
void guard(EngineScene& scene, Byte seed)
{
    scene.server.setPassword(challengeOf(seed));
    scene.server.script = [&scene, seed](const ScriptedServer::Asked& asked) {
        const auto* const join = std::get_if<chat::JoinRequest>(&asked.what);
        if (join == nullptr)
            return false;
        if (join->passwordProof
            && crypto::isPasswordProof(*join->passwordProof, keyOf(seed), scene.server.handshakeHash))
            return false;
        scene.server.reply(asked.seq, chat::Refusal{chat::RefusalCode::badPassword, "no"});
        return true;
    };
}

void use(EngineScene& scene, Byte seed)
{
    scene.with([&](auto& engine, auto& out) { engine.usePasswordKey(scene.now, keyOf(seed), out); });
}

void expect(EngineScene& scene)
{
    scene.with([&](auto& engine, auto& out) { engine.expectPasswordKey(scene.now, out); });
}

std::size_t joins(const EngineScene& scene)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(scene.server.asked, [](const ScriptedServer::Asked& asked) {
            return std::holds_alternative<chat::JoinRequest>(asked.what);
        }));
}

} // namespace

class PasswordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aJoinWaitsForTheKeyHoweverLongItTakes()
    {
        EngineScene scene;
        guard(scene, 7);
        expect(scene);
        scene.start();
        scene.join("小明");
        scene.run(30s);
        QVERIFY(scene.engine().wantedPasswordKey() == challengeOf(7));
        QCOMPARE(joins(scene), std::size_t{0});
        QVERIFY(!scene.engine().hasEnded());
        use(scene, 7);
        scene.run(1s);
        QVERIFY(scene.engine().isAdmitted());
        QVERIFY(scene.engine().passwordKey() != nullptr);
    }

    void aRoomWithoutOneWaitsForNothing()
    {
        EngineScene scene;
        expect(scene);
        scene.enter();
        QVERIFY(!scene.engine().wantedPasswordKey());
        QVERIFY(scene.engine().passwordKey() == nullptr);
    }

    void withoutAPasswordTheRefusalEndsIt()
    {
        EngineScene scene;
        guard(scene, 7);
        scene.start();
        scene.join("小明");
        scene.run(1s);
        QVERIFY(scene.engine().hasEnded());
        QCOMPARE(scene.all<EndedNotice>().front().reason, EndReason::notAdmitted);
    }

    void whoCanBeAskedTriesAgainInPlace()
    {
        EngineScene scene;
        scene.settings.asksForPassword = true;
        guard(scene, 7);
        scene.start();
        scene.join("小明");
        scene.run(1s);
        QCOMPARE(scene.all<JoinRefusedNotice>().size(), std::size_t{1});
        QVERIFY(!scene.engine().hasEnded());
        for (const Byte seed : {Byte{8}, Byte{7}}) {
            expect(scene);
            scene.join("小明");
            scene.run(1s);
            crypto::PasswordKey key = keyOf(seed);
            key.challenge = *scene.engine().wantedPasswordKey();
            scene.with([&](auto& engine, auto& out) { engine.usePasswordKey(scene.now, key, out); });
            scene.run(1s);
            QCOMPARE(scene.engine().isAdmitted(), seed == 7);
        }
        QCOMPARE(scene.all<JoinRefusedNotice>().size(), std::size_t{2});
    }

    void aKeptKeyIsUsedWhereItFits()
    {
        for (const Byte kept : {Byte{7}, Byte{8}}) {
            EngineScene scene;
            guard(scene, 7);
            scene.settings.rememberedPassword = [kept](const PublicKey&) {
                return std::optional(keyOf(kept));
            };
            scene.start();
            scene.join("小明");
            scene.run(1s);
            QCOMPARE(scene.engine().isAdmitted(), kept == 7);
        }
    }

    void theKeyHoldsForEverySessionOfTheRun()
    {
        EngineScene scene;
        guard(scene, 7);
        expect(scene);
        scene.start();
        scene.join("小明");
        scene.run(1s);
        use(scene, 7);
        scene.run(1s);
        QVERIFY(scene.engine().isAdmitted());
        scene.closeByServer(wire::CloseCode::shutdown);
        scene.run(5s);
        QVERIFY(scene.engine().isAdmitted());
        QCOMPARE(scene.server.sessions, 2);
    }

    void noKeyIsMadeAtAnyPrice_data()
    {
        QTest::addColumn<std::uint32_t>("memoryKib");
        QTest::addColumn<std::uint32_t>("passes");
        QTest::newRow("too much memory") << limits::passwordMemoryKibMost + 1 << limits::passwordPasses;
        QTest::newRow("too many passes") << limits::passwordMemoryKib << limits::passwordPassesMost + 1;
        QTest::newRow("too little memory") << limits::passwordMemoryKibLeast - 1 << limits::passwordPasses;
        QTest::newRow("too few passes") << limits::passwordMemoryKib << limits::passwordPassesLeast - 1;
    }
    void noKeyIsMadeAtAnyPrice()
    {
        QFETCH(const std::uint32_t, memoryKib);
        QFETCH(const std::uint32_t, passes);
        EngineScene scene;
        scene.server.setPassword(PasswordChallenge{{}, memoryKib, passes});
        expect(scene);
        scene.start();
        scene.join("小明");
        scene.run(1s);
        QVERIFY(!scene.engine().wantedPasswordKey());
        QCOMPARE(joins(scene), std::size_t{0});
        QVERIFY(scene.engine().hasEnded());
    }
};

QTEST_APPLESS_MAIN(PasswordTest)
#include "password_test.moc"
