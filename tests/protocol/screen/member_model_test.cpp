// Who is here, as welcome, events and news of presence tell it.
#include "protocol/screen/member_model.h"
#include "tests/support/room_notices.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::screen;
using namespace hubbub::screen::test;

class MemberModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theWelcomeTellsWhoIsHere();
    void whoJoinsAndLeavesIsFollowed();
    void historyChangesNobody();
    void whoIsThereAlreadyIsNotAddedTwice();
    void whoIsAwayIsToldWithTheReason();
    void adminsAndOneselfAreMarked();
    void membersAreFoundByNameAndNumber();
    void aNewWelcomeReplacesEverybody();
    void whoIsRenamedKeepsTheirPlaceInTheRoom();

private:
    QVariant of(int row, int role) const { return model_->index(row).data(role); }

    std::unique_ptr<MemberModel> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

void MemberModelTest::init()
{
    tester_.reset();
    model_ = std::make_unique<MemberModel>();
    tester_ = std::make_unique<QAbstractItemModelTester>(
        model_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    model_->handleWelcome(welcome({member(1, "小明"), member(4, "小红", {.admin = true, .away = false})}));
}

void MemberModelTest::theWelcomeTellsWhoIsHere()
{
    QCOMPARE(model_->names(), QStringList({QStringLiteral("小明"), QStringLiteral("小红")}));
}

void MemberModelTest::whoJoinsAndLeavesIsFollowed()
{
    model_->handleEvent(joined(9, 6, "Zoë"));
    QCOMPARE(model_->names(),
             QStringList({QStringLiteral("小明"), QStringLiteral("小红"), QStringLiteral("Zoë")}));
    model_->handleEvent(left(10, 4, "小红"));
    QCOMPARE(model_->names(), QStringList({QStringLiteral("小明"), QStringLiteral("Zoë")}));
    model_->handleEvent(left(11, 4, "小红"));
    QCOMPARE(model_->rowCount(), 2);
}

void MemberModelTest::historyChangesNobody()
{
    client::EventNotice old = left(2, 4, "小红");
    old.history = true;
    model_->handleEvent(old);
    QCOMPARE(model_->rowCount(), 2);
}

void MemberModelTest::whoIsThereAlreadyIsNotAddedTwice()
{
    model_->handleEvent(joined(3, 1, "小明"));
    QCOMPARE(model_->rowCount(), 2);
}

void MemberModelTest::whoIsAwayIsToldWithTheReason()
{
    QVERIFY(!of(0, MemberModel::AwayRole).toBool());
    model_->handlePresence({{{MemberId{1}, {.admin = false, .away = true}, "lunch"}}});
    QVERIFY(of(0, MemberModel::AwayRole).toBool());
    QVERIFY(of(0, Qt::ToolTipRole).toString().contains(QLatin1String("lunch")));
    QVERIFY(of(0, Qt::AccessibleTextRole).toString().contains(QLatin1String("away")));
    model_->handlePresence({{{MemberId{1}, {}, std::nullopt}, {MemberId{99}, {}, std::nullopt}}});
    QVERIFY(!of(0, MemberModel::AwayRole).toBool());
}

void MemberModelTest::adminsAndOneselfAreMarked()
{
    QCOMPARE(of(0, Qt::DisplayRole).toString(), QStringLiteral("小明 (you)"));
    QVERIFY(of(0, MemberModel::OwnRole).toBool());
    QVERIFY(!of(1, MemberModel::OwnRole).toBool());
    QVERIFY(of(1, MemberModel::AdminRole).toBool());
    QCOMPARE(of(1, Qt::AccessibleTextRole).toString(), QStringLiteral("小红, admin"));
}

void MemberModelTest::membersAreFoundByNameAndNumber()
{
    QCOMPARE(model_->find(QStringLiteral("小红"))->member, MemberId{4});
    QCOMPARE(model_->find(MemberId{1})->name, "小明");
    QVERIFY(!model_->find(QStringLiteral("小绿")));
    QVERIFY(!model_->find(MemberId{2}));
}

void MemberModelTest::aNewWelcomeReplacesEverybody()
{
    model_->handleWelcome(welcome({member(7, "小明")}));
    QCOMPARE(model_->names(), QStringList{QStringLiteral("小明")});
    model_->clear();
    QCOMPARE(model_->rowCount(), 0);
}

void MemberModelTest::whoIsRenamedKeepsTheirPlaceInTheRoom()
{
    model_->handleEvent(renamed(9, 4, "小红", "Ada"));
    QCOMPARE(model_->names(), QStringList({QStringLiteral("小明"), QStringLiteral("Ada")}));
    QVERIFY(model_->find(QStringLiteral("Ada"))->member == MemberId{4});
    QVERIFY(of(1, MemberModel::AdminRole).toBool());
    QVERIFY(model_->isBefore(1, 0)); // Latin letters stand before Chinese characters
    client::EventNotice old = renamed(2, 4, "Eva", "小红");
    old.history = true;
    model_->handleEvent(old);
    model_->handleEvent(renamed(10, 77, "nobody", "somebody"));
    QCOMPARE(model_->names(), QStringList({QStringLiteral("小明"), QStringLiteral("Ada")}));
    QCOMPARE(model_->entries().back().name, std::string("Ada"));
}

QTEST_MAIN(MemberModelTest)
#include "member_model_test.moc"
