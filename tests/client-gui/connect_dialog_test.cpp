// The way in: nothing is typed twice, and every reason stands where it belongs.
#include "client-gui/connect_dialog.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace hubbub;
using namespace hubbub::gui;

namespace {

PublicKey key(Byte first)
{
    PublicKey made;
    made.bytes[0] = first;
    return made;
}

chat::Refusal taken()
{
    return {chat::RefusalCode::nameTaken, "The name 小明 is taken; choose another one.", std::nullopt,
            "小明2"};
}

client::FoundRoom found(Byte number, const char* name, std::optional<std::uint32_t> members = 3)
{
    return {key(number), name, members, {{IpAddress::v4(0xc0a80100U + number), 7788}}};
}

} // namespace

class ConnectDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void enterAsksForNameAndServer();
    void anIllegalNameIsRefusedBeforeAnyServerIsAsked();
    void anAddressThatIsNoneIsToldBesideTheServer_data();
    void anAddressThatIsNoneIsToldBesideTheServer();
    void aRefusalStandsBesideTheName();
    void theSuggestionIsOneClickAway();
    void whoIsInWithAnotherProgramMayTakeOver();
    void otherRefusalsStandBesideTheServer();
    void aPasswordIsAskedForWhereItIsWanted();
    void aServerThatDoesNotAnswerCanBeTriedAgain();
    void whileBusyCancelEndsTheAttemptAndNotTheDialog();
    void aNewKeyIsAsked();
    void aChangedKeyOffersNoWayOn();
    void aKeyThatIsNotTheLinksIsNotCalledChanged();
    void enterEntersAtOnce();
    void enterEntersAlsoAfterTheKeyPage();
    void enterOnTheSuggestionTakesIt();
    void aSecondEnterTrustsNoKey();
    void aRefusalIsNotClipped_data();
    void aRefusalIsNotClipped();
    void aRememberedServerCanBeForgotten();
    void anAddressMayBeWrittenAsPeopleType_data();
    void anAddressMayBeWrittenAsPeopleType();
    void roomsThatAreFoundAreOffered();
    void aDoubleClickEntersARoomThatWasFound();
    void theKeyboardChoosesARoom();
    void whatIsChosenStaysChosenWhileMoreAreFound();
    void withoutRoomsNothingCanBeChosen();
    void itTellsWhetherItIsInSight();

private:
    template <class Widget = QLabel>
    Widget& find(const char* name) const
    {
        return *dialog_->findChild<Widget*>(QLatin1String(name));
    }
    /// Where the keyboard is.
    void press(int key) const { QTest::keyClick(dialog_->focusWidget(), static_cast<Qt::Key>(key)); }
    bool isActive() const { return QTest::qWaitForWindowActive(dialog_.get()); }
    void click(const char* name) const { find<QPushButton>(name).click(); }

    std::unique_ptr<ConnectDialog> dialog_;
    std::unique_ptr<QSignalSpy> wanted_;
};

void ConnectDialogTest::init()
{
    dialog_ = std::make_unique<ConnectDialog>();
    dialog_->form().setServers({QStringLiteral("chat.example:7788"), QStringLiteral("127.0.0.1:7788")});
    dialog_->form().setName(QStringLiteral("小明"));
    dialog_->showForm();
    wanted_ = std::make_unique<QSignalSpy>(dialog_.get(), &ConnectDialog::enterRequested);
}

void ConnectDialogTest::enterAsksForNameAndServer()
{
    click("enter");
    QCOMPARE(wanted_->count(), 1);
    QCOMPARE(wanted_->first()[0].toString(), QStringLiteral("小明"));
    QCOMPARE(wanted_->first()[1].value<chat::ServerAddress>().text(), "chat.example:7788");
    QVERIFY(!wanted_->first()[2].toBool());
}

