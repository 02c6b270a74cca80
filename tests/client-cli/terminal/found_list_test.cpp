// What a search has found, as it is listed: words marked wherever they stand, and one chosen.
#include "client-cli/terminal/found_list.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::terminal;

namespace {

chat::PageReply page(std::uint64_t first, std::uint64_t last, bool more, const std::string& text = "tea")
{
    chat::PageReply reply;
    reply.more = more;
    for (std::uint64_t seq = first; seq <= last; ++seq) {
        chat::Event event{.time = {1'795'226'400'000},
                          .member = {2},
                          .name = "Ann",
                          .number = {},
                          .content = chat::Content{{}, text + " nr" + std::to_string(seq)},
                          .what = chat::Message{}};
        reply.events.push_back({Seq{seq}, event});
    }
    return reply;
}

/// The words marked stand in brackets.
QString shown(const ScreenLine& line)
{
    QString text;
    bool isMarked = false;
    for (const StyledCluster& each : line.clusters()) {
        if (each.style.isReversed != isMarked)
            text += QLatin1Char(isMarked ? ']' : '[');
        isMarked = each.style.isReversed;
        text += each.cluster.text;
    }
    return isMarked ? text + QLatin1Char(']') : text;
}

QString marked(const QString& text, const QStringList& words, int columns)
{
    ScreenLine line;
    addMarked(line, text, words, columns, Glyphs::unicode);
    return line.columns() <= columns ? shown(line) : QStringLiteral("too wide: ") + shown(line);
}

} // namespace

class FoundListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksTheWords();
    void beginsNearTheFirstWord();
    void choosesAmongThem();
    void keepsItsChoiceWhenOlderOnesCome();
    void fitsWhateverTheSize();
};

void FoundListTest::marksTheWords()
{
    QCOMPARE(marked(QStringLiteral("some TEA for tea-time"), {QStringLiteral("tea")}, 40),
             QStringLiteral("some [TEA] for [tea]-time"));
    QCOMPARE(marked(QStringLiteral("两行\n喝茶"), {QStringLiteral("茶")}, 40), QStringLiteral("两行 喝[茶]"));
    QCOMPARE(marked(QStringLiteral("nothing"), {}, 40), QStringLiteral("nothing"));
    QCOMPARE(marked({}, {QStringLiteral("x")}, 40), QString());
}

void FoundListTest::beginsNearTheFirstWord()
{
    const QString text = QString(QStringLiteral("好")).repeated(60) + QStringLiteral("tea")
                       + QString(QStringLiteral("坏")).repeated(60);
    const QString line = marked(text, {QStringLiteral("tea")}, 30);
    QVERIFY2(line.startsWith(QStringLiteral("…好")) && line.contains(QStringLiteral("[tea]坏"))
                 && line.endsWith(QStringLiteral("坏…")),
             qPrintable(line));
    for (int columns = 0; columns < 40; ++columns)
        QVERIFY2(!marked(text, {QStringLiteral("tea")}, columns).startsWith(QLatin1String("too wide"))
                     || columns < 2,
                 qPrintable(QString::number(columns)));
}

void FoundListTest::choosesAmongThem()
{
    screen::FoundModel found;
    FoundList list(found, Glyphs::unicode);
    QVERIFY(!list.chosen());
    QVERIFY(!list.moveBack(1));
    QVERIFY(list.lines({40, 5}, {}).empty());
    found.begin(QStringLiteral("tea"));
    list.begin();
    found.add(page(11, 20, true));
    QCOMPARE(list.chosen()->value, 20U);
    QVERIFY(!list.moveBack(-1));
    QVERIFY(list.moveBack(3));
    QCOMPARE(list.chosen()->value, 17U);
    QVERIFY(list.moveBack(100));
    QCOMPARE(list.chosen()->value, 11U);
    QVERIFY(!list.moveBack(1));
    QVERIFY(list.isNearFirst(1));
    const auto lines = list.lines({40, 5}, QStringLiteral("note"));
    QCOMPARE(lines.size(), 5U);
    QCOMPARE(lines.front().text(), QStringLiteral("-- note"));
    QVERIFY(lines[1].text().startsWith(QStringLiteral("> ")));
    QVERIFY(shown(lines[1]).contains(QLatin1String("Ann: [tea] nr11")));
}

void FoundListTest::keepsItsChoiceWhenOlderOnesCome()
{
    screen::FoundModel found;
    FoundList list(found, Glyphs::unicode);
    found.begin(QStringLiteral("tea"));
    found.add(page(11, 20, true));
    QVERIFY(list.moveBack(9));
    found.add(page(1, 5, false));
    QCOMPARE(list.chosen()->value, 11U);
    QVERIFY(list.moveBack(1));
    QCOMPARE(list.chosen()->value, 5U);
    found.remove(Seq{5});
    QVERIFY(list.chosen());
}

void FoundListTest::fitsWhateverTheSize()
{
    screen::FoundModel found;
    FoundList list(found, Glyphs::unicode);
    found.begin(QStringLiteral("茶"));
    found.add(page(1, 30, true, "👩‍👩‍👧 很长很长的一段话，里面有茶 and more of it"));
    for (int height = 0; height < 12; ++height) {
        for (int back = 0; back < 30; ++back) {
            list.begin();
            list.moveBack(back);
            const auto lines = list.lines({40, height}, QStringLiteral("Nothing older is found."));
            QCOMPARE_LE(lines.size(), static_cast<std::size_t>(height));
            const auto isChosen = [](const ScreenLine& line) {
                return line.text().startsWith(QLatin1String("> "));
            };
            QVERIFY(height == 0 || std::ranges::count_if(lines, isChosen) == 1);
            for (const ScreenLine& line : lines)
                QVERIFY(line.columns() <= 40);
        }
    }
}

QTEST_GUILESS_MAIN(FoundListTest)
#include "found_list_test.moc"
