// The figures: each stands in the table, in the manual page, and in what is told; and they count what
// happens.
#include "server/core/statistics.h"
#include "tests/support/test_room.h"

#include <QFile>
#include <QTest>

#include <map>
#include <set>

using namespace hubbub;
using namespace hubbub::test;

namespace {

/// Those that only the loop knows.
const std::set<std::string> ofTheLoop = {"handshakes.waiting", "memory.resident"};

std::map<std::string, std::uint64_t> figuresOf(const TestRoom& room)
{
    std::map<std::string, std::uint64_t> figures;
    for (const auto& [name, value] : const_cast<TestRoom&>(room).core().stats(room.now))
        figures.emplace(name, value);
    return figures;
}

} // namespace

class StatisticsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachFigureIsInTheTableAndEachRowIsTold()
    {
        TestRoom room;
        std::set<std::string> told = ofTheLoop;
        std::size_t last = 0;
        for (const auto& [name, value] : room.core().stats(room.now)) {
            const server::FigureKind* const kind = server::figureKindOf(name);
            QVERIFY2(kind != nullptr, name.c_str());
            told.insert(std::string(kind->name));
            // In the order of the table.
            const auto place = static_cast<std::size_t>(kind - server::figureKinds().data());
            QVERIFY2(place >= last, name.c_str());
            last = place;
        }
        std::set<std::string> listed;
        for (const server::FigureKind& kind : server::figureKinds())
            QVERIFY2(listed.insert(std::string(kind.name)).second, std::string(kind.name).c_str());
        QVERIFY(told == listed);
    }

    void theManualPageHasTheSameTable()
    {
        QFile page(QStringLiteral(HUBBUB_SOURCE_DIR "/docs/man/hubbubd.8"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QString all = QString::fromUtf8(page.readAll());
        const QString section =
            all.section(QStringLiteral(".Sh FIGURES\n"), 1).section(QStringLiteral("\n.Sh "), 0, 0);
        QStringList inPage;
        for (const QString& line : section.split(QLatin1Char('\n')))
            if (line.startsWith(QLatin1String(".It Li ")))
                inPage += line.mid(7);
        QStringList inTable;
        for (const server::FigureKind& kind : server::figureKinds())
            inTable += QString::fromLatin1(kind.name.data(), static_cast<qsizetype>(kind.name.size()));
        QCOMPARE(inPage, inTable);
    }

    void theyCountWhatHappens()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.member("Hong");
        TestPeer& other = room.newcomer();
        QVERIFY(room.join(other, "Ming").has_value());
        QVERIFY(isOk(room.say(ming, 1, "x")));
        QVERIFY(isOk(room.ask(ming, chat::LeaveRequest{})));
        const auto figures = figuresOf(room);
        QCOMPARE(figures.at("members"), 1U);
        QCOMPARE(figures.at("joins"), 2U);
        QCOMPARE(figures.at("leaves"), 1U);
        QCOMPARE(figures.at("leaves.lost"), 0U);
        QCOMPARE(figures.at("messages"), 1U);
        QCOMPARE(figures.at("handshakes"), 3U);
        QCOMPARE(figures.at("refused.name-taken"), 1U);
        QCOMPARE(figures.at("log.head"), 4U);
        QCOMPARE(figures.at("log.in-memory"), 4U);
        QCOMPARE(figures.at("store.turns"), 0U);
        QVERIFY(figures.at("commits") >= 3);
    }

    void aSlowStoreIsSeen()
    {
        TestRoom room;
        TestPeer& ming = room.member("Ming");
        room.storeAnswers = false;
        ming.ask(chat::SayRequest{SubmissionNumber{1}, "x", {}});
        room.advance(700ms);
        QCOMPARE(figuresOf(room).at("store.turns"), 1U);
        room.storeAnswers = true;
        room.settle();
        const auto figures = figuresOf(room);
        QVERIFY(figures.at("commits.longest") >= 600'000);
        QVERIFY(figures.at("commits.time") >= figures.at("commits.longest"));
    }

    void windowAndRoundTripAreThoseOfMembers()
    {
        TestRoom room;
        QCOMPARE(figuresOf(room).at("window.p50"), 0U);
        room.member("Ming");
        room.advance(10s);
        const auto figures = figuresOf(room);
        QCOMPARE(figures.at("window.p50"), 32U);
        QCOMPARE(figures.at("window.p99"), 32U);
        QVERIFY(figures.contains("rtt.p50"));
        QCOMPARE(figures.at("uptime"), 10U);
    }
};

QTEST_APPLESS_MAIN(StatisticsTest)
#include "statistics_test.moc"
