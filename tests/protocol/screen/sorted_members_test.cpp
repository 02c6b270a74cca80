// The members as people look for them: in their order, counted, and filtered; quick also in a crowd.
#include "protocol/screen/sorted_members.h"
#include "tests/support/room_notices.h"

#include <QAbstractItemModelTester>
#include <QCollator>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::screen;
using namespace hubbub::screen::test;

namespace {

constexpr int crowd = 5'000;

std::vector<chat::RosterEntry> manyMembers(int count)
{
    std::vector<chat::RosterEntry> members;
    for (int i = 1; i <= count; ++i) {
        const auto number = static_cast<std::uint32_t>(i);
        // Neither in order nor all alike.
        members.push_back(
            member(number, (i % 2 == 0 ? "小明" : "user") + std::to_string(i * 7919 % 100'003)));
    }
    return members;
}

} // namespace

class SortedMembersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void membersStandAsPeopleCount();
    void whoJoinsIsPutInPlace();
    void theCountTellsWhoIsAway();
    void aFilterKeepsThoseWhoseNameHoldsIt();
    void theCountFollowsTheFilter();
    void aStormOfJoinsFindsItsPlaces();

private:
    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < sorted_->rowCount(); ++row)
            names += sorted_->index(row, 0).data(MemberModel::NameRole).toString();
        return names;
    }

    std::unique_ptr<MemberModel> members_;
    std::unique_ptr<SortedMembers> sorted_;
};

void SortedMembersTest::init()
{
    sorted_.reset();
    members_ = std::make_unique<MemberModel>();
    sorted_ = std::make_unique<SortedMembers>(*members_);
}

void SortedMembersTest::membersStandAsPeopleCount()
{
    const QAbstractItemModelTester tester(sorted_.get(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    members_->handleWelcome(welcome({member(1, "user10"), member(2, "user9"), member(3, "User1")}));
    QCOMPARE(names(),
             QStringList({QStringLiteral("User1"), QStringLiteral("user9"), QStringLiteral("user10")}));
}

void SortedMembersTest::whoJoinsIsPutInPlace()
{
    const QAbstractItemModelTester tester(sorted_.get(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    members_->handleWelcome(welcome({member(1, "Anna"), member(2, "Zoe")}));
    members_->handleEvent(joined(9, 3, "Mia"));
    QCOMPARE(names(), QStringList({QStringLiteral("Anna"), QStringLiteral("Mia"), QStringLiteral("Zoe")}));
    members_->handleEvent(left(10, 1, "Anna"));
    QCOMPARE(names(), QStringList({QStringLiteral("Mia"), QStringLiteral("Zoe")}));
}

void SortedMembersTest::theCountTellsWhoIsAway()
{
    QSignalSpy changed(sorted_.get(), &SortedMembers::countChanged);
    members_->handleWelcome(welcome({member(1, "Anna")}));
    QCOMPARE(sorted_->countText(), QStringLiteral("1 member"));
    members_->handleEvent(joined(9, 2, "Mia"));
    QCOMPARE(sorted_->countText(), QStringLiteral("2 members"));
    members_->handlePresence({{{MemberId{1}, {.admin = false, .away = true}, "lunch"}}});
    QCOMPARE(sorted_->countText(), QStringLiteral("2 members, 1 away"));
    QVERIFY(changed.count() >= 3);
}

void SortedMembersTest::aFilterKeepsThoseWhoseNameHoldsIt()
{
    members_->handleWelcome(welcome({member(1, "小明"), member(2, "Anna"), member(3, "Johann")}));
    sorted_->setWanted(QStringLiteral(" ANN "));
    QCOMPARE(names(), QStringList({QStringLiteral("Anna"), QStringLiteral("Johann")}));
    members_->handleEvent(joined(9, 4, "Hanna"));
    QCOMPARE(sorted_->rowCount(), 3);
    sorted_->setWanted({});
    QCOMPARE(sorted_->rowCount(), 4);
}

void SortedMembersTest::theCountFollowsTheFilter()
{
    members_->handleWelcome(welcome({member(1, "小明"), member(2, "Anna"), member(3, "Johann")}));
    QSignalSpy changed(sorted_.get(), &SortedMembers::countChanged);
    sorted_->setWanted(QStringLiteral("ann"));
    QCOMPARE(sorted_->countText(), QStringLiteral("2 of 3"));
    QCOMPARE(changed.count(), 1);
    members_->handleEvent(joined(9, 4, "Bob"));
    QCOMPARE(sorted_->countText(), QStringLiteral("2 of 4"));
}

void SortedMembersTest::aStormOfJoinsFindsItsPlaces()
{
    members_->handleWelcome(welcome(manyMembers(crowd)));
    QElapsedTimer watch;
    watch.start();
    for (std::uint32_t i = 1; i <= 1'000; ++i)
        members_->handleEvent(joined(crowd + i, crowd + i, "storm" + std::to_string(i * 7919 % 10'007)));
    QCOMPARE(sorted_->rowCount(), crowd + 1'000);
    QCollator order;
    order.setNumericMode(true);
    const QStringList shown = names();
    QVERIFY(std::is_sorted(shown.begin(), shown.end(), [&](const QString& one, const QString& other) {
        return order.compare(one, other) < 0;
    }));
    qInfo("1,000 joins among %d members: %lld ms", crowd, watch.elapsed());
}

QTEST_GUILESS_MAIN(SortedMembersTest)
#include "sorted_members_test.moc"