void ConnectDialogTest::roomsThatAreFoundAreOffered()
{
    dialog_->showRooms({found(20, "Room 3b"), found(21, "Closed", std::nullopt)});
    auto& list = find<QListWidget>("foundRooms");
    QCOMPARE(list.count(), 2);
    QCOMPARE(list.item(0)->text(), QStringLiteral("Room 3b · members: 3 · 192.168.1.20:7788"));
    QCOMPARE(list.item(1)->text(), QStringLiteral("Closed · closed · 192.168.1.21:7788"));
    const QPoint second = list.visualItemRect(list.item(1)).center();
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, second);
    QCOMPARE(dialog_->form().server(), QStringLiteral("192.168.1.21:7788"));
    QCOMPARE(wanted_->count(), 0);
    click("enter");
    // By its address alone: the key is asked about, as that of any other server.
    QVERIFY(!wanted_->first()[1].value<chat::ServerAddress>().key);
}

void ConnectDialogTest::aDoubleClickEntersARoomThatWasFound()
{
    dialog_->showRooms({found(20, "Room 3b")});
    auto& list = find<QListWidget>("foundRooms");
    const QPoint first = list.visualItemRect(list.item(0)).center();
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, first);
    QTest::mouseDClick(list.viewport(), Qt::LeftButton, {}, first);
    QCOMPARE(wanted_->count(), 1);
    QCOMPARE(wanted_->first()[1].value<chat::ServerAddress>().text(), "192.168.1.20:7788");
}

void ConnectDialogTest::theKeyboardChoosesARoom()
{
    if (!isActive())
        QSKIP("no window gets the keyboard here");
    dialog_->showRooms({found(20, "a"), found(21, "b")});
    auto& list = find<QListWidget>("foundRooms");
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Down);
    QTest::keyClick(&list, Qt::Key_Down);
    QCOMPARE(dialog_->form().server(), QStringLiteral("192.168.1.21:7788"));
    QTest::keyClick(&list, Qt::Key_Return);
    QCOMPARE(wanted_->count(), 1);
}

void ConnectDialogTest::whatIsChosenStaysChosenWhileMoreAreFound()
{
    dialog_->showRooms({found(20, "b")});
    auto& list = find<QListWidget>("foundRooms");
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(0)).center());
    dialog_->form().setServer(QStringLiteral("typed.example"));
    dialog_->showRooms({found(21, "a"), found(20, "b", 4)});
    QCOMPARE(list.currentRow(), 1);
    // What is typed is nobody's business.
    QCOMPARE(dialog_->form().server(), QStringLiteral("typed.example"));
}

void ConnectDialogTest::withoutRoomsNothingCanBeChosen()
{
    auto& list = find<QListWidget>("foundRooms");
    QCOMPARE(list.count(), 1);
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(0)).center());
    QTest::mouseDClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(0)).center());
    QCOMPARE(dialog_->form().server(), QStringLiteral("chat.example:7788"));
    QCOMPARE(wanted_->count(), 0);
}

void ConnectDialogTest::itTellsWhetherItIsInSight()
{
    QSignalSpy sight(dialog_.get(), &ConnectDialog::visibilityChanged);
    dialog_->hide();
    dialog_->showForm();
    QCOMPARE(sight.count(), 2);
    QVERIFY(!sight[0][0].toBool());
    QVERIFY(sight[1][0].toBool());
}

void ConnectDialogTest::anIllegalNameIsRefusedBeforeAnyServerIsAsked()
{
    for (const char* const name : {"", "two words", "admin"}) {
        dialog_->form().setName(QLatin1String(name));
        click("enter");
        QVERIFY2(find("nameProblem").isVisible(), name);
        QVERIFY(!find("nameProblem").text().isEmpty());
        QVERIFY(find<QLineEdit>("name").hasFocus() || !dialog_->isActiveWindow());
    }
    QCOMPARE(wanted_->count(), 0);
}

void ConnectDialogTest::anAddressThatIsNoneIsToldBesideTheServer_data()
{
    QTest::addColumn<QString>("server");
    QTest::newRow("empty") << QString();
    QTest::newRow("a port that is none") << QStringLiteral("chat.example:99999");
    QTest::newRow("a broken link") << QStringLiteral("hubbub://chat.example/#short");
}

