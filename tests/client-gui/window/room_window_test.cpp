// The desktop client as a person uses it: a window on a screen, a real server, a terminal client as the other
// one in the room.
#include "client-gui/desktop.h"
#include "client-gui/input_edit.h"
#include "client-gui/link_status.h"
#include "client-gui/member_panel.h"
#include "protocol/crypto/identity.h"
#include "protocol/screen/named_member.h"
#include "tests/client-gui/window/programs.h"

#include <QAction>
#include <QCheckBox>
#include <QInputMethodEvent>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTimer>
#include <QTreeWidget>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;
using hubbub::screen::test::patience;
using hubbub::screen::test::ServerProcess;
using hubbub::screen::test::TerminalClient;

#define TRY_VERIFY(what) QTRY_VERIFY_WITH_TIMEOUT(what, patience)
#define TRY_COMPARE(what, expected) QTRY_COMPARE_WITH_TIMEOUT(what, expected, patience)

class RoomWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::initialize()); }
    void init();
    void cleanup();
    void aRefusedNameIsTriedAgainInPlace();
    void aKeyThatIsNotTrustedEndsTheAttempt();
    void aServerThatIsNotThereCanBeTriedAgain();
    void withNameAndLinkThereIsNoDialog();
    void peopleTalkInChinese();
    void theConsolesNoticeStandsOut();
    void aLostServerIsFoundAgain_data();
    void aLostServerIsFoundAgain();
    void whoLosesTheNameLosesNoWords();
    void whoDoesNotTakeOverStandsOutside();
    void whoGoesElsewhereIsAskedAboutUnsentWords();
    void whatIsGivenUpIsNotSentByItself();
    void whatIsUnderWayWhenOneEntersAnewIsNotSaidTwice();
    void aChangedKeyIsRefused();
    void aNewKeyIsAcceptedOnlyWhereAskedFor();
    void announcingIsForAdmins();
    void anAdminAnnouncesAndRemoves();
    void whoIsRemovedCanEnterAgain();
    void whatWasMissedOutsideLeavesNoHole();
    void anAdminKeepsOrder();
    void aNoticeIsConfirmed();
    void whatWasNotSentIsThereAgain();
    void whatWasNotSentIsThereAgainWithoutTheServer();
    void quittingLeavesPolitely();

private:
    /// As with these on the command line.
    void open(const QString& server = {}, const QString& name = {}, bool acceptNewKey = false);
    void enterRoom() { open(server_->link(), QStringLiteral("小明")); }
    /// With 小红 in the room.
    void enterAsAdmin();
    void close()
    {
        desktop_.reset();
        settings_.reset();
        profile_.reset();
    }

    template <class Widget>
    Widget& in(QWidget& parent, const char* name)
    {
        return *parent.findChild<Widget*>(QLatin1String(name));
    }
    ConnectDialog& dialog() { return desktop_->dialog(); }
    MainWindow& window() { return desktop_->window(); }
    void click(QWidget& parent, const char* name) { in<QPushButton>(parent, name).click(); }
    InputEdit& input() { return in<InputEdit>(window(), "input"); }
    QString linkText() { return in<QLabel>(window(), "linkText").text(); }
    /// As an input method writes it.
    void say(const QString& text)
    {
        QInputMethodEvent composing(QStringLiteral("nihao"), {});
        QCoreApplication::sendEvent(&input(), &composing);
        QTest::keyClick(&input(), Qt::Key_Return);
        QInputMethodEvent composed;
        composed.setCommitString(text);
        QCoreApplication::sendEvent(&input(), &composed);
        QTest::keyClick(&input(), Qt::Key_Return);
    }
    /// Clicks so in the dialog, and answers what is asked about unsent words, if it is.
    void enterAnew(QMessageBox::ButtonRole answer)
    {
        QTimer::singleShot(0, &window(), [this, answer] {
            const auto* const box = window().findChild<QMessageBox*>(QStringLiteral("elsewhereDialog"));
            const auto buttons = box == nullptr ? QList<QAbstractButton*>() : box->buttons();
            for (QAbstractButton* const button : buttons) {
                if (box->buttonRole(button) == answer)
                    button->click();
            }
        });
        click(dialog(), "enter");
    }
    /// Rows of the message list with this line, and in this state.
    int rows(const QString& line, std::optional<screen::SendState> state = std::nullopt)
    {
        int count = 0;
        const screen::MessageModel& model = desktop_->room().messages();
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            const bool isState =
                !state || index.data(screen::MessageModel::StateRole).toInt() == static_cast<int>(*state);
            count += isState && index.data().toString() == line ? 1 : 0;
        }
        return count;
    }

    crypto::SystemEntropy entropy_;
    std::unique_ptr<ServerProcess> server_;
    std::unique_ptr<TerminalClient> other_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<qt::Profile> profile_;
    std::unique_ptr<SettingsFile> settings_;
    std::unique_ptr<Desktop> desktop_;
};

