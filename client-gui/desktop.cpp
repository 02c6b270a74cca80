// Where it stands is what the client has said last:
//   nothing      no client, or an ended one: the dialog, or the window with a way back in
//   on its way   a client that has not been welcomed: the dialog is busy, or asks (key, another name)
//   in the room  the window; a name lost while the link was down brings the dialog back
#include "client-gui/desktop.h"

#include "client-gui/input_edit.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTimer>

#include <utility>

namespace hubbub::gui {

namespace {

/// A polite leave takes at most 2 s; what is still to be said first gets one more.
constexpr std::chrono::seconds drainPatience{1};
constexpr std::chrono::milliseconds leavePatience{3500};
const QString ignoredFile = QStringLiteral("ignored");

bool isSamePlace(const chat::ServerAddress& a, const chat::ServerAddress& b)
{
    return a.text() == b.text();
}

/// It could say now what is still to be said.
bool isHeard(const client::ClientEngine& engine)
{
    const client::LinkState state = engine.linkState();
    return engine.isAdmitted() && state != client::LinkState::lost && state != client::LinkState::connecting;
}

/// What the one before is, after the next has begun: it leaves by itself, and not after its owner, since it
/// needs the profile.
void retire(std::unique_ptr<qt::RoomClient> client, QObject* owner)
{
    qt::RoomClient* const leaving = client.release();
    leaving->setParent(owner);
    leaving->disconnect();
    if (!isHeard(leaving->engine())) {
        leaving->handOver(); // the list offers what it has not said
        leaving->deleteLater();
        return;
    }
    QObject::connect(leaving, &qt::RoomClient::noticed, leaving, [leaving](const client::Notice& notice) {
        if (std::holds_alternative<client::EndedNotice>(notice))
            leaving->deleteLater();
    });
    leaving->leave({}, true);
    QTimer::singleShot(leavePatience, leaving, &QObject::deleteLater);
}

} // namespace

Desktop::Desktop(Arguments arguments, qt::Profile& profile, SettingsFile& settings, Entropy& entropy,
                 QObject* parent)
    : QObject(parent),
      arguments_(std::move(arguments)),
      profile_(profile),
      settings_(settings),
      entropy_(entropy),
      drafts_(profile),
      window_(std::make_unique<MainWindow>(room_)),
      dialog_(new ConnectDialog(window_.get())),
      memory_(*window_, settings),
      attention_(*window_, room_),
      reading_(profile, room_.messages()),
      keeper_(profile)
{
    connect(window_.get(), &MainWindow::connectRequested, this, &Desktop::ask);
    connect(window_.get(), &MainWindow::quitRequested, this, &Desktop::quit);
    connect(&window_->input(), &InputEdit::textChanged, this,
            [this] { drafts_.handleChanged(window_->input().toPlainText()); });
    connect(window_.get(), &MainWindow::closeRequested, this, &Desktop::handleClose);
    connect(window_.get(), &MainWindow::settingsRequested, this, &Desktop::showSettings);
    connect(&attention_, &Attention::quitRequested, this, [this] { quit({}); });
    connect(&room_, &screen::RoomController::roomEnds, this, [this] { reading_.keep(); });
    connect(&room_, &screen::RoomController::roomBegins, &reading_, &screen::ReadingPlace::enter);
    // Also where only what was kept is shown: whoever writes there may quit before any server answers.
    connect(&room_, &screen::RoomController::roomBegins, this,
            [this](const PublicKey& server) { window_->input().replaceAll(drafts_.enter(server)); });
    connect(&keeper_, &screen::RoomKeeper::problem, &room_, &screen::RoomController::remark);
    keeper_.setWanted(settings.settings().keepsMessages);
    connect(&settings_, &SettingsFile::changed, &keeper_,
            [this] { keeper_.setWanted(settings_.settings().keepsMessages); });
    attention_.setWanted(settings.settings().notifications);
    connect(&settings_, &SettingsFile::changed, &attention_,
            [this] { attention_.setWanted(settings_.settings().notifications); });
    connect(dialog_, &ConnectDialog::enterRequested, this, &Desktop::enter);
    connect(dialog_, &ConnectDialog::keyAnswered, this, &Desktop::handleKeyAnswer);
    connect(dialog_, &ConnectDialog::attemptCancelled, this, &Desktop::cancelAttempt);
    connect(dialog_, &QDialog::rejected, this, &Desktop::handleDialogRejected);
    connect(dialog_, &ConnectDialog::visibilityChanged, this, &Desktop::lookForRooms);
    connect(&dialog_->form(), &EntryForm::serverForgotten, this,
            [this](const QString& server) { profile_.forgetRecentServer(server); });
    connect(&room_, &screen::RoomController::renamed, this, &Desktop::keepName);
    room_.setIgnored(screen::IgnoreList::parse(profile_.kept(ignoredFile)));
    connect(&room_, &screen::RoomController::ignoredChanged, this,
            [this] { profile_.keep(ignoredFile, room_.ignored().text()); });
}

Desktop::~Desktop() = default;

void Desktop::start()
{
    EntryForm& form = dialog_->form();
    form.setServers(profile_.recentServers());
    form.setName(arguments_.name.value_or(profile_.lastName()));
    if (arguments_.server)
        form.setServer(serverText());
    if (arguments_.server && arguments_.name) {
        window_->show();
        window_->focusInput();
        begin(*arguments_.name, *arguments_.server, false);
    } else {
        dialog_->showForm();
    }
}

void Desktop::lookForRooms(bool isWanted)
{
    search_.reset();
    if (!isWanted)
        return;
    search_ = std::make_unique<qt::RoomSearch>(entropy_);
    dialog_->showRooms({});
    connect(search_.get(), &qt::RoomSearch::changed, this, [this] { dialog_->showRooms(search_->rooms()); });
}

QString Desktop::serverText() const
{
    const chat::ServerAddress& server = *arguments_.server;
    return qt::fromUtf8(server.key ? server.link() : server.textAsGiven());
}

void Desktop::ask()
{
    if (dialog_->isVisible())
        return dialog_->raise();
    dialog_->showForm();
}

void Desktop::enter(const QString& name, const chat::ServerAddress& server, bool takeOver)
{
    const bool isSame = isAtSameServer(server);
    if (!isSame || !isNameWanted_) {
        const bool isReturn = client_ && isSamePlace(client_->server(), server);
        if (mayGoElsewhere(isReturn ? givenUpLines() : unsentLines()))
            begin(name, server, takeOver);
        return;
    }
    // What was written meanwhile waits in this client, and goes out under the new name.
    isNameWanted_ = false;
    room_.enterAs(name);
    dialog_->showBusy(tr("Entering as %1…").arg(name));
    usePassword();
    client_->join(name, takeOver);
}

/// What stands in its field, if the room has asked for it.
void Desktop::usePassword()
{
    const EntryForm& form = dialog_->form();
    client_->setRemembersPassword(form.remembersPassword());
    if (!form.password().isEmpty())
        client_->usePassword(qt::passwordOf(form.password()));
}

bool Desktop::isAtSameServer(const chat::ServerAddress& server) const
{
    if (!client_ || !isSamePlace(client_->server(), server))
        return false;
    // The field holds a place; the key of the link that led there stays with the client.
    return !server.key || server.key == client_->server().key || server.key == shownKey_;
}

void Desktop::begin(const QString& name, const chat::ServerAddress& server, bool takeOver)
{
    dropClient();
    // Two clients with one outbox would give its numbers to different texts.
    for (qt::RoomClient* const leaving : findChildren<qt::RoomClient*>(Qt::FindDirectChildrenOnly)) {
        if (isSamePlace(leaving->server(), server)) {
            leaving->handOver();
            leaving->leave({}, false);
        }
    }
    qt::RoomClientOptions options;
    options.server = server;
    options.acceptNewKey = acceptsNewKey(server);
    options.askAboutNewKeys = true;
    options.giveUp.reset(); // people decide when to give up
    options.asksForPassword = true;
    client_ = std::make_unique<qt::RoomClient>(std::move(options), profile_, entropy_);
    connect(client_.get(), &qt::RoomClient::noticed, this, &Desktop::handleNotice);
    connect(client_.get(), &qt::RoomClient::failed, this, &Desktop::handleFailure);
    room_.begin(*client_, name);
    keeper_.begin(*client_);
    if (const auto kept = keeper_.find(server); kept && room_.showKept(*kept))
        window_->show();
    dialog_->showBusy(tr("Connecting to %1…").arg(qt::fromUtf8(server.text())));
    client_->start();
    usePassword();
    client_->join(name, takeOver);
}

void Desktop::handleNotice(const client::Notice& notice)
{
    // Before the room hears of it: what it shows depends on whether this was the end of an entry.
    const bool isLeaving = isQuitting_;
    if (!isLeaving) {
        if (const auto* const key = std::get_if<client::ServerKeyNotice>(&notice))
            handleKey(*key);
        else if (const auto* const welcome = std::get_if<client::WelcomeNotice>(&notice))
            handleWelcome(*welcome);
        else if (const auto* const refused = std::get_if<client::JoinRefusedNotice>(&notice))
            handleJoinRefused(*refused);
    }
    keeper_.handleNotice(notice);
    room_.handleNotice(notice);
    attention_.handleNotice(notice);
    if (const auto* const ended = std::get_if<client::EndedNotice>(&notice))
        handleEnded(*ended);
}

void Desktop::handleKey(const client::ServerKeyNotice& notice)
{
    const QString server = qt::fromUtf8(client_->server().text());
    const bool isAsked = !client_->server().key;
    shownKey_ = notice.key;
    if (notice.verdict == client::KeyVerdict::changed) {
        changedKey_ = notice;
        if (isAsked && acceptsNewKey(client_->server()))
            room_.remark(tr("The key of %1 has changed and is accepted, as asked for.").arg(server));
    } else if (notice.verdict == client::KeyVerdict::firstSight && isAsked) {
        dialog_->askAboutKey(server, notice.key);
    }
}

void Desktop::handleWelcome(const client::WelcomeNotice& notice)
{
    const bool isFirst = !std::exchange(wasAdmitted_, true);
    isNameWanted_ = false;
    dialog_->hide();
    dialog_->form().forgetPassword();
    window_->show();
    if (isFirst)
        window_->focusInput();
    const QString name = qt::fromUtf8(notice.name);
    const QString server = qt::fromUtf8(client_->server().textAsGiven());
    profile_.setLast(name, server);
    dialog_->form().setServers(profile_.recentServers());
    dialog_->form().setName(name);
}

/// By this name the person enters the next time.
void Desktop::keepName(const QString& name)
{
    if (client_)
        profile_.setLast(name, qt::fromUtf8(client_->server().text()));
    dialog_->form().setName(name);
}

void Desktop::handleJoinRefused(const client::JoinRefusedNotice& notice)
{
    isNameWanted_ = true;
    dialog_->showRefused(notice.refusal);
}

void Desktop::handleEnded(const client::EndedNotice& notice)
{
    isNameWanted_ = false;
    if (isQuitting_)
        return finish();
    switch (notice.reason) {
    case client::EndReason::keyChanged:
        if (changedKey_) {
            const auto source =
                client_->server().key ? KnownKey::Source::link : KnownKey::Source::earlierVisit;
            return dialog_->warnOfKey(qt::fromUtf8(client_->server().text()), changedKey_->key,
                                      {changedKey_->expected, source});
        }
        break;
    case client::EndReason::notAdmitted: // the dialog says why already
    case client::EndReason::left:
        return;
    default:
        break;
    }
    // Who was in the room reads in the window what became of it, and enters again from there.
    if (!wasAdmitted_)
        dialog_->showServerProblem(qt::endText(notice));
}

void Desktop::handleFailure(const QString& text, bool isFatal)
{
    if (!isFatal) {
        room_.remark(text);
        return;
    }
    if (isQuitting_)
        return finish();
    isNameWanted_ = false;
    room_.handleFailure(text);
    if (!wasAdmitted_)
        dialog_->showServerProblem(text);
}

void Desktop::handleKeyAnswer(bool trusted)
{
    if (!client_)
        return;
    if (trusted)
        dialog_->showBusy(tr("Entering %1…").arg(qt::fromUtf8(client_->server().text())));
    client_->trustServerKey(trusted);
}

bool Desktop::acceptsNewKey(const chat::ServerAddress& server) const
{
    return arguments_.acceptNewKey && arguments_.server && isSamePlace(server, *arguments_.server);
}

void Desktop::cancelAttempt()
{
    if (wasAdmitted_ || !client_)
        return;
    dropClient();
    room_.handleFailure(tr("You did not enter."));
}

void Desktop::handleDialogRejected()
{
    if (isQuitting_)
        return;
    // Without a room there is nothing left to see.
    if (!window_->isVisible())
        quitAtOnce({});
}

void Desktop::handleClose()
{
    if (settings_.settings().closesToTray && attention_.hasTray())
        window_->hide();
    else
        quit({});
}

void Desktop::showSettings()
{
    if (!settingsDialog_) {
        settingsDialog_ = new SettingsDialog(settings_, attention_.hasTray(), window_.get());
        settingsDialog_->setAttribute(Qt::WA_DeleteOnClose);
    }
    settingsDialog_->show();
    settingsDialog_->raise();
    settingsDialog_->activateWindow();
}

void Desktop::dropClient()
{
    reading_.keep();
    if (client_)
        retire(std::move(client_), this);
    wasAdmitted_ = false;
    isNameWanted_ = false;
    shownKey_.reset();
    changedKey_.reset();
}

void Desktop::quit(const QString& reason)
{
    if (!isQuitting_ && mayQuit())
        quitAtOnce(reason);
}

bool Desktop::mayQuit()
{
    const std::size_t unsent = unsentLines();
    if (unsent == 0)
        return true;
    QMessageBox box(window_.get());
    box.setObjectName(QStringLiteral("quitDialog"));
    box.setIcon(QMessageBox::Warning);
    box.setWindowTitle(tr("Leave and quit"));
    box.setText(tr("Something you wrote has not reached the server: %L1 in all.").arg(unsent));
    box.setInformativeText(tr("They go out by themselves when the link is back, if you stay."));
    QPushButton* const leave = box.addButton(tr("&Leave anyway"), QMessageBox::DestructiveRole);
    box.setDefaultButton(box.addButton(tr("&Stay"), QMessageBox::RejectRole));
    box.exec();
    return box.clickedButton() == leave;
}

/// What waits in a client that is given up is not sent by the next one: it might be said twice, or in a room
/// that it was not meant for.
bool Desktop::mayGoElsewhere(std::size_t unsent)
{
    if (unsent == 0)
        return true;
    QMessageBox box(window_.get());
    box.setObjectName(QStringLiteral("elsewhereDialog"));
    box.setIcon(QMessageBox::Warning);
    box.setWindowTitle(tr("Enter anew"));
    box.setText(tr("Something you wrote has not reached the server: %L1 in all.").arg(unsent));
    box.setInformativeText(
        tr("If you enter anew, it is not sent by itself any more. It stays in the list, and "
           "can be sent again from there."));
    QPushButton* const go = box.addButton(tr("&Enter anew"), QMessageBox::DestructiveRole);
    box.setDefaultButton(box.addButton(QMessageBox::Cancel));
    box.exec();
    return box.clickedButton() == go;
}

/// That a client given up now would not have time to say.
std::size_t Desktop::unsentLines() const
{
    const screen::LinkPicture picture = room_.linkPicture();
    const bool isUp =
        picture.state != client::LinkState::lost && picture.state != client::LinkState::connecting;
    return picture.hasEnded || (isUp && picture.isAdmitted) ? 0 : picture.unconfirmed;
}

/// By a client that makes way for another one at its place, without the time to say anything.
std::size_t Desktop::givenUpLines() const
{
    return room_.linkPicture().hasEnded ? 0 : room_.messages().pending();
}

void Desktop::quitAtOnce(const QString& reason)
{
    if (std::exchange(isQuitting_, true))
        return;
    dialog_->hide();
    window_->hide();
    if (!client_ || client_->engine().hasEnded()) {
        QTimer::singleShot(0, this, &Desktop::finish);
        return;
    }
    client_->leave(reason, true);
    QTimer::singleShot(drainPatience, this, [this, reason] { client_->leave(reason, false); });
    QTimer::singleShot(leavePatience, this, &Desktop::finish);
}

void Desktop::finish()
{
    Q_EMIT finished();
}

} // namespace hubbub::gui
