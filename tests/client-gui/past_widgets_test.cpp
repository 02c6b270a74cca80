// What stands around the list while somebody reads back: the sign above it, the strips, the results, the
// date.
#include "client-gui/found_panel.h"
#include "client-gui/go_to_dialog.h"
#include "client-gui/note_bar.h"
#include "client-gui/past_sign.h"
#include "tests/support/room_notices.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;
using screen::Before;

class PastWidgetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void theSignIsAsHighWhateverItShows();
    void whatFailedCanBeTriedAgain();
    void aStripThatHasNothingToTellIsHidden();
    void resultsStandNewestFirst();
    void aResultIsChosenByKeyAndMouse();
    void escapeClosesTheResults();
    void aDayBeginsAtMidnight();

private:
    template <class Widget>
    static Widget& in(QWidget& parent, const char* name)
    {
        return *parent.findChild<Widget*>(QLatin1String(name));
    }
    static chat::PageReply found(std::initializer_list<std::uint64_t> seqs, bool more)
    {
        chat::PageReply page;
        page.more = more;
        for (const auto seq : seqs)
            page.events.push_back({Seq{seq}, message(seq, "Tom", "tea " + std::to_string(seq)).event});
        return page;
    }
};

void PastWidgetsTest::theSignIsAsHighWhateverItShows()
{
    PastSign sign;
    const int height = sign.sizeHint().height();
    for (const Before before : {Before::asked, Before::beginning, Before::nothing, Before::failed}) {
        sign.tell(before, QStringLiteral("something"));
        QCOMPARE(sign.sizeHint().height(), height);
        QVERIFY(in<QLabel>(sign, "pastSignText").isVisibleTo(&sign));
        QCOMPARE(in<QProgressBar>(sign, "pastProgress").isVisibleTo(&sign), before == Before::asked);
    }
}

void PastWidgetsTest::whatFailedCanBeTriedAgain()
{
    PastSign sign;
    QSignalSpy again(&sign, &PastSign::tryAgainRequested);
    auto& button = in<QPushButton>(sign, "pastTryAgain");
    QVERIFY(!button.isVisibleTo(&sign));
    sign.tell(Before::failed, QStringLiteral("no"));
    QVERIFY(button.isVisibleTo(&sign));
    button.click();
    QCOMPARE(again.count(), 1);
}

void PastWidgetsTest::aStripThatHasNothingToTellIsHidden()
{
    QWidget window;
    NoteBar bar(QStringLiteral("bar"), &window);
    QVERIFY(bar.isHidden());
    bar.tell(QStringLiteral("You are reading the past."), QStringLiteral("Back"));
    QVERIFY(!bar.isHidden());
    QCOMPARE(bar.accessibleName(), QStringLiteral("You are reading the past."));
    bar.tell({});
    QVERIFY(bar.isHidden());
}

void PastWidgetsTest::resultsStandNewestFirst()
{
    screen::RoomController room;
    FoundPanel panel(room);
    panel.open();
    panel.show();
    room.found().begin(QStringLiteral("tea"));
    room.found().add(found({7, 9}, true));
    room.found().add(found({2, 5}, false));
    const QAbstractItemModel& list = *in<QListView>(panel, "foundList").model();
    QStringList texts;
    for (int row = 0; row < list.rowCount(); ++row)
        texts += list.index(row, 0).data(screen::FoundModel::TextRole).toString();
    QCOMPARE(texts, (QStringList{QStringLiteral("tea 9"), QStringLiteral("tea 7"), QStringLiteral("tea 5"),
                                 QStringLiteral("tea 2")}));
    QCOMPARE(room.found().words(), QStringList{QStringLiteral("tea")});
    QVERIFY(!in<QLineEdit>(panel, "foundWords").accessibleName().isEmpty());
}

void PastWidgetsTest::aResultIsChosenByKeyAndMouse()
{
    screen::RoomController room;
    FoundPanel panel(room);
    panel.resize(300, 400);
    panel.open();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QSignalSpy chosen(&panel, &FoundPanel::placeChosen);
    room.found().begin(QStringLiteral("tea"));
    room.found().add(found({7, 9}, false));
    Q_EMIT room.foundChanged();
    auto& list = in<QListView>(panel, "foundList");
    QTest::keyClick(&in<QLineEdit>(panel, "foundWords"), Qt::Key_Down);
    QTest::keyClick(&list, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.takeFirst().first().value<Seq>(), Seq{9});
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {},
                      list.visualRect(list.model()->index(1, 0)).center());
    QVERIFY(chosen.count() >= 1);
    QCOMPARE(chosen.first().first().value<Seq>(), Seq{7});
}

void PastWidgetsTest::escapeClosesTheResults()
{
    screen::RoomController room;
    FoundPanel panel(room);
    QSignalSpy closed(&panel, &FoundPanel::closed);
    panel.open();
    QTest::keyClick(&in<QLineEdit>(panel, "foundWords"), Qt::Key_Escape);
    QVERIFY(panel.isHidden());
    QCOMPARE(closed.count(), 1);
}

void PastWidgetsTest::aDayBeginsAtMidnight()
{
    const QDateTime now(QDate(2026, 11, 29), QTime(18, 0));
    GoToDialog dialog(now.addDays(3), now);
    QCOMPARE(dialog.time().milliseconds, QDate(2026, 11, 29).startOfDay().toMSecsSinceEpoch());
    in<QCalendarWidget>(dialog, "goToDay").setSelectedDate(QDate(2026, 12, 24)); // nobody knows yet
    QVERIFY(QDateTime::fromMSecsSinceEpoch(dialog.time().milliseconds) <= now);
    in<QCalendarWidget>(dialog, "goToDay").setSelectedDate(QDate(2026, 2, 1));
    in<QTimeEdit>(dialog, "goToTime").setTime(QTime(9, 30));
    QCOMPARE(dialog.time().milliseconds, QDateTime(QDate(2026, 2, 1), QTime(9, 30)).toMSecsSinceEpoch());
}

QTEST_MAIN(PastWidgetsTest)
#include "past_widgets_test.moc"