void RoomWindowTest::init()
{
    server_ = std::make_unique<ServerProcess>();
    QVERIFY(server_->start());
    other_ = std::make_unique<TerminalClient>();
    folder_ = std::make_unique<QTemporaryDir>();
}

void RoomWindowTest::cleanup()
{
    close();
    other_.reset();
    server_.reset();
}

void RoomWindowTest::open(const QString& server, const QString& name, bool acceptNewKey)
{
    auto profile = qt::Profile::open(folder_->path(), entropy_);
    QVERIFY(profile);
    profile_ = std::move(*profile);
    if (!settings_) // one that is still open uses it
        settings_ = std::make_unique<SettingsFile>(folder_->path());
    Arguments arguments;
    if (!server.isEmpty())
        arguments.server = *chat::ServerAddress::parse(server.toStdString());
    if (!name.isEmpty())
        arguments.name = name;
    arguments.acceptNewKey = acceptNewKey;
    desktop_ = std::make_unique<Desktop>(arguments, *profile_, *settings_, entropy_);
    desktop_->start();
}

void RoomWindowTest::aRefusedNameIsTriedAgainInPlace()
{
    other_->enter(*server_, QStringLiteral("小明"));
    TRY_COMPARE(other_->count("welcome", "name", QStringLiteral("小明")), 1);

    open();
    QVERIFY(dialog().isVisible());
    QVERIFY(!window().isVisible());
    dialog().form().setServer(server_->address());
    in<QLineEdit>(dialog(), "name").insert(QStringLiteral("小明"));
    click(dialog(), "enter");
    TRY_VERIFY(in<QLabel>(dialog(), "keys").isVisible());
    click(dialog(), "trustKey");

    TRY_VERIFY(in<QLabel>(dialog(), "nameProblem").isVisible());
    QCOMPARE(dialog().form().server(), server_->address());
    QCOMPARE(in<QLabel>(dialog(), "nameProblem").text(),
             QStringLiteral("The name 小明 is taken; choose another one."));
    click(dialog(), "suggestion");

    TRY_VERIFY(window().isVisible());
    QVERIFY(!dialog().isVisible());
    TRY_COMPARE(rows(QStringLiteral("小明2 joined the room")), 1);
    TRY_COMPARE(other_->count("joined", "name", QStringLiteral("小明2")), 1);
    QCOMPARE(in<QLabel>(window(), "memberCount").text(), QStringLiteral("2 members"));
    QCOMPARE(window().windowTitle(), QStringLiteral("小明2 – 三班 – Hubbub"));
    QCOMPARE(profile_->lastName(), QStringLiteral("小明2"));
    QCOMPARE(profile_->lastServer(), server_->address());
}

