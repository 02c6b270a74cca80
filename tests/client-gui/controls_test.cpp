// Every control of the window and its dialogs can be named, reached and told apart by keyboard, in both
// languages.
#include "client-gui/about_dialog.h"
#include "client-gui/announce_dialog.h"
#include "client-gui/ban_dialog.h"
#include "client-gui/confirmations_dialog.h"
#include "client-gui/connect_dialog.h"
#include "client-gui/find_bar.h"
#include "client-gui/input_bar.h"
#include "client-gui/keys_dialog.h"
#include "client-gui/kick_dialog.h"
#include "client-gui/line_dialog.h"
#include "client-gui/main_window.h"
#include "client-gui/paste_dialog.h"
#include "client-gui/restrictions_dialog.h"
#include "client-gui/settings_dialog.h"
#include "protocol/qt/event_lines.h"
#include "tests/support/room_notices.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QMap>
#include <QMenuBar>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using namespace hubbub::screen::test;

namespace {

using Mnemonics = QMap<QString, QStringList>;

void note(Mnemonics& mnemonics, const QString& text)
{
    const QKeySequence key = QKeySequence::mnemonic(text);
    if (!key.isEmpty())
        mnemonics[key.toString()] += text;
}

QStringList clashes(const Mnemonics& mnemonics)
{
    QStringList clashes;
    for (const QStringList& texts : mnemonics) {
        if (texts.size() > 1)
            clashes += texts.join(QLatin1String(" / "));
    }
    return clashes;
}

QStringList clashesIn(const QMenu& menu)
{
    Mnemonics mnemonics;
    for (const QAction* const action : menu.actions())
        note(mnemonics, action->text());
    return clashes(mnemonics);
}

/// Of what Alt reaches at one time.
QStringList clashesIn(const QWidget& window)
{
    Mnemonics mnemonics;
    for (const auto* const bar : window.findChildren<QMenuBar*>()) {
        for (const QAction* const menu : bar->actions())
            note(mnemonics, menu->text());
    }
    for (const auto* const button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible())
            note(mnemonics, button->text());
    }
    for (const auto* const label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy() != nullptr)
            note(mnemonics, label->text());
    }
    return clashes(mnemonics);
}

QStringList namelessIn(const QWidget& window)
{
    QStringList nameless;
    for (QWidget* const widget : window.findChildren<QWidget*>()) {
        // The field of a combo or spin box is spoken of as the box.
        const QWidget* const above = widget->parentWidget();
        const bool isPart = above->inherits("QComboBox") || above->inherits("QAbstractSpinBox");
        if (widget->focusPolicy() == Qt::NoFocus || isPart || !widget->isVisibleTo(&window))
            continue;
        const QAccessibleInterface* const spoken = QAccessible::queryAccessibleInterface(widget);
        if (spoken == nullptr || spoken->text(QAccessible::Name).isEmpty())
            nameless +=
                QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
    }
    return nameless;
}

/// A screen reader reads the name of a label, and its text only if it has none.
QStringList hiddenIn(const QWidget& window)
{
    QStringList hidden;
    for (const auto* const label : window.findChildren<QLabel*>()) {
        if (!label->accessibleName().isEmpty() && !label->accessibleName().contains(label->text()))
            hidden += label->accessibleName() + QLatin1String(" / ") + label->text();
    }
    return hidden;
}

} // namespace

class ControlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyControlCanBeToldApart_data();
    void everyControlCanBeToldApart();
    void noNameHidesWhatALabelSays();
    void tabGoesFromTheListToTheInputToTheMembers();

private:
    template <class Widget>
    Widget& find(const char* name) const
    {
        return *window_->findChild<Widget*>(QLatin1String(name));
    }
    void open()
    {
        window_.reset(); // before what it shows
        room_ = std::make_unique<screen::RoomController>();
        window_ = std::make_unique<MainWindow>(*room_);
        room_->handleNotice(welcome({member(1, "小明"), member(2, "小红")}, true));
        room_->handleNotice(topic(3, "期末"));
        room_->handleNotice(askingAnnouncement(4, "fire drill"));
        window_->show();
    }
    QList<std::shared_ptr<QWidget>> dialogs();

    QTemporaryDir folder_;
    std::unique_ptr<SettingsFile> settings_ = std::make_unique<SettingsFile>(folder_.path());
    std::unique_ptr<screen::RoomController> room_;
    std::unique_ptr<MainWindow> window_;
};