void ConnectDialogTest::anAddressThatIsNoneIsToldBesideTheServer()
{
    QFETCH(QString, server);
    dialog_->form().setServer(server);
    click("enter");
    QVERIFY(find("serverProblem").isVisible());
    QVERIFY(find("nameProblem").isHidden());
    QCOMPARE(wanted_->count(), 0);
    QCOMPARE(dialog_->form().name(), QStringLiteral("小明"));
}

void ConnectDialogTest::aRefusalStandsBesideTheName()
{
    click("enter");
    dialog_->showBusy(QStringLiteral("Connecting…"));
    dialog_->showRefused(taken());
    QVERIFY(find("nameProblem").isVisible());
    QVERIFY(find("nameProblem").text().contains(QStringLiteral("小明")));
    QCOMPARE(dialog_->form().name(), QStringLiteral("小明"));
    QCOMPARE(dialog_->form().server(), QStringLiteral("chat.example:7788"));
    QVERIFY(find<QPushButton>("enter").isEnabled());
}

void ConnectDialogTest::theSuggestionIsOneClickAway()
{
    dialog_->showRefused(taken());
    QVERIFY(find<QPushButton>("suggestion").isVisible());
    QVERIFY(find<QPushButton>("suggestion").text().contains(QStringLiteral("小明2")));
    click("suggestion");
    QCOMPARE(wanted_->count(), 1);
    QCOMPARE(wanted_->first()[0].toString(), QStringLiteral("小明2"));
    QVERIFY(find("nameProblem").isHidden());
}

void ConnectDialogTest::whoIsInWithAnotherProgramMayTakeOver()
{
    dialog_->showRefused(taken());
    QVERIFY(find<QPushButton>("takeOver").isHidden());
    dialog_->showRefused({chat::RefusalCode::selfInUse, "", std::nullopt, std::nullopt});
    QVERIFY(find<QPushButton>("suggestion").isHidden());
    click("takeOver");
    QVERIFY(wanted_->first()[2].toBool());
}

void ConnectDialogTest::otherRefusalsStandBesideTheServer()
{
    dialog_->showRefused(
        {chat::RefusalCode::full, "The room is full; try again later.", std::nullopt, std::nullopt});
    QVERIFY(find("serverProblem").isVisible());
    QVERIFY(find("nameProblem").isHidden());
}

void ConnectDialogTest::aPasswordIsAskedForWhereItIsWanted()
{
    auto& password = find<QLineEdit>("password");
    QVERIFY(password.isHidden());
    QVERIFY(find<QCheckBox>("rememberPassword").isHidden());
    dialog_->showRefused({chat::RefusalCode::badPassword, "This room has a password, and none was given.",
                          std::nullopt, std::nullopt});
    QVERIFY(password.isVisible());
    QCOMPARE(password.echoMode(), QLineEdit::Password);
    QCOMPARE(find("passwordProblem").text(), QStringLiteral("This room has a password, and none was given."));
    QVERIFY(find("serverProblem").isHidden());
    QVERIFY(password.hasFocus() || !dialog_->isActiveWindow());
    QVERIFY(!dialog_->form().remembersPassword());
    password.setText(QStringLiteral("falsch"));
    click("enter");
    QCOMPARE(wanted_->count(), 1);
    QCOMPARE(dialog_->form().password(), QStringLiteral("falsch"));
    // The wrong one stays, to be mended or typed over; the reason stands beside it.
    dialog_->showRefused(
        {chat::RefusalCode::badPassword, "That is not the room's password.", std::nullopt, std::nullopt});
    QCOMPARE(find("passwordProblem").text(), QStringLiteral("That is not the room's password."));
    QCOMPARE(password.selectedText().size(), 6);
    // With the room entered it is gone.
    dialog_->form().forgetPassword();
    QVERIFY(password.text().isEmpty());
    QVERIFY(password.isHidden());
}