void RoomWindowTest::aKeyThatIsNotTrustedEndsTheAttempt()
{
    open(server_->address(), QStringLiteral("小明"));
    TRY_VERIFY(dialog().isVisible());
    TRY_VERIFY(in<QLabel>(dialog(), "keys").isVisible());
    click(dialog(), "refuseKey");
    TRY_VERIFY(in<QLabel>(dialog(), "serverProblem").isVisible());
    QCOMPARE(rows(QStringLiteral("小明 joined the room")), 0);
    // And it was not written down: the next time it is asked again.
    click(dialog(), "enter");
    TRY_VERIFY(in<QLabel>(dialog(), "keys").isVisible());
}

void RoomWindowTest::aServerThatIsNotThereCanBeTriedAgain()
{
    server_->kill(SIGKILL);
    enterRoom();
    say(QStringLiteral("有人吗"));
    TRY_VERIFY(dialog().isVisible());
    QVERIFY(in<QLabel>(dialog(), "serverProblem").isVisible());
    QCOMPARE(rows(QStringLiteral("小明: 有人吗"), screen::SendState::unsure), 1);
    QVERIFY(server_->start());
    click(dialog(), "enter");
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    // What was written meanwhile is still there, to be sent with one click.
    screen::MessageModel& model = desktop_->room().messages();
    desktop_->room().retry(model
                               .match(model.index(0), screen::MessageModel::StateRole,
                                      static_cast<int>(screen::SendState::unsure))
                               .value(0));
    TRY_COMPARE(rows(QStringLiteral("小明: 有人吗"), screen::SendState::sent), 1);
    QCOMPARE(rows(QStringLiteral("小明: 有人吗")), 1);
}

void RoomWindowTest::withNameAndLinkThereIsNoDialog()
{
    enterRoom();
    QVERIFY(window().isVisible());
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    QVERIFY(!dialog().isVisible());
    TRY_VERIFY(linkText().startsWith(QLatin1String("connected")));
    TRY_COMPARE(window().focusWidget(), &input());
}

void RoomWindowTest::peopleTalkInChinese()
{
    enterRoom();
    other_->enter(*server_, QStringLiteral("小红"));
    TRY_COMPARE(rows(QStringLiteral("小红 joined the room")), 1);
    say(QStringLiteral("大家好，我是小明"));
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("大家好，我是小明")), 1);
    TRY_COMPARE(rows(QStringLiteral("小明: 大家好，我是小明"), screen::SendState::sent), 1);
    QCOMPARE(rows(QStringLiteral("小明: 大家好，我是小明")), 1);
    QVERIFY(input().toPlainText().isEmpty());
    other_->say(QStringLiteral("你好，小明"));
    TRY_COMPARE(rows(QStringLiteral("小红: 你好，小明")), 1);
}

void RoomWindowTest::theConsolesNoticeStandsOut()
{
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    server_->typeAtConsole(QStringLiteral("今晚 8 点维护"));
    const QString notice = QStringLiteral("Admin notice: 今晚 8 点维护");
    TRY_COMPARE(rows(notice), 1);
    const screen::MessageModel& model = desktop_->room().messages();
    QCOMPARE(model.index(model.rowCount() - 1).data(screen::MessageModel::KindRole).toInt(),
             static_cast<int>(screen::RowKind::announcement));
}

void RoomWindowTest::aLostServerIsFoundAgain_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("stopped") << SIGTERM;
    QTest::newRow("killed") << SIGKILL;
}

void RoomWindowTest::aLostServerIsFoundAgain()
{
    QFETCH(int, signal);
    enterRoom();
    other_->enter(*server_, QStringLiteral("小红"));
    TRY_COMPARE(rows(QStringLiteral("小红 joined the room")), 1);
    server_->kill(signal);

    say(QStringLiteral("还在吗"));
    QCOMPARE(rows(QStringLiteral("小明: 还在吗"), screen::SendState::pending), 1);
    TRY_VERIFY(linkText().startsWith(QLatin1String("lost")));
    QVERIFY(in<QPushButton>(window(), "tryNow").isVisible());
    QVERIFY(input().isEnabled());
    say(QStringLiteral("没人吗"));

    QVERIFY(server_->start());
    click(window(), "tryNow");
    TRY_COMPARE(rows(QStringLiteral("小明: 还在吗"), screen::SendState::sent), 1);
    TRY_COMPARE(rows(QStringLiteral("小明: 没人吗"), screen::SendState::sent), 1);
    TRY_VERIFY(linkText().startsWith(QLatin1String("connected")));
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("没人吗")), 1);
    QCOMPARE(other_->count("message", "text", QStringLiteral("还在吗")), 1);
    // It came back in silence.
    QCOMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    QVERIFY(!dialog().isVisible());
}

