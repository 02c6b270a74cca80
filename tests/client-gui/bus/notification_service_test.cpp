// The desktop's notifications, on a real bus with a service that notes what it is asked.
#include "client-gui/launcher_badge.h"
#include "client-gui/notification_service.h"
#include "client-gui/session_bus.h"

#include <QDBusConnectionInterface>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub::gui;

class FakeNotifications final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown {
        uint replaced = 0;
        QString title;
        QString text;
        QStringList actions;
        QVariantMap hints;
    };
    QStringList capabilities;
    QList<Shown> shown;
    QList<uint> closed;
    uint lastId = 6;

public Q_SLOTS:
    QStringList GetCapabilities() const { return capabilities; }
    uint Notify(const QString&, uint replaced, const QString&, const QString& title, const QString& text,
                const QStringList& actions, const QVariantMap& hints, int)
    {
        shown.append({replaced, title, text, actions, hints});
        return replaced == 0 ? ++lastId : replaced;
    }
    void CloseNotification(uint id) { closed += id; }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
    void NotificationClosed(uint id, uint reason);
};

class NotificationServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void withoutAServiceItIsGivenBack();
    void theNextReplacesTheOneThatShows();
    void whatWasClosedIsNotReplaced();
    void aClickAsksForTheWindow();
    void whatHasBeenSeenIsWithdrawn();
    void whatIsSeenOnItsWayDoesNotStay();
    void markupFromOutsideIsNone_data();
    void markupFromOutsideIsNone();
    void theLauncherIsToldTheCount();

public Q_SLOTS:
    void handleLauncher(const QString& program, const QVariantMap& values)
    {
        launcher_.append({program, values});
    }

private:
    /// Beside the program's own, as another program's would be.
    QDBusConnection theirs() const { return QDBusConnection(QStringLiteral("desktop")); }
    void startService()
    {
        QVERIFY(theirs().registerObject(QStringLiteral("/org/freedesktop/Notifications"), &fake_,
                                        QDBusConnection::ExportAllContents));
        QVERIFY(theirs().registerService(QStringLiteral("org.freedesktop.Notifications")));
    }
    void show(const char* text) { service_->show({QStringLiteral("三班"), QString::fromUtf8(text), false}); }

    FakeNotifications fake_;
    std::unique_ptr<NotificationService> service_;
    QList<std::pair<QString, QVariantMap>> launcher_;
};

