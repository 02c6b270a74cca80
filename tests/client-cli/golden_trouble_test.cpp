// A link that is lost, and somebody who means harm, and what is seen of it on the whole screen, row by row,
// in both languages and two sizes (docs/TESTING.md).
#include "tests/client-cli/golden_scene.h"

#include <csignal>

using namespace hubbub::test;

namespace {

bool link(GoldenScene& scene)
{
    if (!scene.enters())
        return false;
    scene.server.signal(SIGKILL);
    if (scene.server.exitCode() != -1 || !scene.sees(scene.in("lost: trying again", "连接中断：")))
        return false;
    scene.typesLine(QStringLiteral("稍后 later"));
    if (!scene.looksLike("link-lost")
        || !scene.server.start({QStringLiteral("--room"), QStringLiteral("Tea")}))
        return false;
    return scene.looksLike("link-back");
}

/// Whatever a member can send: in texts, actions, the text of being away, as a name, and as the reason to
/// leave; and what the operator lets through.
bool hostile(GoldenScene& scene)
{
    if (!scene.enters())
        return false;
    const QByteArray attack = "\x1b[2J\x1b]2;owned\x07\x1b[31m\xc2\x9b"
                              "5n\x1bP$q\"p\x1b\\";
    // Only letters that run from right to left are left of what was tried as a name.
    Client evil;
    evil.join(scene.server, scene.folder.filePath(QStringLiteral("evil")), QStringLiteral("Ev\x1b[31mil"));
    Client& alef = scene.person(QStringLiteral("שלום"));
    const bool isSaid = evil.exitCode() == 3
                     && GoldenScene::says(alef, "text " + attack + " \xe2\x80\xae thgir")
                     && GoldenScene::says(alef, "two\n小明: " + attack + "\r\n\v3\x08\x08")
                     && GoldenScene::says(alef, "/me does " + attack);
    alef.type("/away gone " + attack + '\0');
    scene.server.type("notice " + attack + " \xe2\x80\xae end\n");
    if (!isSaid || !scene.sees(QStringLiteral("notice")) || !scene.looksLike("hostile"))
        return false;
    alef.type("/quit bye " + attack + '\0');
    return alef.exitCode() == 0 && scene.looksLike("hostile-left")
        && scene.tmux.ask("alternate_on") == QLatin1String("1");
}

constexpr std::array scenes = {NamedScene{"link", link}, NamedScene{"hostile", hostile}};

} // namespace

class GoldenTroubleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { skipWithoutTmux(); }
    void looksAsRecorded_data() { addScenes(scenes); }
    void looksAsRecorded() { QVERIFY(playScene(scenes)); }
};

QTEST_GUILESS_MAIN(GoldenTroubleTest)
#include "golden_trouble_test.moc"