void RoomWindowTest::whoLosesTheNameLosesNoWords()
{
    enterRoom(); // by a link: the dialog has the place without the key
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    server_->kill(SIGKILL);
    say(QStringLiteral("还在吗"));
    QVERIFY(server_->forgetRoom());
    QVERIFY(server_->start());
    other_->enter(*server_, QStringLiteral("小明"));
    QVERIFY(other_->blockUntilWelcome(QStringLiteral("小明")));

    TRY_VERIFY(in<QLabel>(dialog(), "nameProblem").isVisible());
    TRY_VERIFY(linkText().startsWith(QLatin1String("not in the room")));
    click(dialog(), "cancel");
    QVERIFY(!dialog().isVisible());
    QVERIFY(in<QPushButton>(window(), "enterAgain").isVisible());
    QCOMPARE(rows(QStringLiteral("小明: 还在吗"), screen::SendState::pending), 1);

    in<QAction>(window(), "connectAction").trigger();
    QCOMPARE(dialog().form().server(), server_->address());
    dialog().form().setName(QStringLiteral("小明明"));
    click(dialog(), "enter");
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("还在吗")), 1);
    TRY_COMPARE(rows(QStringLiteral("小明明: 还在吗"), screen::SendState::sent), 1);
    QCOMPARE(rows(QStringLiteral("小明: 还在吗")), 0);
}

void RoomWindowTest::whoDoesNotTakeOverStandsOutside()
{
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    auto first = std::move(desktop_);
    auto firstProfile = std::move(profile_);
    // The same person once more, on the same machine.
    enterRoom();
    TRY_VERIFY(in<QPushButton>(dialog(), "takeOver").isVisible());
    click(dialog(), "cancel");
    QVERIFY(window().isVisible());
    QVERIFY2(linkText().startsWith(QLatin1String("not in the room")), qPrintable(linkText()));
    say(QStringLiteral("有人吗"));
    QCOMPARE(input().toPlainText(), QStringLiteral("有人吗"));
    QVERIFY(in<QLabel>(window(), "inputProblem").isVisible());
    click(window(), "enterAgain");
    QVERIFY(dialog().isVisible());
    click(dialog(), "enter");
    TRY_VERIFY(in<QPushButton>(dialog(), "takeOver").isVisible());
    click(dialog(), "takeOver");
    TRY_VERIFY(linkText().startsWith(QLatin1String("connected")));
    desktop_.reset();
    profile_.reset();
    first.reset();
}

void RoomWindowTest::whoGoesElsewhereIsAskedAboutUnsentWords()
{
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    server_->kill(SIGKILL);
    say(QStringLiteral("还在吗"));
    TRY_VERIFY(linkText().startsWith(QLatin1String("lost")));

    in<QAction>(window(), "connectAction").trigger();
    dialog().form().setServer(QStringLiteral("127.0.0.1:9"));
    enterAnew(QMessageBox::RejectRole);
    QCOMPARE(rows(QStringLiteral("小明: 还在吗"), screen::SendState::pending), 1);
    enterAnew(QMessageBox::DestructiveRole);
    QCOMPARE(rows(QStringLiteral("小明: 还在吗"), screen::SendState::unsure), 1);
}