void ConnectDialogTest::aServerThatDoesNotAnswerCanBeTriedAgain()
{
    dialog_->showBusy(QStringLiteral("Connecting…"));
    dialog_->showServerProblem(QStringLiteral("The server does not answer."));
    QCOMPARE(find("serverProblem").text(), QStringLiteral("The server does not answer."));
    click("enter");
    QCOMPARE(wanted_->count(), 1);
    QVERIFY(find("serverProblem").isHidden());
}

void ConnectDialogTest::whileBusyCancelEndsTheAttemptAndNotTheDialog()
{
    QSignalSpy cancelled(dialog_.get(), &ConnectDialog::attemptCancelled);
    QSignalSpy rejected(dialog_.get(), &QDialog::rejected);
    dialog_->showBusy(QStringLiteral("Connecting…"));
    QVERIFY(!find<QLineEdit>("name").isEnabled());
    click("cancel");
    QCOMPARE(cancelled.count(), 1);
    QCOMPARE(rejected.count(), 0);
    QVERIFY(find<QLineEdit>("name").isEnabled());
    click("cancel");
    QCOMPARE(rejected.count(), 1);
}

void ConnectDialogTest::aNewKeyIsAsked()
{
    QSignalSpy answered(dialog_.get(), &ConnectDialog::keyAnswered);
    dialog_->askAboutKey(QStringLiteral("chat.example:7788"), key(1));
    QVERIFY(find("keys").isVisible());
    QVERIFY(find("keys").text().contains(QLatin1String("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")));
    click("trustKey");
    click("refuseKey");
    QCOMPARE(answered.count(), 2);
    QCOMPARE(answered[0].first().toBool(), true);
    QCOMPARE(answered[1].first().toBool(), false);
}

void ConnectDialogTest::aChangedKeyOffersNoWayOn()
{
    QSignalSpy answered(dialog_.get(), &ConnectDialog::keyAnswered);
    dialog_->warnOfKey(QStringLiteral("chat.example:7788"), key(1), {key(2)});
    QVERIFY(find<QPushButton>("trustKey").isHidden());
    QVERIFY(find("keys").text().contains(QLatin1String("AQAAAAAA")));
    QVERIFY(find("keys").text().contains(QLatin1String("AgAAAAAA")));
    click("keyBack");
    QCOMPARE(answered.count(), 0);
    QVERIFY(find<QLineEdit>("name").isVisible());
}

void ConnectDialogTest::aKeyThatIsNotTheLinksIsNotCalledChanged()
{
    dialog_->warnOfKey(QStringLiteral("chat.example:7788"), key(1), {key(2), KnownKey::Source::link});
    QVERIFY(!find("keyTitle").text().contains(QLatin1String("changed")));
    QVERIFY(find("keyTitle").text().contains(QLatin1String("link")));
    QVERIFY(find("keys").text().contains(QLatin1String("In the link")));
    QVERIFY(!find("keyText").text().contains(QLatin1String("--accept-new-key")));
    QVERIFY(!find<QPushButton>("trustKey").isVisible());
}

void ConnectDialogTest::enterEntersAtOnce()
{
    QVERIFY(isActive());
    press(Qt::Key_Return);
    QCOMPARE(wanted_->count(), 1);
}

void ConnectDialogTest::enterEntersAlsoAfterTheKeyPage()
{
    QVERIFY(isActive());
    dialog_->askAboutKey(QStringLiteral("chat.example:7788"), key(1));
    find<QPushButton>("trustKey").setFocus();
    press(Qt::Key_Return);
    dialog_->showBusy(QStringLiteral("Entering…"));
    dialog_->showRefused(taken());
    press(Qt::Key_Return);
    QCOMPARE(wanted_->count(), 1);
    dialog_->showForm();
    press(Qt::Key_Return);
    QCOMPARE(wanted_->count(), 2);
}

