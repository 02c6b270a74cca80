#include "client-cli/terminal/top_table.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace hubbub;
using namespace hubbub::terminal;

namespace {

TopRow row(const char* name, Duration idle, std::optional<Duration> roundTrip, std::uint32_t loss = 0)
{
    TopRow made;
    made.name = QString::fromUtf8(name);
    made.member = MemberId{7};
    made.present = 2h;
    made.idle = idle;
    made.roundTrip = roundTrip;
    made.lossPerMille = loss;
    made.confirmed = Seq{41};
    made.version = QStringLiteral("0.1.0");
    return made;
}

QStringList texts(const std::vector<TopRow>& rows, int columns)
{
    QStringList lines;
    for (const ScreenLine& line : topLines(rows, TopSort::idle, columns, Glyphs::unicode))
        lines += line.text();
    return lines;
}

QStringList order(std::vector<TopRow> rows, TopSort sort)
{
    sortTop(rows, sort);
    QStringList names;
    for (const TopRow& each : rows)
        names += each.name;
    return names;
}

} // namespace

class TopTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsEveryColumnWhereThereIsRoom()
    {
        QCOMPARE(
            texts({row("小明", 3s, 12'345us, 15)}, 71),
            (QStringList{
                QStringLiteral("name           idle     trip    loss   here    event  number     client"),
                QStringLiteral("小明            3 s  12.3 ms   1.5 %    2 h       41      #7      0.1.0")}));
    }

    void fitsFortyColumns()
    {
        const QStringList lines = texts({row("Ann", 75s, std::nullopt)}, 40);
        QCOMPARE(lines, (QStringList{QStringLiteral("name        idle     trip    loss   here"),
                                     QStringLiteral("Ann        1 min        -   0.0 %    2 h")}));
    }

    void neverWiderThanTheScreen()
    {
        for (int columns = 1; columns < 200; ++columns)
            for (const ScreenLine& line : topLines({row("一个很长很长很长很长很长的名字", 3s, 1ms)},
                                                   TopSort::loss, columns, Glyphs::unicode))
                QVERIFY2(line.columns() <= std::max(columns, 8), std::to_string(columns).c_str());
    }

    void whatPeopleLookForStandsAtTheTop()
    {
        const std::vector<TopRow> rows{row("b", 1s, 9ms, 1), row("a", 5s, std::nullopt, 3),
                                       row("c", 2s, 20ms, 2)};
        QCOMPARE(order(rows, TopSort::name).join(QString()), QStringLiteral("abc"));
        QCOMPARE(order(rows, TopSort::idle).join(QString()), QStringLiteral("acb"));
        QCOMPARE(order(rows, TopSort::roundTrip).join(QString()), QStringLiteral("cba"));
        QCOMPARE(order(rows, TopSort::loss).join(QString()), QStringLiteral("acb"));
    }

    void theOrderIsSeen()
    {
        const auto bold = [](TopSort sort) {
            QString text;
            const std::vector<ScreenLine> lines = topLines({}, sort, 80, Glyphs::unicode);
            for (const StyledCluster& each : lines.front().clusters())
                if (each.style.isBold)
                    text += each.cluster.text;
            return text;
        };
        QCOMPARE(bold(TopSort::name), QStringLiteral("name"));
        QCOMPARE(bold(TopSort::loss), QStringLiteral("loss"));
    }

    void timesAreShort()
    {
        QCOMPARE(shortTime(Duration::zero()), QStringLiteral("0 s"));
        QCOMPARE(shortTime(59'900ms), QStringLiteral("59 s"));
        QCOMPARE(shortTime(60s), QStringLiteral("1 min"));
        QCOMPARE(shortTime(23h), QStringLiteral("23 h"));
        QCOMPARE(shortTime(49h), QStringLiteral("2 d"));
    }
};

QTEST_APPLESS_MAIN(TopTableTest)
#include "top_table_test.moc"