void RoomWindowTest::whatIsGivenUpIsNotSentByItself()
{
    enterRoom();
    other_->enter(*server_, QStringLiteral("小红"));
    TRY_COMPARE(rows(QStringLiteral("小红 joined the room")), 1);
    server_->kill(SIGKILL);
    say(QStringLiteral("还在吗"));
    TRY_VERIFY(linkText().startsWith(QLatin1String("lost")));

    in<QAction>(window(), "connectAction").trigger();
    dialog().form().setName(QStringLiteral("小明明"));
    enterAnew(QMessageBox::DestructiveRole);
    QVERIFY(server_->start());
    TRY_VERIFY(linkText().startsWith(QLatin1String("connected")));
    say(QStringLiteral("又来了"));
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("又来了")), 1);
    QCOMPARE(other_->count("message", "text", QStringLiteral("还在吗")), 0);
    QCOMPARE(rows(QStringLiteral("小明: 还在吗"), screen::SendState::unsure), 1);
}

void RoomWindowTest::whatIsUnderWayWhenOneEntersAnewIsNotSaidTwice()
{
    enterRoom();
    other_->enter(*server_, QStringLiteral("小红"));
    TRY_COMPARE(rows(QStringLiteral("小红 joined the room")), 1);
    say(QStringLiteral("马上回来"));
    in<QAction>(window(), "connectAction").trigger();
    dialog().form().setName(QStringLiteral("小明明"));
    enterAnew(QMessageBox::DestructiveRole);
    TRY_VERIFY(window().windowTitle().startsWith(QStringLiteral("小明明 ")));
    TRY_VERIFY(desktop_->findChildren<qt::RoomClient*>().isEmpty()); // the one before has gone
    say(QStringLiteral("又来了"));
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("又来了")), 1);
    QVERIFY(other_->count("message", "text", QStringLiteral("马上回来")) <= 1);
    QCOMPARE(rows(QStringLiteral("小明: 马上回来"), screen::SendState::pending), 0);
}

void RoomWindowTest::aChangedKeyIsRefused()
{
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    QSignalSpy finished(desktop_.get(), &Desktop::finished);
    desktop_->quit({});
    TRY_COMPARE(finished.count(), 1);
    close();
    server_->kill(SIGKILL);
    server_->forgetEverything();
    QVERIFY(server_->start());

    open(server_->address(), QStringLiteral("小明"));
    TRY_VERIFY(in<QLabel>(dialog(), "keyTitle").isVisible());
    QVERIFY(in<QLabel>(dialog(), "keyTitle").text().contains(QLatin1String("changed")));
    QVERIFY(in<QPushButton>(dialog(), "trustKey").isHidden());
    // Nothing of this server's: what is shown is kept of the one before.
    QCOMPARE(rows(QStringLiteral("小明 joined the room")), 1);

    // The new invite link is a way in.
    click(dialog(), "keyBack");
    dialog().form().setServer(server_->link());
    click(dialog(), "enter");
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
}

void RoomWindowTest::aNewKeyIsAcceptedOnlyWhereAskedFor()
{
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    close();
    server_->kill(SIGKILL);
    server_->forgetEverything();
    QVERIFY(server_->start());

    open(QStringLiteral("127.0.0.1:9"), {}, true);
    dialog().form().setName(QStringLiteral("小明"));
    dialog().form().setServer(server_->address());
    click(dialog(), "enter");
    TRY_VERIFY(in<QLabel>(dialog(), "keyTitle").isVisible());
    QVERIFY(in<QLabel>(dialog(), "keyTitle").text().contains(QLatin1String("changed")));
    close();

    open(server_->address(), QStringLiteral("小明"), true);
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
}

void RoomWindowTest::enterAsAdmin()
{
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    const auto serverKey = crypto::parsePublicKey(server_->key().toStdString());
    const auto ownKey = crypto::clientIdentity(profile_->secret(), *serverKey).shared;
    close();
    server_->kill(SIGKILL);
    server_->makeAdmin(crypto::publicKeyText(ownKey));
    QVERIFY(server_->start());
    other_->enter(*server_, QStringLiteral("小红"));
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小红 joined the room")), 1);
}

