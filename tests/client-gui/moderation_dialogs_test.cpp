// The dialogs and strips of moderation, each by itself: what they ask for, and what they show of what is
// told.
#include "client-gui/ban_dialog.h"
#include "client-gui/confirm_banner.h"
#include "client-gui/confirmations_dialog.h"
#include "client-gui/line_dialog.h"
#include "client-gui/restrictions_dialog.h"
#include "client-gui/topic_line.h"
#include "tests/support/room_notices.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

class ModerationDialogsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void aLineIsAskedForUntilItIsTaken();
    void whatIsRefusedComesWithAWayOn();
    void aBanIsForAsLongAsChosen();
    void bansAreListedAndTheChosenOneStaysChosen();
    void confirmationsAreListedByName();
    void aLongTopicIsElidedAndWhole();
    void theStripIsThereWhileSomethingIsToBeConfirmed();

private:
    template <class Widget>
    static Widget& find(const QWidget& in, const char* name)
    {
        return *in.findChild<Widget*>(QLatin1String(name));
    }
};

void ModerationDialogsTest::aLineIsAskedForUntilItIsTaken()
{
    LineDialog dialog({.name = QStringLiteral("renameDialog"),
                       .title = QStringLiteral("Change my name"),
                       .question = {},
                       .label = QStringLiteral("Name"),
                       .text = QStringLiteral("小明"),
                       .button = QStringLiteral("Change"),
                       .mayBeEmpty = false});
    QSignalSpy submitted(&dialog, &LineDialog::submitted);
    dialog.show();
    auto& edit = find<QLineEdit>(dialog, "lineEdit");
    auto& button = find<QPushButton>(dialog, "lineButton");
    edit.clear();
    QVERIFY(!button.isEnabled());
    QTest::keyClicks(&edit, QStringLiteral(" Ming "));
    QTest::keyClick(&edit, Qt::Key_Return);
    QCOMPARE(submitted.size(), 1);
    QCOMPARE(submitted.first().first().toString(), QStringLiteral("Ming"));
    QVERIFY(dialog.isVisible());
}

void ModerationDialogsTest::whatIsRefusedComesWithAWayOn()
{
    LineDialog dialog({});
    dialog.show();
    auto& suggestion = find<QPushButton>(dialog, "lineSuggestion");
    auto& problem = find<QLabel>(dialog, "lineProblem");
    dialog.showProblem(QStringLiteral("It is taken."), QStringLiteral("B&B"));
    QVERIFY(problem.isVisible() && suggestion.isVisible());
    QVERIFY(suggestion.text().endsWith(QLatin1String("B&&B")));
    suggestion.click();
    QCOMPARE(dialog.text(), QStringLiteral("B&B"));
    QVERIFY(!problem.isVisible() && !suggestion.isVisible());
    dialog.showProblem(QStringLiteral("It is taken."));
    QVERIFY(problem.isVisible() && !suggestion.isVisible());
}

void ModerationDialogsTest::aBanIsForAsLongAsChosen()
{
    BanDialog dialog(member(7, "小红"));
    QVERIFY(!dialog.request().lasts);
    auto& length = find<QComboBox>(dialog, "banLength");
    length.setCurrentIndex(1);
    find<QLineEdit>(dialog, "banReason").setText(QStringLiteral(" spam "));
    const chat::RestrictRequest request = dialog.request();
    QVERIFY(request.lasts == std::chrono::hours(1));
    QCOMPARE(request.reason, std::string("spam"));
    QVERIFY(std::get<chat::NamedMember>(request.whom).member == MemberId{7});
    QVERIFY(request.kind == chat::RestrictionKind::ban);
}