void NotificationServiceTest::initTestCase()
{
    QVERIFY(sessionBus());
    QVERIFY(
        QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop")).isConnected());
}

void NotificationServiceTest::init()
{
    fake_.capabilities.clear();
    fake_.shown.clear();
    fake_.closed.clear();
    service_ = std::make_unique<NotificationService>(*sessionBus());
}

void NotificationServiceTest::cleanup()
{
    service_.reset();
    theirs().unregisterService(QStringLiteral("org.freedesktop.Notifications"));
    theirs().unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
}

void NotificationServiceTest::withoutAServiceItIsGivenBack()
{
    QSignalSpy failed(service_.get(), &NotificationService::failed);
    show("小红: hi");
    QVERIFY(failed.wait());
    QCOMPARE(failed[0][0].value<Notification>().text, QStringLiteral("小红: hi"));
}

void NotificationServiceTest::theNextReplacesTheOneThatShows()
{
    startService();
    show("one");
    QTRY_COMPARE(fake_.shown.size(), 1);
    const FakeNotifications::Shown first = fake_.shown[0];
    QCOMPARE(first.replaced, 0U);
    QCOMPARE(first.title, QStringLiteral("三班"));
    QCOMPARE(first.text, QStringLiteral("one"));
    QCOMPARE(first.actions.value(0), QStringLiteral("default"));
    QCOMPARE(first.hints.value(QStringLiteral("desktop-entry")).toString(), QStringLiteral("hubbub-desktop"));
    QTRY_VERIFY(service_->isShown());
    show("two");
    QTRY_COMPARE(fake_.shown.size(), 2);
    QCOMPARE(fake_.shown[1].replaced, fake_.lastId);
}

void NotificationServiceTest::whatWasClosedIsNotReplaced()
{
    startService();
    show("one");
    QTRY_VERIFY(service_->isShown());
    Q_EMIT fake_.NotificationClosed(fake_.lastId + 1, 2); // another program's
    Q_EMIT fake_.NotificationClosed(fake_.lastId, 2);
    QTRY_VERIFY(!service_->isShown());
    show("two");
    QTRY_COMPARE(fake_.shown.size(), 2);
    QCOMPARE(fake_.shown[1].replaced, 0U);
}

void NotificationServiceTest::aClickAsksForTheWindow()
{
    startService();
    QSignalSpy activated(service_.get(), &NotificationService::activated);
    show("one");
    QTRY_VERIFY(service_->isShown());
    Q_EMIT fake_.ActionInvoked(fake_.lastId + 1, QStringLiteral("default")); // another program's
    Q_EMIT fake_.ActionInvoked(fake_.lastId, QStringLiteral("default"));
    QVERIFY(activated.wait());
    QCOMPARE(activated.count(), 1);
}

void NotificationServiceTest::whatHasBeenSeenIsWithdrawn()
{
    startService();
    service_->withdraw();
    show("one");
    QTRY_VERIFY(service_->isShown());
    service_->withdraw();
    QTRY_COMPARE(fake_.closed, QList<uint>{fake_.lastId});
}

void NotificationServiceTest::whatIsSeenOnItsWayDoesNotStay()
{
    startService();
    show("one");
    QTRY_COMPARE(fake_.shown.size(), 1);
    service_->withdraw(); // perhaps before its number is known here
    QTRY_COMPARE(fake_.closed, QList<uint>{fake_.lastId});
    QVERIFY(!service_->isShown());
}

void NotificationServiceTest::markupFromOutsideIsNone_data()
{
    QTest::addColumn<QStringList>("capabilities");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QStringList{QStringLiteral("body")} << QStringLiteral("<b>1 & 2</b>");
    QTest::newRow("markup") << QStringList{QStringLiteral("body"), QStringLiteral("body-markup")}
                            << QStringLiteral("&lt;b&gt;1 &amp; 2&lt;/b&gt;");
}

void NotificationServiceTest::markupFromOutsideIsNone()
{
    QFETCH(QStringList, capabilities);
    fake_.capabilities = capabilities;
    startService();
    show("<b>1 & 2</b>");
    QTRY_COMPARE(fake_.shown.size(), 1);
    QTEST(fake_.shown[0].text, "text");
}

void NotificationServiceTest::theLauncherIsToldTheCount()
{
    QVERIFY(theirs().connect({}, {}, QStringLiteral("com.canonical.Unity.LauncherEntry"),
                             QStringLiteral("Update"), this, SLOT(handleLauncher(QString, QVariantMap))));
    // The bus is asked to pass the signal on without waiting for its answer; it has once it answers this.
    QVERIFY(theirs().interface()->isServiceRegistered(theirs().baseService()));
    showLauncherCount(*sessionBus(), 3);
    QTRY_COMPARE(launcher_.size(), 1);
    QCOMPARE(launcher_[0].first, QStringLiteral("application://hubbub-desktop.desktop"));
    QCOMPARE(launcher_[0].second.value(QStringLiteral("count")).toLongLong(), 3);
    QVERIFY(launcher_[0].second.value(QStringLiteral("count-visible")).toBool());
    showLauncherCount(*sessionBus(), 0);
    QTRY_COMPARE(launcher_.size(), 2);
    QVERIFY(!launcher_[1].second.value(QStringLiteral("count-visible")).toBool());
}

QTEST_GUILESS_MAIN(NotificationServiceTest)
#include "notification_service_test.moc"