void RoomWindowTest::announcingIsForAdmins()
{
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    QVERIFY(!in<QAction>(window(), "announceAction").isVisible());
    say(QStringLiteral("/announce hello"));
    QVERIFY(in<QLabel>(window(), "inputProblem").isVisible());
    QCOMPARE(input().toPlainText(), QStringLiteral("/announce hello"));
}

void RoomWindowTest::anAdminAnnouncesAndRemoves()
{
    enterAsAdmin();
    QVERIFY(in<QAction>(window(), "announceAction").isVisible());

    in<QAction>(window(), "announceAction").trigger();
    auto& announce = in<QDialog>(window(), "announceDialog");
    QVERIFY(!in<QPushButton>(announce, "announceButton").isEnabled());
    in<QPlainTextEdit>(announce, "announceText").setPlainText(QStringLiteral("今晚 8 点维护"));
    QCOMPARE(in<QLabel>(announce, "announcePreview").text(), QStringLiteral("Admin notice: 今晚 8 点维护"));
    click(announce, "announceButton");
    TRY_COMPARE(rows(QStringLiteral("Admin notice: 今晚 8 点维护"), screen::SendState::sent), 1);
    TRY_COMPARE(other_->count("announcement", "text", QStringLiteral("今晚 8 点维护")), 1);

    const auto member = desktop_->room().members().find(QStringLiteral("小红"));
    Q_EMIT in<MemberPanel>(window(), "members").kickRequested(member->member);
    auto& kick = in<QDialog>(window(), "kickDialog");
    in<QLineEdit>(kick, "kickReason").setText(QStringLiteral("刷屏"));
    click(kick, "kickButton");
    TRY_COMPARE(rows(QStringLiteral("小红 left the room (removed by the admin: 刷屏)")), 1);
    TRY_COMPARE(desktop_->room().members().rowCount(), 1);
}

void RoomWindowTest::whatWasMissedOutsideLeavesNoHole()
{
    server_->kill(SIGKILL);
    server_->setOptions({QStringLiteral("--history"), QStringLiteral("3")});
    QVERIFY(server_->start());
    other_->enter(*server_, QStringLiteral("小红"));
    QVERIFY(other_->blockUntilWelcome(QStringLiteral("小红")));
    enterRoom();
    TRY_VERIFY(linkText().startsWith(QLatin1String("connected")));
    other_->say(QStringLiteral("before"));
    TRY_COMPARE(rows(QStringLiteral("小红: before")), 1);
    server_->typeAtConsole(QStringLiteral("/kick 小明 spam"));
    TRY_VERIFY(linkText().contains(QLatin1String("removed")));
    for (int i = 1; i <= 8; ++i)
        other_->say(QStringLiteral("meanwhile %1").arg(i));
    TRY_COMPARE(other_->count("message", "text", QStringLiteral("meanwhile 8")), 1);
    // Who enters is told of all since the last roster was made, which may just be; not by a server started
    // anew.
    server_->kill(SIGKILL);
    QVERIFY(server_->start());

    click(window(), "enterAgain");
    click(dialog(), "enter");
    TRY_COMPARE(rows(QStringLiteral("小红: meanwhile 8")), 1);
    QCOMPARE(rows(QStringLiteral("小红: meanwhile 1")), 0);
    // What stood here does not lead to it, and comes back with all that lies between.
    QCOMPARE(rows(QStringLiteral("小红: before")), 0);
    QVERIFY(desktop_->room().loadOlder());
    TRY_COMPARE(rows(QStringLiteral("小红: before")), 1);
    QCOMPARE(rows(QStringLiteral("小红: meanwhile 1")), 1);
    QCOMPARE(rows(QStringLiteral("小红: meanwhile 8")), 1);
}

