// The status line tells the truth in a few words.
#include "client-gui/link_status.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace hubbub;
using namespace hubbub::gui;

class LinkStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIs_data();
    void saysWhatIs();
    void offersWhatHelps();
};

void LinkStatusTest::saysWhatIs_data()
{
    using client::LinkState;
    QTest::addColumn<screen::LinkPicture>("picture");
    QTest::addColumn<QString>("sentence");
    screen::LinkPicture in;
    in.server = QStringLiteral("chat.example:7788");
    const auto row = [](const char* name, const screen::LinkPicture& picture, const char* sentence) {
        QTest::newRow(name) << picture << QString::fromUtf8(sentence);
    };
    row("connecting", in, "connecting to chat.example:7788…");
    in.state = LinkState::connected;
    row("not in yet", in, "connected, entering the room…");
    in.isAdmitted = true;
    row("unmeasured", in, "connected");
    in.roundTrip = 400us;
    row("very quick", in, "connected, under 1 ms");
    in.roundTrip = 3200us;
    row("quick", in, "connected, 3 ms");
    in.sinceHeard = 8500ms;
    row("silent", in, "connected, last heard of 9 s ago");
    in.state = LinkState::lost;
    in.untilNextAttempt = 3200ms;
    row("lost", in, "lost: trying again in 4 s");
    in.why = QStringLiteral("The server was stopped.");
    row("lost for a reason", in, "lost: trying again in 4 s (The server was stopped.)");
    in.why.clear();
    in.unconfirmed = 2;
    row("lost, with words on their way", in, "lost: trying again in 4 s · not confirmed yet: 2");
    in.untilNextAttempt = 0ms;
    row("trying", in, "lost: trying again · not confirmed yet: 2");
    in.state = LinkState::connected;
    in.isAdmitted = false;
    in.isRefused = true;
    row("refused", in, "not in the room · not confirmed yet: 2");
    in.hasEnded = true;
    in.why = QStringLiteral("You were removed from the room.");
    row("ended", in, "You were removed from the room.");
}

void LinkStatusTest::saysWhatIs()
{
    QFETCH(screen::LinkPicture, picture);
    QTEST(screen::linkSentence(picture), "sentence");
}

void LinkStatusTest::offersWhatHelps()
{
    LinkStatus status;
    auto* const tryNow = status.findChild<QPushButton*>(QStringLiteral("tryNow"));
    auto* const enterAgain = status.findChild<QPushButton*>(QStringLiteral("enterAgain"));
    screen::LinkPicture picture;
    picture.state = client::LinkState::connected;
    status.setPicture(picture);
    QVERIFY(tryNow->isHidden() && enterAgain->isHidden());
    picture.state = client::LinkState::lost;
    status.setPicture(picture);
    QVERIFY(!tryNow->isHidden() && enterAgain->isHidden());
    QSignalSpy tried(&status, &LinkStatus::tryNowRequested);
    tryNow->click();
    QCOMPARE(tried.count(), 1);
    picture.state = client::LinkState::connected;
    picture.isRefused = true;
    status.setPicture(picture);
    QVERIFY(tryNow->isHidden() && !enterAgain->isHidden());
    picture.hasEnded = true;
    status.setPicture(picture);
    QVERIFY(tryNow->isHidden() && !enterAgain->isHidden());
}

QTEST_MAIN(LinkStatusTest)
#include "link_status_test.moc"
