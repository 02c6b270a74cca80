// Who looks elsewhere is told what concerns them, and who comes back no longer.
#include "client-gui/attention.h"
#include "tests/support/room_notices.h"

#include <QDBusConnection>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

class FakeNotifications final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList texts;
    int closed = 0;
    static constexpr uint id = 7;

public Q_SLOTS:
    QStringList GetCapabilities() const { return {}; }
    uint Notify(const QString&, uint, const QString&, const QString& title, const QString& text,
                const QStringList&, const QVariantMap&, int)
    {
        texts += title + QStringLiteral(" | ") + text;
        return id;
    }
    void CloseNotification(uint) { ++closed; }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
};

class AttentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void onlyWhatConcernsThePersonIsTold();
    void aClickBringsTheWindowAndTakesTheNotification();
    void whoIsIgnoredIsNotTold();

private:
    void tell(const client::Notice& notice)
    {
        room_->handleNotice(notice);
        attention_->handleNotice(notice);
    }

    FakeNotifications fake_;
    std::unique_ptr<screen::RoomController> room_;
    std::unique_ptr<QWidget> window_;
    std::unique_ptr<Attention> attention_;
};

void AttentionTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    auto desktop = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop"));
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &fake_,
                                   QDBusConnection::ExportAllContents));
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
}

void AttentionTest::init()
{
    attention_.reset();
    fake_.texts.clear();
    fake_.closed = 0;
    room_ = std::make_unique<screen::RoomController>();
    window_ = std::make_unique<QWidget>();
    attention_ = std::make_unique<Attention>(*window_, *room_);
    tell(welcome({member(1, "小明"), member(2, "小红")}));
}

void AttentionTest::onlyWhatConcernsThePersonIsTold()
{
    tell(message(2, "小红", "大家好"));
    tell(ownMessage(3, "小明 is me"));
    client::EventNotice old = message(4, "小红", "小明在吗");
    old.history = true;
    tell(old);
    tell(joined(5, 3, "小明2"));
    tell(message(6, "小红", "小明，看这里"));
    QTRY_COMPARE(fake_.texts, QStringList{QStringLiteral("三班 | 小红: 小明，看这里")});
    tell(announcement(7, "maintenance at 8 pm")); // within the pause after the first
    QCOMPARE(fake_.texts.size(), 1);
}

void AttentionTest::aClickBringsTheWindowAndTakesTheNotification()
{
    tell(announcement(2, "maintenance at 8 pm"));
    QTRY_COMPARE(fake_.texts.size(), 1);
    fake_.closed = 0; // that of the test before may have been taken away meanwhile
    QVERIFY(!window_->isVisible());
    // Until the answer with its number has been read, a click is another program's.
    const auto click = [this] {
        Q_EMIT fake_.ActionInvoked(FakeNotifications::id, QStringLiteral("default"));
        return window_->isVisible();
    };
    QTRY_VERIFY(click());
    QTRY_COMPARE(fake_.closed, 1);
    tell(message(3, "小红", "小明，还在吗"));
    QCOMPARE(fake_.texts.size(), 1);
}

void AttentionTest::whoIsIgnoredIsNotTold()
{
    QVERIFY(room_->ignore(QStringLiteral("小红")));
    tell(message(2, "小红", "小明，看这里"));
    tell(announcement(3, "the next one"));
    QTRY_COMPARE(fake_.texts.size(), 1);
    QVERIFY(fake_.texts[0].endsWith(QStringLiteral("the next one")));
}

QTEST_MAIN(AttentionTest)
#include "attention_test.moc"
