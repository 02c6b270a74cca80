// Dark or light, as a portal on a real bus says it.
#include "client-gui/portal_scheme.h"
#include "client-gui/session_bus.h"

#include <QDBusVariant>
#include <QSignalSpy>
#include <QTest>

using namespace hubbub::gui;

class FakePortal final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString&, const QString&) const
    {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));
    }

Q_SIGNALS:
    void SettingChanged(const QString& space, const QString& key, const QDBusVariant& value);
};

class PortalSchemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void withoutAPortalThereIsNoPreference();
    void thePortalIsAskedAndHeard();
};

void PortalSchemeTest::initTestCase()
{
    QVERIFY(sessionBus());
    QVERIFY(
        QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop")).isConnected());
}

void PortalSchemeTest::withoutAPortalThereIsNoPreference()
{
    PortalScheme portal(*sessionBus());
    QCOMPARE(portal.scheme(), ColorScheme::none);
}

void PortalSchemeTest::thePortalIsAskedAndHeard()
{
    FakePortal fake;
    fake.scheme = 1;
    QDBusConnection theirs(QStringLiteral("desktop"));
    QVERIFY(theirs.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &fake,
                                  QDBusConnection::ExportAllContents));
    QVERIFY(theirs.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));

    PortalScheme portal(*sessionBus());
    QSignalSpy changed(&portal, &PortalScheme::changed);
    QTRY_COMPARE(portal.scheme(), ColorScheme::dark);
    const QString space = QStringLiteral("org.freedesktop.appearance");
    Q_EMIT fake.SettingChanged(space, QStringLiteral("accent-color"), QDBusVariant(2U));
    Q_EMIT fake.SettingChanged(space, QStringLiteral("color-scheme"), QDBusVariant(1U));
    Q_EMIT fake.SettingChanged(space, QStringLiteral("color-scheme"), QDBusVariant(2U));
    QTRY_COMPARE(portal.scheme(), ColorScheme::light);
    QCOMPARE(changed.count(), 2);
    Q_EMIT fake.SettingChanged(space, QStringLiteral("color-scheme"), QDBusVariant(77U));
    QTRY_COMPARE(portal.scheme(), ColorScheme::none);
}

QTEST_GUILESS_MAIN(PortalSchemeTest)
#include "portal_scheme_test.moc"
