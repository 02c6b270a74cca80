// The member list as people use it: filter, count, the menu by mouse and key, long names, and a crowd.
#include "client-gui/member_panel.h"
#include "tests/support/room_notices.h"

#include <QAbstractItemDelegate>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

class MemberPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void theCountStandsAboveTheList();
    void theMenuKeyOpensTheMenuOfTheCurrentMember();
    void theMenuCopiesNameAndFingerprint();
    void onlyAdminsRemoveAndNeverThemselves();
    void anAmpersandInANameIsNoMnemonic();
    void enterMentions();
    void longNamesDoNotWidenTheList();
    void aCrowdIsShown();

private:
    template <class Widget>
    Widget& find(const char* name) const
    {
        return *panel_->findChild<Widget*>(QLatin1String(name));
    }
    QListView& list() const { return find<QListView>("memberList"); }
    void choose(int row) const
    {
        list().setFocus();
        list().setCurrentIndex(list().model()->index(row, 0));
    }
    /// As the menu key does.
    QMenu& openMenu(int row)
    {
        choose(row);
        const QPoint at = list().visualRect(list().currentIndex()).center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, at, list().viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(list().viewport(), &event);
        return *panel_->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly).last();
    }
    static void trigger(const QMenu& menu, const QString& beginning)
    {
        for (QAction* const action : menu.actions()) {
            if (QString(action->text()).remove(QLatin1Char('&')).startsWith(beginning))
                return action->trigger();
        }
        QFAIL(qPrintable(beginning));
    }

    std::unique_ptr<screen::MemberModel> members_;
    std::unique_ptr<MemberPanel> panel_;
};

void MemberPanelTest::init()
{
    panel_.reset();
    members_ = std::make_unique<screen::MemberModel>();
    panel_ = std::make_unique<MemberPanel>(*members_);
    panel_->resize(160, 400);
    members_->handleWelcome(
        welcome({member(1, "Anna"), member(2, "B&B"), member(3, "小红", {.admin = true, .away = false})}));
    panel_->show();
    QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
}

void MemberPanelTest::theCountStandsAboveTheList()
{
    auto& count = find<QLabel>("memberCount");
    QCOMPARE(count.text(), QStringLiteral("3 members"));
    QTest::keyClicks(&find<QLineEdit>("memberFilter"), QStringLiteral("an"));
    QCOMPARE(count.text(), QStringLiteral("1 of 3"));
    QTest::keyClick(&find<QLineEdit>("memberFilter"), Qt::Key_Escape);
    QCOMPARE(count.text(), QStringLiteral("3 members"));
    members_->handlePresence({{{MemberId{2}, {.admin = false, .away = true}, std::nullopt}}});
    QCOMPARE(count.text(), QStringLiteral("3 members, 1 away"));
}

void MemberPanelTest::theMenuKeyOpensTheMenuOfTheCurrentMember()
{
    const QMenu& menu = openMenu(0);
    QVERIFY(menu.actions().first()->text().contains(QStringLiteral("Anna")));
}

void MemberPanelTest::theMenuCopiesNameAndFingerprint()
{
    trigger(openMenu(1), QStringLiteral("Copy the name"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("B&B"));
    trigger(openMenu(1), QStringLiteral("Copy the fingerprint"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("AAAAAAAAAA"));
}

void MemberPanelTest::onlyAdminsRemoveAndNeverThemselves()
{
    QSignalSpy kicked(panel_.get(), &MemberPanel::kickRequested);
    const auto actions = openMenu(2).actions().size();
    panel_->setAdmin(true);
    QCOMPARE(openMenu(0).actions().size(), actions); // oneself
    trigger(openMenu(2), QStringLiteral("Remove"));
    QCOMPARE(kicked.count(), 1);
    QCOMPARE(kicked.first().first().value<MemberId>(), MemberId{3});
    QSignalSpy muted(panel_.get(), &MemberPanel::muteRequested);
    QSignalSpy unmuted(panel_.get(), &MemberPanel::unmuteRequested);
    QSignalSpy banned(panel_.get(), &MemberPanel::banRequested);
    const auto* const lengths = openMenu(2).findChild<QMenu*>(QStringLiteral("muteMenu"));
    QCOMPARE(lengths->actions().size(), 3);
    lengths->actions().first()->trigger();
    lengths->actions().last()->trigger();
    QCOMPARE(muted.size(), 2);
    QVERIFY(muted.first().last().value<std::optional<std::chrono::milliseconds>>()
            == std::chrono::minutes(10));
    QVERIFY(!muted.last().last().value<std::optional<std::chrono::milliseconds>>());
    trigger(openMenu(2), QStringLiteral("Unmute"));
    trigger(openMenu(2), QStringLiteral("Ban"));
    QCOMPARE(unmuted.size(), 1);
    QCOMPARE(banned.size(), 1);
}

void MemberPanelTest::anAmpersandInANameIsNoMnemonic()
{
    QCOMPARE(openMenu(1).actions().first()->text(), QStringLiteral("&Mention B&&B"));
}

void MemberPanelTest::enterMentions()
{
    QSignalSpy chosen(panel_.get(), &MemberPanel::nameChosen);
    choose(0);
    QTest::keyClick(&list(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), QStringLiteral("Anna"));
}

void MemberPanelTest::longNamesDoNotWidenTheList()
{
    std::string wide;
    for (int i = 0; i < 32; ++i)
        wide += "囍";
    members_->handleWelcome(welcome({member(1, wide), member(2, "Anna")}));
    for (int row = 0; row < 2; ++row)
        QTRY_VERIFY(list().visualRect(list().model()->index(row, 0)).width() <= list().viewport()->width());
    QVERIFY(
        list().model()->index(1, 0).data(Qt::ToolTipRole).toString().contains(QString::fromStdString(wide)));
}

/// The bound is far above what it takes (docs/PERFORMANCE.md).
void MemberPanelTest::aCrowdIsShown()
{
    std::vector<chat::RosterEntry> crowd;
    for (std::uint32_t i = 1; i <= 5'000; ++i)
        crowd.push_back(member(i, "user" + std::to_string(i * 7919 % 100'003)));
    QElapsedTimer watch;
    watch.start();
    members_->handleWelcome(welcome(crowd));
    QCoreApplication::processEvents();
    const auto welcomed = watch.restart();
    for (std::uint32_t i = 5'001; i <= 6'000; ++i) {
        members_->handleEvent(joined(i, i, "storm" + std::to_string(i * 7919 % 10'007)));
        if (i % 50 == 0)
            QCoreApplication::processEvents();
    }
    const auto stormed = watch.restart();
    find<QLineEdit>("memberFilter").setText(QStringLiteral("99"));
    QCoreApplication::processEvents();
    const auto filtered = watch.elapsed();
    QCOMPARE(find<QLabel>("memberCount").text().section(QLatin1Char(' '), -1), QStringLiteral("6,000"));
    qInfo("5,000 members shown in %lld ms; 1,000 joins in %lld ms; filtered in %lld ms", welcomed, stormed,
          filtered);
}

QTEST_MAIN(MemberPanelTest)
#include "member_panel_test.moc"