void ControlsTest::init()
{
    open();
}

void ControlsTest::cleanup()
{
    window_.reset();
    room_.reset();
    QVERIFY(qt::installTranslations(QStringLiteral("en")));
}

QList<std::shared_ptr<QWidget>> ControlsTest::dialogs()
{
    const auto entry = std::make_shared<ConnectDialog>();
    entry->form().setServers({QStringLiteral("chat.example:7788")});
    entry->showRefused({chat::RefusalCode::selfInUse, "", std::nullopt, "小明2"});
    const auto firstSight = std::make_shared<ConnectDialog>();
    firstSight->askAboutKey(QStringLiteral("chat.example:7788"), PublicKey{});
    const auto changed = std::make_shared<ConnectDialog>();
    changed->warnOfKey(QStringLiteral("chat.example:7788"), PublicKey{}, {PublicKey{}});
    const auto rename = std::make_shared<LineDialog>(LineQuestion{.name = QStringLiteral("renameDialog"),
                                                                  .title = QStringLiteral("?"),
                                                                  .question = QStringLiteral("?"),
                                                                  .label = QStringLiteral("?"),
                                                                  .text = {},
                                                                  .button = QStringLiteral("&N"),
                                                                  .mayBeEmpty = false});
    rename->showProblem(QStringLiteral("?"), QStringLiteral("小明2"));
    return {entry,
            rename,
            std::make_shared<BanDialog>(member(2, "小红")),
            std::make_shared<RestrictionsDialog>(*room_),
            std::make_shared<ConfirmationsDialog>(*room_, Seq{4}),
            firstSight,
            changed,
            std::make_shared<AnnounceDialog>(100),
            std::make_shared<SettingsDialog>(*settings_, true),
            std::make_shared<KickDialog>(member(2, "小红")),
            std::make_shared<PasteDialog>(QStringLiteral("1\n2\n3\n4"), 100)};
}

void ControlsTest::everyControlCanBeToldApart_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("Chinese") << QStringLiteral("zh_CN");
}

void ControlsTest::everyControlCanBeToldApart()
{
    QFETCH(QString, language);
    QVERIFY(qt::installTranslations(language));
    open();
    find<FindBar>("findBar").open();
    find<QWidget>("input").setFocus();
    QCOMPARE(namelessIn(*window_).join(u'\n'), QString());
    QCOMPARE(clashesIn(*window_).join(u'\n'), QString());
    for (const auto* const menu : window_->findChildren<QMenu*>())
        QCOMPARE(clashesIn(*menu).join(u'\n'), QString());
    const auto shown = dialogs();
    for (const auto& dialog : shown) {
        dialog->show();
        QCOMPARE(namelessIn(*dialog).join(u'\n'), QString());
        QCOMPARE(clashesIn(*dialog).join(u'\n'), QString());
    }
    showKeys(window_.get());
    showAbout(window_.get());
    QCOMPARE(window_->findChildren<QDialog*>().size(), 2);
    for (const auto* const dialog : window_->findChildren<QDialog*>()) {
        QCOMPARE(namelessIn(*dialog).join(u'\n'), QString());
        QCOMPARE(clashesIn(*dialog).join(u'\n'), QString());
    }
}

void ControlsTest::noNameHidesWhatALabelSays()
{
    window_->findChild<InputBar*>()->showProblem(QStringLiteral("too long"));
    const auto shown = dialogs();
    for (const auto& dialog : shown)
        QCOMPARE(hiddenIn(*dialog).join(u'\n'), QString());
    showKeys(window_.get());
    QCOMPARE(hiddenIn(*window_).join(u'\n'), QString()); // with the dialog of the keys
}

void ControlsTest::tabGoesFromTheListToTheInputToTheMembers()
{
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    find<QWidget>("messages").setFocus();
    QStringList order;
    do {
        order += window_->focusWidget()->objectName();
        QTest::keyClick(window_->focusWidget(), Qt::Key_Tab);
    } while (window_->focusWidget()->objectName() != order.first() && order.size() < 20);
    order.removeAll(QString()); // buttons of the status line, which come and go
    QCOMPARE(order.mid(0, 4), QStringList({QStringLiteral("messages"), QStringLiteral("input"),
                                           QStringLiteral("memberFilter"), QStringLiteral("memberList")}));
    QVERIFY(order.size() < 10);
}

QTEST_MAIN(ControlsTest)
#include "controls_test.moc"
