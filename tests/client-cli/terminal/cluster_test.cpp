// What a text takes on a terminal, character by character as a person sees them.
#include "client-cli/terminal/cluster.h"

#include <QTest>

using namespace hubbub::terminal;

class ClusterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsColumns_data();
    void countsColumns();
    void showsNoControls();
    void leavesOutWhatTurnsTextAround();
    void boundsWhatIsPiledUp();
    void tellsWhatTerminalsDifferAbout();
    void staysAsciiIfAsked();
    void cutsBetweenCharacters();
    void walksByCharacter();
};

void ClusterTest::countsColumns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::newRow("empty") << QString() << 0;
    QTest::newRow("latin") << QStringLiteral("abc") << 3;
    QTest::newRow("chinese") << QStringLiteral("大家好") << 6;
    QTest::newRow("full-width colon") << QStringLiteral("小明：") << 6;
    QTest::newRow("combining mark") << QStringLiteral("e\u0301") << 1;
    QTest::newRow("mark alone") << QStringLiteral("\u0301") << 1;
    QTest::newRow("emoji") << QStringLiteral("😀") << 2;
    QTest::newRow("emoji with skin") << QStringLiteral("👍🏽") << 2;
    QTest::newRow("family") << QStringLiteral("👨\u200d👩\u200d👧") << 2;
    QTest::newRow("heart as emoji") << QStringLiteral("❤\ufe0f") << 2;
    QTest::newRow("heart as text") << QStringLiteral("❤") << 1;
    QTest::newRow("flag") << QStringLiteral("🇨🇳") << 2;
    QTest::newRow("ambiguous") << QStringLiteral("…") << 1;
    QTest::newRow("hangul from letters") << QStringLiteral("\u1112\u1161\u11ab") << 2;
    QTest::newRow("half-width katakana") << QStringLiteral("\uff76") << 1;
    QTest::newRow("space without width") << QStringLiteral("a\u200bb") << 2;
}

void ClusterTest::countsColumns()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    QCOMPARE(columnsOf(text, Glyphs::unicode), columns);
}

void ClusterTest::showsNoControls()
{
    const QString hostile = QStringLiteral("a\x1b[2J\x07\u009b31mb");
    for (const Glyphs glyphs : {Glyphs::unicode, Glyphs::ascii}) {
        for (const Cluster& cluster : clustersOf(hostile, glyphs)) {
            for (const QChar character : cluster.text)
                QVERIFY(character.isPrint() || character == QChar::ReplacementCharacter);
        }
        QCOMPARE(columnsOf(hostile, glyphs), static_cast<int>(hostile.size()));
    }
}

void ClusterTest::leavesOutWhatTurnsTextAround()
{
    QString shown;
    for (const Cluster& cluster : clustersOf(QStringLiteral("a\u202eb\u2066c\u2069\u200fd"), Glyphs::unicode))
        shown += cluster.text;
    QCOMPARE(shown, QStringLiteral("abcd"));
}

void ClusterTest::boundsWhatIsPiledUp()
{
    const QString piled = QStringLiteral("a") + QString(500, QChar(0x301));
    const auto clusters = clustersOf(piled, Glyphs::unicode);
    QCOMPARE(clusters.size(), 1U);
    QVERIFY(clusters.front().text.size() <= 12);
    QCOMPARE(clusters.front().end, piled.size());
}

void ClusterTest::tellsWhatTerminalsDifferAbout()
{
    const auto isUnsure = [](const QString& text) {
        return clustersOf(text, Glyphs::unicode).front().isUnsure;
    };
    QVERIFY(!isUnsure(QStringLiteral("a")));
    QVERIFY(!isUnsure(QStringLiteral("好")));
    QVERIFY(isUnsure(QStringLiteral("…")));
    QVERIFY(isUnsure(QStringLiteral("👍🏽")));
    QVERIFY(isUnsure(QStringLiteral("\U0001fae8"))); // of Unicode 15
    QVERIFY(isUnsure(QStringLiteral("ש")));
    QVERIFY(clustersOf(QStringLiteral("ש"), Glyphs::unicode).front().isRightToLeft);
}

void ClusterTest::staysAsciiIfAsked()
{
    QString shown;
    for (const Cluster& cluster : clustersOf(QStringLiteral("é好“x”…👍🏽"), Glyphs::ascii))
        shown += cluster.text;
    QCOMPARE(shown, QStringLiteral("e? \"x\".? "));
}

void ClusterTest::cutsBetweenCharacters()
{
    QCOMPARE(elided(QStringLiteral("abc"), 3, Glyphs::unicode), QStringLiteral("abc"));
    QCOMPARE(elided(QStringLiteral("abcd"), 3, Glyphs::unicode), QStringLiteral("ab…"));
    QCOMPARE(elided(QStringLiteral("大家好"), 5, Glyphs::unicode), QStringLiteral("大家…"));
    QCOMPARE(elided(QStringLiteral("大家好"), 4, Glyphs::unicode), QStringLiteral("大…"));
    QCOMPARE(elided(QStringLiteral("大家"), 0, Glyphs::unicode), QString());
}

void ClusterTest::walksByCharacter()
{
    const QString text = QStringLiteral("a👍🏽好");
    qsizetype at = clusterAfter(text, 0);
    QCOMPARE(at, 1);
    at = clusterAfter(text, at);
    QCOMPARE(at, 5);
    QCOMPARE(clusterBefore(text, at), 1);
    QCOMPARE(clusterAfter(text, 6), 6);
    QCOMPARE(clusterBefore(text, 0), 0);
}

QTEST_APPLESS_MAIN(ClusterTest)
#include "cluster_test.moc"