void ConnectDialogTest::enterOnTheSuggestionTakesIt()
{
    QVERIFY(isActive());
    dialog_->showRefused(taken());
    press(Qt::Key_Tab);
    QVERIFY(find<QPushButton>("suggestion").hasFocus());
    press(Qt::Key_Return);
    QCOMPARE(wanted_->count(), 1);
    QCOMPARE(wanted_->first()[0].toString(), QStringLiteral("小明2"));
    dialog_->showRefused({chat::RefusalCode::selfInUse, "", std::nullopt, std::nullopt});
    find<QPushButton>("takeOver").setFocus();
    press(Qt::Key_Return);
    QVERIFY(wanted_->last()[2].toBool());
}

void ConnectDialogTest::aSecondEnterTrustsNoKey()
{
    QVERIFY(isActive());
    QSignalSpy answered(dialog_.get(), &ConnectDialog::keyAnswered);
    press(Qt::Key_Return);
    dialog_->askAboutKey(QStringLiteral("chat.example:7788"), key(1));
    press(Qt::Key_Return);
    QCOMPARE(answered.count(), 0);
    find<QPushButton>("trustKey").setFocus();
    press(Qt::Key_Return);
    QCOMPARE(answered.count(), 1);
}

void ConnectDialogTest::aRefusalIsNotClipped_data()
{
    QTest::addColumn<bool>("isAboutName");
    QTest::newRow("beside the name") << true;
    QTest::newRow("beside the server") << false;
}

void ConnectDialogTest::aRefusalIsNotClipped()
{
    QFETCH(bool, isAboutName);
    QVERIFY(isActive());
    std::string text = "小明";
    for (int i = 0; i < 12; ++i)
        text += "这个名字已经有人用了，请换一个名字再进入聊天室。";
    dialog_->showBusy(QStringLiteral("Connecting…"));
    dialog_->showRefused({isAboutName ? chat::RefusalCode::nameIllegal : chat::RefusalCode::full, text,
                          std::nullopt, std::nullopt});
    const QLabel& label = find(isAboutName ? "nameProblem" : "serverProblem");
    QVERIFY(label.text().size() > 200);
    QTRY_VERIFY2(label.height() >= label.heightForWidth(label.width()),
                 qPrintable(QString::number(label.height())));
}

void ConnectDialogTest::aRememberedServerCanBeForgotten()
{
    QSignalSpy forgotten(&dialog_->form(), &EntryForm::serverForgotten);
    QVERIFY(find<QPushButton>("forgetServer").isVisible());
    click("forgetServer");
    QCOMPARE(forgotten.first().first().toString(), QStringLiteral("chat.example:7788"));
    QCOMPARE(dialog_->form().server(), QStringLiteral("127.0.0.1:7788"));
    dialog_->form().setServer(QStringLiteral("somewhere.else"));
    QVERIFY(!find<QPushButton>("forgetServer").isVisible());
    dialog_->form().setServer(QStringLiteral("127.0.0.1:7788"));
    click("forgetServer");
    QCOMPARE(dialog_->form().server(), QString());
    QVERIFY(!find<QPushButton>("forgetServer").isVisible());
    QVERIFY(find<QComboBox>("server").hasFocus() || !dialog_->isActiveWindow());
}

void ConnectDialogTest::anAddressMayBeWrittenAsPeopleType_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("meant");
    QTest::newRow("space around it") << QStringLiteral("  chat.example ") << QStringLiteral("chat.example");
    QTest::newRow("by a Chinese input method")
        << QStringLiteral("１９２。168．1。20：7788") << QStringLiteral("192.168.1.20:7788");
    QTest::newRow("no address") << QStringLiteral("two words") << QStringLiteral("two words");
    QTest::newRow("a link broken in two") << QStringLiteral("hubbub://chat.example:7788/ #AQAA")
                                          << QStringLiteral("hubbub://chat.example:7788/#AQAA");
}

void ConnectDialogTest::anAddressMayBeWrittenAsPeopleType()
{
    QFETCH(QString, typed);
    dialog_->form().setServer(typed);
    QTEST(dialog_->form().server(), "meant");
}

QTEST_MAIN(ConnectDialogTest)
#include "connect_dialog_test.moc"
