// What a person is told of, and how often.
#include "client-gui/notification_policy.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::gui;

class NotificationPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsWhatIsWanted_data();
    void tellsWhatIsWanted();
    void whoLooksIsToldNothing();
    void whoComesBackHasSeenWhatWaited();
    void whoIsMutedIsToldNothing();
    void theFirstIsToldAtOnce();
    void aBurstIsGathered();
    void aNoticeWithinABurstIsUrgent();
    void aLongTextIsCutBetweenCharacters();
    void severalLinesBecomeOne();

private:
    static Instant at(Duration time) { return Instant(1h + time); }
    static News mention(const char* line) { return {QString::fromUtf8(line), Seq{}, true, false}; }
    static News notice(const char* line) { return {QString::fromUtf8(line), Seq{}, false, true}; }

    NotificationPolicy policy_;
};

void NotificationPolicyTest::init()
{
    policy_ = NotificationPolicy();
    policy_.setRoom(QStringLiteral("三班"));
}

void NotificationPolicyTest::tellsWhatIsWanted_data()
{
    QTest::addColumn<Wanted>("wanted");
    QTest::addColumn<bool>("isMention");
    QTest::addColumn<bool>("isNotice");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("mentions: a message") << Wanted::mentions << false << false << false;
    QTest::newRow("mentions: a mention") << Wanted::mentions << true << false << true;
    QTest::newRow("mentions: a notice") << Wanted::mentions << false << true << true;
    QTest::newRow("everything: a message") << Wanted::everything << false << false << true;
    QTest::newRow("everything: a mention") << Wanted::everything << true << false << true;
    QTest::newRow("nothing: a mention") << Wanted::nothing << true << false << false;
    QTest::newRow("nothing: a notice") << Wanted::nothing << false << true << false;
}

void NotificationPolicyTest::tellsWhatIsWanted()
{
    QFETCH(Wanted, wanted);
    QFETCH(bool, isMention);
    QFETCH(bool, isNotice);
    policy_.setWanted(wanted);
    policy_.handleNews({QStringLiteral("小红: hi"), Seq{}, isMention, isNotice});
    QTEST(policy_.deadline().has_value(), "isTold");
    QTEST(policy_.take(at(0s)).has_value(), "isTold");
}

void NotificationPolicyTest::whoLooksIsToldNothing()
{
    policy_.setWatched(true);
    policy_.handleNews(mention("小红: 小明"));
    QVERIFY(!policy_.take(at(0s)));
}

void NotificationPolicyTest::whoComesBackHasSeenWhatWaited()
{
    policy_.handleNews(mention("one"));
    QVERIFY(policy_.take(at(0s)));
    policy_.handleNews(mention("two"));
    policy_.setWatched(true);
    policy_.setWatched(false);
    QVERIFY(!policy_.deadline());
    QVERIFY(!policy_.take(at(1min)));
}

void NotificationPolicyTest::whoIsMutedIsToldNothing()
{
    policy_.handleNews(mention("one"));
    policy_.setMuted(true);
    policy_.handleNews(notice("two"));
    QVERIFY(!policy_.take(at(0s)));
    policy_.setMuted(false);
    policy_.handleNews(notice("three"));
    QCOMPARE(policy_.take(at(0s)), (Notification{QStringLiteral("三班"), QStringLiteral("three"), true}));
}

void NotificationPolicyTest::theFirstIsToldAtOnce()
{
    policy_.handleNews(mention("小红: 小明, hi"));
    QVERIFY(*policy_.deadline() <= at(0s));
    QCOMPARE(policy_.take(at(0s)),
             (Notification{QStringLiteral("三班"), QStringLiteral("小红: 小明, hi"), false}));
    QVERIFY(!policy_.take(at(0s)));
}

void NotificationPolicyTest::aBurstIsGathered()
{
    policy_.handleNews(mention("one"));
    QVERIFY(policy_.take(at(0s)));
    for (const char* const line : {"two", "three", "four", "five", "six"}) {
        policy_.handleNews(mention(line));
        QVERIFY(!policy_.take(at(1s)));
    }
    QCOMPARE(*policy_.deadline(), at(5s));
    QCOMPARE(policy_.take(at(5s)),
             (Notification{QStringLiteral("5 new messages in 三班"), QStringLiteral("six"), false}));
    policy_.handleNews(mention("seven"));
    QVERIFY(!policy_.take(at(9s)));
    QVERIFY(policy_.take(at(10s)));
}

void NotificationPolicyTest::aNoticeWithinABurstIsUrgent()
{
    policy_.handleNews(notice("one"));
    policy_.handleNews(mention("two"));
    QVERIFY(policy_.take(at(0s))->isUrgent);
    policy_.handleNews(mention("three"));
    QVERIFY(!policy_.take(at(5s))->isUrgent);
}

void NotificationPolicyTest::aLongTextIsCutBetweenCharacters()
{
    const QString family = QStringLiteral("👨‍👩‍👧‍👦");
    policy_.handleNews({family.repeated(100), Seq{}, true, false});
    const QString text = policy_.take(at(0s))->text;
    QVERIFY(text.size() <= NotificationPolicy::mostCharacters + 1);
    QVERIFY(text.endsWith(family + QStringLiteral("…")));
}

void NotificationPolicyTest::severalLinesBecomeOne()
{
    policy_.handleNews(mention("小红: one\n  two"));
    QCOMPARE(policy_.take(at(0s))->text, QStringLiteral("小红: one two"));
}

QTEST_APPLESS_MAIN(NotificationPolicyTest)
#include "notification_policy_test.moc"
