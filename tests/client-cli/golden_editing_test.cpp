// A paste before it is sent, and another size of the terminal, and what is seen of it on the whole screen,
// row by row, in both languages and two sizes (docs/TESTING.md).
#include "tests/client-cli/golden_scene.h"

using namespace hubbub::test;

namespace {

bool paste(GoldenScene& scene)
{
    if (!scene.enters())
        return false;
    scene.tmux.paste(QStringLiteral(
        "一\ntwo\n三三三三三三三三三三三三三三三三三三三三三三三三三三\nfour\nfive\nsix\nseven\n"));
    if (!scene.looksLike("paste-preview"))
        return false;
    scene.tmux.type(QStringLiteral("e"));
    if (!scene.looksLike("paste-edited"))
        return false;
    scene.tmux.press("Enter");
    return scene.looksLike("paste-sent");
}

bool resize(GoldenScene& scene)
{
    if (!scene.enters()
        || !GoldenScene::says(scene.person(QStringLiteral("Ann")),
                              "大家好，今天天气不错，我们一起去公园散步怎么样？"))
        return false;
    scene.tmux.type(QStringLiteral("a draft 一二三四五六七八九十一二三四五六七八九十"));
    return scene.looksLike("resize-before") && scene.tmux.resize(33, 14) && scene.looksLike("resize-narrow")
        && scene.tmux.resize(12, 4) && scene.looksLike("resize-too-small") && scene.tmux.resize(100, 12)
        && scene.looksLike("resize-wide");
}

constexpr std::array scenes = {NamedScene{"paste", paste}, NamedScene{"resize", resize}};

} // namespace

class GoldenEditingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { skipWithoutTmux(); }
    void looksAsRecorded_data() { addScenes(scenes); }
    void looksAsRecorded() { QVERIFY(playScene(scenes)); }
};

QTEST_GUILESS_MAIN(GoldenEditingTest)
#include "golden_editing_test.moc"
