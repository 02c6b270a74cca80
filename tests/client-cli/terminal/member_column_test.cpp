// Who is here, beside the room.
#include "client-cli/terminal/member_column.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace hubbub;
using namespace hubbub::terminal;

namespace {

client::WelcomeNotice welcome(const QStringList& names)
{
    client::WelcomeNotice notice;
    notice.member = MemberId{1};
    std::uint32_t number = 0;
    for (const QString& name : names) {
        chat::RosterEntry entry;
        entry.member = MemberId{++number};
        entry.name = name.toStdString();
        notice.members.push_back(entry);
    }
    return notice;
}

QStringList textsOf(const std::vector<ScreenLine>& lines)
{
    QStringList texts;
    for (const ScreenLine& line : lines)
        texts += line.text();
    return texts;
}

} // namespace

class MemberColumnTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void membersStandByName();
    void membersStandAsPeopleCount();
    void whatDoesNotFitIsCounted();
    void adminsAndThoseAwayAreMarked();
    void aCrowdIsShown();
};

void MemberColumnTest::membersStandByName()
{
    screen::MemberModel members;
    MemberColumn column(members);
    QSignalSpy changed(&column, &MemberColumn::changed);
    members.handleWelcome(welcome({QStringLiteral("小明"), QStringLiteral("Zoe"), QStringLiteral("anna")}));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(textsOf(column.lines({20, 10}, Glyphs::unicode)),
             QStringList({QStringLiteral("Here: 3"), QStringLiteral(" anna"), QStringLiteral(" Zoe"),
                          QStringLiteral(" 小明")}));
}

void MemberColumnTest::membersStandAsPeopleCount()
{
    screen::MemberModel members;
    MemberColumn column(members);
    members.handleWelcome(welcome(
        {QStringLiteral("小明10"), QStringLiteral("Émile"), QStringLiteral("小明2"), QStringLiteral("zoe")}));
    QCOMPARE(textsOf(column.lines({20, 10}, Glyphs::unicode)),
             QStringList({QStringLiteral("Here: 4"), QStringLiteral(" Émile"), QStringLiteral(" zoe"),
                          QStringLiteral(" 小明2"), QStringLiteral(" 小明10")}));
}

void MemberColumnTest::whatDoesNotFitIsCounted()
{
    screen::MemberModel members;
    MemberColumn column(members);
    members.handleWelcome(welcome({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("long name"),
                                   QStringLiteral("d"), QStringLiteral("e")}));
    QCOMPARE(textsOf(column.lines({8, 4}, Glyphs::unicode)),
             QStringList({QStringLiteral("Here: 5"), QStringLiteral(" a"), QStringLiteral(" b"),
                          QStringLiteral(" and 3 …")}));
    QCOMPARE(textsOf(column.lines({8, 6}, Glyphs::unicode)).last(), QStringLiteral(" long n…"));
}

void MemberColumnTest::adminsAndThoseAwayAreMarked()
{
    screen::MemberModel members;
    MemberColumn column(members);
    client::WelcomeNotice notice = welcome({QStringLiteral("a"), QStringLiteral("b")});
    notice.members[0].flags.admin = true;
    notice.members[1].flags.away = true;
    members.handleWelcome(notice);
    QCOMPARE(textsOf(column.lines({20, 4}, Glyphs::unicode)),
             QStringList({QStringLiteral("Here: 2"), QStringLiteral("@a"), QStringLiteral(" b (away)")}));
}

void MemberColumnTest::aCrowdIsShown()
{
    constexpr int crowd = 5'000;
    QStringList names;
    for (int i = 0; i < crowd; ++i)
        names += QStringLiteral("member %1").arg(i * 7'919 % crowd);
    screen::MemberModel members;
    MemberColumn column(members);
    QElapsedTimer timer;
    timer.start();
    members.handleWelcome(welcome(names));
    QCOMPARE(column.lines({20, 24}, Glyphs::unicode).size(), 24U);
    const auto sorted = timer.restart();
    constexpr int frames = 100;
    for (int i = 0; i < frames; ++i)
        QCOMPARE(column.lines({20, 24}, Glyphs::unicode).size(), 24U);
    qInfo("%d members sorted in %lld ms, then %lld µs a frame", crowd, sorted,
          timer.nsecsElapsed() / frames / 1'000);
}

QTEST_GUILESS_MAIN(MemberColumnTest)
#include "member_column_test.moc"