void RoomWindowTest::anAdminKeepsOrder()
{
    enterAsAdmin();
    in<QAction>(window(), "topicAction").trigger();
    auto& topic = in<QDialog>(window(), "topicDialog");
    in<QLineEdit>(topic, "lineEdit").setText(QStringLiteral("期末复习"));
    click(topic, "lineButton");
    TRY_COMPARE(in<QLabel>(window(), "topic").text(), QStringLiteral("期末复习"));
    TRY_COMPARE(other_->count("topic", "text", QStringLiteral("期末复习")), 1);

    in<QAction>(window(), "renameAction").trigger();
    auto& rename = in<QDialog>(window(), "renameDialog");
    in<QLineEdit>(rename, "lineEdit").setText(QStringLiteral("小红"));
    click(rename, "lineButton");
    TRY_VERIFY(in<QPushButton>(rename, "lineSuggestion").isVisible());
    in<QLineEdit>(rename, "lineEdit").setText(QStringLiteral("大明"));
    click(rename, "lineButton");
    TRY_COMPARE(rows(QStringLiteral("小明 is now called 大明")), 1);
    TRY_COMPARE(other_->count("renamed", "new_name", QStringLiteral("大明")), 1);
    QVERIFY(window().windowTitle().startsWith(QStringLiteral("大明 – ")));
    QCOMPARE(profile_->lastName(), QStringLiteral("大明"));

    other_->say(QStringLiteral("spam"));
    TRY_COMPARE(rows(QStringLiteral("小红: spam")), 1);
    say(QStringLiteral("/remove 小红 off topic"));
    TRY_COMPARE(rows(QStringLiteral("小红: (message removed: off topic)")), 1);
    TRY_COMPARE(other_->count("removed", "text", QStringLiteral("off topic")), 1);

    const auto member = desktop_->room().members().find(QStringLiteral("小红"));
    auto& members = in<MemberPanel>(window(), "members");
    Q_EMIT members.muteRequested(member->member, std::chrono::minutes(10));
    TRY_COMPARE(rows(QStringLiteral("muted: %1, for 10 min").arg(screen::shownMember(*member))), 1);
    other_->say(QStringLiteral("mmm"));
    TRY_COMPARE(other_->count("refused", "code", QStringLiteral("MUTED")), 1);
    in<QAction>(window(), "restrictionsAction").trigger();
    auto& restrictions = in<QDialog>(window(), "restrictionsDialog");
    auto& list = in<QTreeWidget>(restrictions, "restrictions");
    TRY_COMPARE(list.topLevelItemCount(), 1);
    list.setCurrentItem(list.topLevelItem(0));
    click(restrictions, "liftButton");
    TRY_COMPARE(list.topLevelItemCount(), 0);
    restrictions.close();
    other_->say(QStringLiteral("thanks"));
    TRY_COMPARE(rows(QStringLiteral("小红: thanks")), 1);

    Q_EMIT members.banRequested(member->member);
    auto& ban = in<QDialog>(window(), "banDialog");
    in<QLineEdit>(ban, "banReason").setText(QStringLiteral("刷屏"));
    click(ban, "banButton");
    TRY_COMPARE(rows(QStringLiteral("小红 left the room (banned by the admin: 刷屏)")), 1);
}

void RoomWindowTest::aNoticeIsConfirmed()
{
    enterAsAdmin();
    in<QAction>(window(), "announceAction").trigger();
    auto& announce = in<QDialog>(window(), "announceDialog");
    in<QPlainTextEdit>(announce, "announceText").setPlainText(QStringLiteral("消防演习"));
    in<QCheckBox>(announce, "announceAsks").click();
    click(announce, "announceButton");
    // Who asks sees at once who has answered.
    TRY_VERIFY(window().findChild<QDialog*>(QStringLiteral("confirmationsDialog")) != nullptr);
    auto& list = in<QTreeWidget>(window(), "confirmations");
    const auto names = [&](int group) {
        return list.topLevelItemCount() <= group ? -1 : list.topLevelItem(group)->childCount();
    };
    TRY_COMPARE(names(0), 1); // whoever asks has confirmed
    TRY_COMPARE(other_->count("announcement", "text", QStringLiteral("消防演习")), 1);
    other_->say(QStringLiteral("/ack"));
    TRY_COMPARE(names(0), 2);
    QCOMPARE(list.topLevelItem(0)->child(1)->text(0), QStringLiteral("小红"));

    server_->typeAtConsole(QStringLiteral("/announce --ack lunch"));
    TRY_VERIFY(in<QWidget>(window(), "confirmBanner").isVisible());
    click(window(), "confirmButton");
    TRY_VERIFY(!in<QWidget>(window(), "confirmBanner").isVisible());
}

