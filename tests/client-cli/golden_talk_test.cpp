// Entering and talking, and what is seen of it on the whole screen, row by row, in both languages and two
// sizes (docs/TESTING.md).
#include "tests/client-cli/golden_scene.h"

using namespace hubbub::test;

namespace {

/// Asked for a name, refused, let in with another one; somebody comes and goes.
bool joining(GoldenScene& scene)
{
    scene.person(QStringLiteral("Ann"));
    if (!scene.starts() || !scene.sees(scene.in("Your name:", "你的名字")))
        return false;
    scene.typesLine(QStringLiteral("Ann"));
    if (!scene.sees(QStringLiteral("Ann2")) || !scene.looksLike("joining-refused"))
        return false;
    scene.tmux.press("Enter");
    if (!scene.sees(scene.in("Ann2 joined", "Ann2 进入了")) || !scene.looksLike("joining-welcome"))
        return false;
    Client& ben = scene.person(QStringLiteral("Ben"));
    if (!scene.sees(scene.in("Ben joined", "Ben 进入了")))
        return false;
    ben.closeInput();
    return ben.exitCode() == 0 && scene.looksLike("joining-others");
}

/// Emoji of several characters are left to the tests of frames: tmux joins them or not, as they arrive.
bool talk(GoldenScene& scene)
{
    if (!scene.enters())
        return false;
    Client& ann = scene.person(QStringLiteral("Ann"));
    if (!GoldenScene::says(ann, "大家好，今天天气不错，我们一起去公园散步怎么样？回头见 e\u0301 ok")
        || !GoldenScene::says(ann, "👍 🎉\n第二行 ｆｕｌｌ\tｗｉｄｔｈ 한국어 かな"))
        return false;
    scene.server.type("8 pm 维护\n");
    if (!scene.sees(QStringLiteral("8 pm")) || !GoldenScene::says(ann, "/me 挥挥手")
        || !GoldenScene::says(ann, "小明, look: https://example.org/路径?q=1"))
        return false;
    scene.typesLine(QStringLiteral("我的回答"));
    return scene.looksLike("talk");
}

constexpr std::array scenes = {NamedScene{"joining", joining}, NamedScene{"talk", talk}};

} // namespace

class GoldenTalkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { skipWithoutTmux(); }
    void looksAsRecorded_data() { addScenes(scenes); }
    void looksAsRecorded() { QVERIFY(playScene(scenes)); }
    void masksKeepTheirWidth()
    {
        QCOMPARE(MaskedScreen::masked(QStringLiteral("12:34 Ann: at 12:34 ")),
                 QStringLiteral("hh:mm Ann: at 12:34 "));
        QCOMPARE(MaskedScreen::masked(QStringLiteral("───── 2026年11月29日 ─────│ x")),
                 QStringLiteral("── (date) ────────────────│ x"));
        QCOMPARE(MaskedScreen::masked(QStringLiteral("────── unread ──────")),
                 QStringLiteral("────── unread ──────"));
        QCOMPARE(MaskedScreen::masked(QStringLiteral(" A · connected, 3 ms     1 unread")),
                 QStringLiteral(" A · connected           1 unread"));
        QCOMPARE(MaskedScreen::masked(QStringLiteral(" A · connected")), QStringLiteral(" A · connected"));
    }
};

QTEST_GUILESS_MAIN(GoldenTalkTest)
#include "golden_talk_test.moc"
