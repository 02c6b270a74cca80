// The banner offers what helps, and takes nothing from who writes.
#include "client-gui/link_banner.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace hubbub;
using namespace hubbub::gui;

class LinkBannerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itTakesNoFocus();
    void whatHelpsIsOffered();

private:
    static screen::LinkPicture ended()
    {
        screen::LinkPicture picture;
        picture.server = QStringLiteral("chat.example:7788");
        picture.hasEnded = true;
        picture.why = QStringLiteral("You were removed from the room.");
        return picture;
    }
};

void LinkBannerTest::itTakesNoFocus()
{
    QWidget window;
    auto* const column = new QVBoxLayout(&window);
    auto* const banner = new LinkBanner;
    auto* const input = new QLineEdit;
    column->addWidget(banner);
    column->addWidget(input);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    input->setFocus();
    QVERIFY(!banner->isVisible());
    banner->setPicture(ended());
    QVERIFY(banner->isVisible());
    QVERIFY(input->hasFocus());
    QTest::mouseClick(banner->findChild<QPushButton*>(QStringLiteral("bannerEnterAgain")), Qt::LeftButton);
    QTest::keyClicks(input, QStringLiteral("still here"));
    QVERIFY(input->hasFocus());
    QCOMPARE(input->text(), QStringLiteral("still here"));
}

void LinkBannerTest::whatHelpsIsOffered()
{
    LinkBanner banner;
    QSignalSpy again(&banner, &LinkBanner::enterAgainRequested);
    banner.setPicture(ended());
    QVERIFY(banner.findChild<QPushButton*>(QStringLiteral("bannerTryNow"))->isHidden());
    banner.findChild<QPushButton*>(QStringLiteral("bannerEnterAgain"))->click();
    QCOMPARE(again.count(), 1);
    QCOMPARE(banner.findChild<QLabel*>(QStringLiteral("bannerText"))->text(),
             QStringLiteral("You were removed from the room."));
}

QTEST_MAIN(LinkBannerTest)
#include "link_banner_test.moc"