void ModerationDialogsTest::bansAreListedAndTheChosenOneStaysChosen()
{
    screen::RoomController room;
    RestrictionsDialog dialog(room);
    dialog.show();
    auto& list = find<QTreeWidget>(dialog, "restrictions");
    auto& lift = find<QPushButton>(dialog, "liftButton");
    dialog.show({});
    QVERIFY(!list.isVisible());
    chat::Restriction ban;
    ban.seq = Seq{4};
    ban.whom = *AddressRange::parse("10.1.0.0/16");
    ban.by = "管家";
    ban.reason = "spam";
    chat::Restriction mute = ban;
    mute.seq = Seq{9};
    mute.kind = chat::RestrictionKind::mute;
    dialog.show({ban, mute});
    QVERIFY(list.isVisible() && !lift.isEnabled());
    QCOMPARE(list.topLevelItem(0)->text(1), QStringLiteral("10.1.0.0/16"));
    QCOMPARE(list.topLevelItem(0)->text(2), QStringLiteral("until it is lifted"));
    QCOMPARE(list.topLevelItem(1)->text(0), QStringLiteral("muted"));
    list.setCurrentItem(list.topLevelItem(1));
    QVERIFY(lift.isEnabled());
    dialog.show({mute});
    QCOMPARE(list.topLevelItemCount(), 1);
    QVERIFY(lift.isEnabled());
}

void ModerationDialogsTest::confirmationsAreListedByName()
{
    screen::RoomController room;
    ConfirmationsDialog dialog(room, Seq{4});
    auto& list = find<QTreeWidget>(dialog, "confirmations");
    const std::vector<chat::Confirmation> told{
        {{MemberId{2}, {}}, "小红", chat::ConfirmationState::confirmed},
        {{MemberId{3}, {}}, "Ann", chat::ConfirmationState::delivered},
        {{MemberId{4}, {}}, "Bob", chat::ConfirmationState::delivered}};
    Q_EMIT room.confirmationsTold(Seq{5}, told); // another one's
    QCOMPARE(list.topLevelItemCount(), 0);
    Q_EMIT room.confirmationsTold(Seq{4}, told);
    QCOMPARE(list.topLevelItemCount(), 3);
    QCOMPARE(list.topLevelItem(0)->child(0)->text(0), QStringLiteral("小红"));
    QCOMPARE(list.topLevelItem(1)->text(0), QStringLiteral("Delivered, not confirmed (2):"));
    QCOMPARE(list.topLevelItem(2)->childCount(), 0);
    list.topLevelItem(1)->setExpanded(false);
    Q_EMIT room.confirmationsTold(Seq{4}, told);
    QVERIFY(list.topLevelItem(0)->isExpanded() && !list.topLevelItem(1)->isExpanded());
}

void ModerationDialogsTest::aLongTopicIsElidedAndWhole()
{
    TopicLine line;
    line.setTopic({});
    QVERIFY(!line.isVisible());
    const QString topic = QString(300, QLatin1Char('x')) + QStringLiteral("<b>");
    line.setTopic(topic);
    line.resize(200, line.sizeHint().height());
    QVERIFY(line.isVisible());
    QTRY_VERIFY(line.text().endsWith(QChar(u'…')));
    QVERIFY(line.toolTip().contains(QLatin1String("&lt;b&gt;")));
    QVERIFY(line.accessibleName().contains(topic));
    QCOMPARE(line.minimumSizeHint().width(), 0);
    line.resize(20'000, line.height());
    QTRY_COMPARE(line.text(), topic);
}

void ModerationDialogsTest::theStripIsThereWhileSomethingIsToBeConfirmed()
{
    ConfirmBanner banner;
    QSignalSpy asked(&banner, &ConfirmBanner::confirmRequested);
    banner.setLine({});
    QVERIFY(!banner.isVisible());
    banner.setLine(QStringLiteral("Admin notice: fire\n  drill"));
    QVERIFY(banner.isVisible());
    QCOMPARE(find<QLabel>(banner, "confirmText").text(), QStringLiteral("Admin notice: fire drill"));
    find<QPushButton>(banner, "confirmButton").click();
    QCOMPARE(asked.size(), 1);
    banner.setLine({});
    QVERIFY(!banner.isVisible());
}

QTEST_MAIN(ModerationDialogsTest)
#include "moderation_dialogs_test.moc"
