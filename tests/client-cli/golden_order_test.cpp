// Names that change, the topic, what is taken back and what is to be confirmed, on the whole screen, row by
// row, in both languages and two sizes (docs/TESTING.md).
#include "tests/client-cli/golden_scene.h"

using namespace hubbub::test;

namespace {

/// Somebody takes another name, the room gets a topic, and something said is taken back.
bool changes(GoldenScene& scene)
{
    if (!scene.enters())
        return false;
    Client& ann = scene.person(QStringLiteral("Ann"));
    if (!scene.sees(scene.in("Ann joined", "Ann 进入了")) || !GoldenScene::says(ann, "a secret")
        || !GoldenScene::says(ann, "and tea"))
        return false;
    ann.type(QByteArray("/nick Anna") + '\0');
    if (!scene.sees(scene.in("Ann is now called Anna", "Ann 改名为 Anna")) || !GoldenScene::says(ann, "oops"))
        return false;
    ann.type(QByteArray("/remove Anna typo") + '\0');
    if (!scene.sees(scene.in("removed: typo", "移除：typo")))
        return false;
    scene.server.type("/topic 绿茶 and cake\n");
    if (!scene.sees(QStringLiteral("Tea · 绿茶 and cake")))
        return false;
    scene.typesLine(QStringLiteral("/nick 大明"));
    return scene.sees(QStringLiteral("大明 – Tea")) && scene.looksLike("changes");
}

/// A notice waits until it is confirmed with one key.
bool confirming(GoldenScene& scene)
{
    if (!scene.enters())
        return false;
    scene.server.type("/announce --ack 消防演习 at 8\n");
    if (!scene.sees(scene.in("confirm: Alt-A", "请确认：Alt-A")) || !scene.looksLike("confirm-asked"))
        return false;
    scene.tmux.press("M-a");
    return scene.sees(scene.in("is confirmed", "已确认")) && scene.looksLike("confirm-done");
}

constexpr std::array scenes = {NamedScene{"changes", changes}, NamedScene{"confirming", confirming}};

} // namespace

class GoldenOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { skipWithoutTmux(); }
    void looksAsRecorded_data() { addScenes(scenes); }
    void looksAsRecorded() { QVERIFY(playScene(scenes)); }
};

QTEST_GUILESS_MAIN(GoldenOrderTest)
#include "golden_order_test.moc"
