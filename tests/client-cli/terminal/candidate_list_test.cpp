// The list of what Tab could mean, in a few rows, however long it is.
#include "client-cli/terminal/candidate_list.h"

#include <QTest>

using namespace hubbub::terminal;

namespace {

Choices people(int count, qsizetype chosen)
{
    Choices choices;
    for (int i = 1; i <= count; ++i)
        choices.list += QStringLiteral("Ann%1").arg(i);
    choices.chosen = chosen;
    return choices;
}

QStringList rowsOf(const Choices& choices, QSize room)
{
    QStringList rows;
    for (const ScreenLine& line : candidateLines(choices, room, Glyphs::unicode))
        rows += line.text();
    return rows;
}

/// What is drawn as chosen.
QString chosenIn(const Choices& choices, QSize room)
{
    QString chosen;
    for (const ScreenLine& line : candidateLines(choices, room, Glyphs::unicode)) {
        for (const StyledCluster& each : line.clusters())
            chosen += each.style.isReversed ? each.cluster.text : QString();
    }
    return chosen;
}

} // namespace

class CandidateListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneIsNoChoice() { QCOMPARE(rowsOf(people(1, 0), {80, 3}), QStringList()); }

    void fewStandInARow()
    {
        QCOMPARE(rowsOf(people(3, 1), {80, 3}), QStringList(QStringLiteral("Ann1  Ann2  Ann3")));
        QCOMPARE(chosenIn(people(3, 1), {80, 3}), QStringLiteral("Ann2"));
    }

    void whatFitsIsBrokenOverRows()
    {
        QCOMPARE(rowsOf(people(4, 0), {11, 3}),
                 (QStringList{QStringLiteral("Ann1  Ann2"), QStringLiteral("Ann3  Ann4")}));
    }

    void theRestIsCounted()
    {
        QCOMPARE(rowsOf(people(36, 0), {40, 2}),
                 (QStringList{QStringLiteral("Ann1  Ann2  Ann3  Ann4  Ann5  Ann6  Ann7"),
                              QStringLiteral("Ann8  Ann9  Ann10  Ann11  and 25 more")}));
    }

    void theChosenOneIsAlwaysSeen_data()
    {
        QTest::addColumn<QSize>("room");
        QTest::newRow("wide") << QSize(200, 3);
        QTest::newRow("usual") << QSize(80, 3);
        QTest::newRow("small") << QSize(40, 2);
        QTest::newRow("too narrow for the rest") << QSize(20, 1);
        QTest::newRow("narrower than a name") << QSize(3, 1);
    }
    void theChosenOneIsAlwaysSeen()
    {
        QFETCH(QSize, room);
        for (int chosen = 0; chosen < 300; ++chosen) {
            const Choices choices = people(300, chosen);
            const QStringList rows = rowsOf(choices, room);
            QVERIFY(rows.size() <= room.height());
            for (const QString& row : rows)
                QVERIFY2(columnsOf(row, Glyphs::unicode) <= room.width(), qPrintable(row));
            QCOMPARE(chosenIn(choices, room), elided(choices.list[chosen], room.width(), Glyphs::unicode));
        }
    }

    void wideNamesCountAsTheyAreWide()
    {
        const Choices choices{{QStringLiteral("小明"), QStringLiteral("小红"), QStringLiteral("小刚")}, 0};
        QCOMPARE(rowsOf(choices, {11, 2}),
                 (QStringList{QStringLiteral("小明  小红"), QStringLiteral("小刚")}));
    }
};

QTEST_GUILESS_MAIN(CandidateListTest)
#include "candidate_list_test.moc"
