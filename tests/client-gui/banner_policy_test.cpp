// The banner speaks of what lasts, and says what becomes of one's words.
#include "client-gui/banner_policy.h"

#include <QTest>

using namespace hubbub;
using namespace hubbub::gui;
using client::LinkState;

class BannerPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { policy_ = BannerPolicy(); }
    void nothingIsSaidWhileAllIsWell_data();
    void nothingIsSaidWhileAllIsWell();
    void aHiccupIsNotShown();
    void aLossIsShownUntilItIsOver();
    void itTellsWhatWaits_data();
    void itTellsWhatWaits();
    void whoIsOutsideCanEnterAgain();
    void theEndIsShownAtOnce();
    void beforeTheFirstEntryThereIsNothingToSay();
    void aForkIsToldForAWhile();

private:
    static Instant at(Duration time) { return Instant(1h + time); }
    static screen::LinkPicture inRoom()
    {
        screen::LinkPicture picture;
        picture.state = LinkState::connected;
        picture.isAdmitted = true;
        picture.server = QStringLiteral("chat.example:7788");
        return picture;
    }
    static screen::LinkPicture lost(std::size_t unconfirmed = 0)
    {
        screen::LinkPicture picture = inRoom();
        picture.state = LinkState::lost;
        picture.untilNextAttempt = 3200ms;
        picture.unconfirmed = unconfirmed;
        return picture;
    }
    QString textOf(Duration time, const screen::LinkPicture& picture)
    {
        const auto banner = policy_.show(at(time), picture);
        return banner ? banner->text : QString();
    }

    BannerPolicy policy_;
};

void BannerPolicyTest::nothingIsSaidWhileAllIsWell_data()
{
    QTest::addColumn<LinkState>("state");
    QTest::newRow("connecting") << LinkState::connecting;
    QTest::newRow("connected") << LinkState::connected;
    QTest::newRow("resumed") << LinkState::resumed;
}

void BannerPolicyTest::nothingIsSaidWhileAllIsWell()
{
    QFETCH(LinkState, state);
    screen::LinkPicture picture = inRoom();
    picture.state = state;
    picture.unconfirmed = 3;
    QVERIFY(!policy_.show(at(0s), picture));
    QVERIFY(!policy_.show(at(1min), picture));
}

void BannerPolicyTest::aHiccupIsNotShown()
{
    QVERIFY(!policy_.show(at(0s), lost()));
    QVERIFY(!policy_.show(at(1s), lost()));
    QVERIFY(!policy_.show(at(1200ms), inRoom()));
    QVERIFY(!policy_.show(at(2s), lost()));
    QVERIFY(!policy_.show(at(3s), lost()));
}

void BannerPolicyTest::aLossIsShownUntilItIsOver()
{
    QVERIFY(!policy_.show(at(0s), lost()));
    const auto banner = policy_.show(at(BannerPolicy::patience), lost());
    QVERIFY(banner);
    QCOMPARE(banner->text, QStringLiteral("The link to the server is lost. Trying again in 4 s."));
    QCOMPARE(banner->help, Banner::Help::tryNow);
    QVERIFY(policy_.show(at(1min), lost()));
    QVERIFY(!policy_.show(at(61s), inRoom()));
}

void BannerPolicyTest::itTellsWhatWaits_data()
{
    QTest::addColumn<int>("lines");
    QTest::addColumn<QString>("end");
    QTest::newRow("nothing") << 0 << QStringLiteral("Trying again in 4 s.");
    QTest::newRow("one") << 1 << QStringLiteral("What you wrote will be sent when the link is back.");
    QTest::newRow("several") << 3 << QStringLiteral("3 lines will be sent when the link is back.");
}

void BannerPolicyTest::itTellsWhatWaits()
{
    QFETCH(int, lines);
    QFETCH(QString, end);
    screen::LinkPicture picture = lost(static_cast<std::size_t>(lines));
    policy_.show(at(0s), picture);
    QVERIFY(textOf(2s, picture).endsWith(end));
    picture.why = QStringLiteral("The server was shut down.");
    QVERIFY(textOf(2s, picture).startsWith(picture.why));
}

void BannerPolicyTest::whoIsOutsideCanEnterAgain()
{
    screen::LinkPicture picture = inRoom();
    picture.isAdmitted = false;
    picture.isRefused = true;
    picture.unconfirmed = 2;
    const auto banner = policy_.show(at(0s), picture);
    QCOMPARE(banner->help, Banner::Help::enterAgain);
    QVERIFY(banner->text.contains(QStringLiteral("2 lines will be sent")));
}

void BannerPolicyTest::theEndIsShownAtOnce()
{
    screen::LinkPicture picture = inRoom();
    picture.hasEnded = true;
    picture.why = QStringLiteral("The server's key has changed.");
    const auto banner = policy_.show(at(0s), picture);
    QCOMPARE(banner->text, picture.why);
    QCOMPARE(banner->help, Banner::Help::enterAgain);
    QCOMPARE(banner->health, screen::LinkHealth::bad);
}

void BannerPolicyTest::beforeTheFirstEntryThereIsNothingToSay()
{
    screen::LinkPicture picture;
    picture.hasEnded = true;
    QVERIFY(!policy_.show(at(0s), picture));
}

void BannerPolicyTest::aForkIsToldForAWhile()
{
    screen::LinkPicture picture = inRoom();
    policy_.show(at(0s), picture);
    picture.state = LinkState::forked;
    const auto banner = policy_.show(at(1s), picture);
    QVERIFY(banner);
    QCOMPARE(banner->help, Banner::Help::none);
    QVERIFY(policy_.show(at(1s + BannerPolicy::forkTime / 2), inRoom()));
    QVERIFY(!policy_.show(at(1s + BannerPolicy::forkTime), inRoom()));
}

QTEST_APPLESS_MAIN(BannerPolicyTest)
#include "banner_policy_test.moc"