void RoomWindowTest::whoIsRemovedCanEnterAgain()
{
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    server_->typeAtConsole(QStringLiteral("/kick 小明 spam"));
    TRY_VERIFY(linkText().contains(QLatin1String("removed")));
    QVERIFY(in<QPushButton>(window(), "enterAgain").isVisible());
    say(QStringLiteral("还在吗"));
    QCOMPARE(input().toPlainText(), QStringLiteral("还在吗"));
    click(window(), "enterAgain");
    QVERIFY(dialog().isVisible());
    click(dialog(), "enter");
    TRY_VERIFY(linkText().startsWith(QLatin1String("connected,")));
    TRY_VERIFY(!dialog().isVisible());
    QTest::keyClick(&input(), Qt::Key_Return);
    TRY_COMPARE(rows(QStringLiteral("小明: 还在吗"), screen::SendState::sent), 1);
}

void RoomWindowTest::whatWasNotSentIsThereAgain()
{
    enterRoom();
    TRY_VERIFY(linkText().contains(QLatin1String("connected")));
    QTest::keyClicks(&input(), QStringLiteral("half a sentence"));
    close();
    enterRoom();
    TRY_COMPARE(input().toPlainText(), QStringLiteral("half a sentence"));
}

void RoomWindowTest::whatWasNotSentIsThereAgainWithoutTheServer()
{
    enterRoom();
    TRY_COMPARE(rows(QStringLiteral("小明 joined the room")), 1);
    QTest::keyClicks(&input(), QStringLiteral("half a"));
    QSignalSpy finished(desktop_.get(), &Desktop::finished);
    desktop_->quitAtOnce({});
    TRY_COMPARE(finished.count(), 1);
    close();
    server_->kill(SIGKILL);

    enterRoom();
    QCOMPARE(input().toPlainText(), QStringLiteral("half a"));
    QTest::keyClick(&input(), Qt::Key_End);
    QTest::keyClicks(&input(), QStringLiteral(" sentence"));
    close();

    QVERIFY(server_->start());
    enterRoom();
    QCOMPARE(input().toPlainText(), QStringLiteral("half a sentence"));
    QTest::keyClicks(&input(), QStringLiteral("!"));
    TRY_VERIFY(linkText().contains(QLatin1String("connected")));
    QVERIFY(input().toPlainText().contains(u'!')); // being in does not overwrite what is being typed
}

void RoomWindowTest::quittingLeavesPolitely()
{
    enterRoom();
    other_->enter(*server_, QStringLiteral("小红"));
    TRY_COMPARE(rows(QStringLiteral("小红 joined the room")), 1);
    TRY_COMPARE(other_->count("welcome", "name", QStringLiteral("小红")), 1);
    QSignalSpy finished(desktop_.get(), &Desktop::finished);
    say(QStringLiteral("/quit 吃饭"));
    QVERIFY(!window().isVisible());
    TRY_COMPARE(finished.count(), 1);
    TRY_COMPARE(other_->count("left", "text", QStringLiteral("吃饭")), 1);
    QCOMPARE(other_->count("left", "reason", QStringLiteral("quit")), 1);
}

QTEST_MAIN(RoomWindowTest)
#include "room_window_test.moc"
