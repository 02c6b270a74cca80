#include "client-gui/connect_dialog.h"

#include "protocol/chat/name.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace hubbub::gui {

ConnectDialog::ConnectDialog(QWidget* parent)
    : QDialog(parent),
      pages_(new QStackedWidget(this)),
      form_(new EntryForm),
      rooms_(new FoundRooms),
      keyPage_(new ServerKeyPage),
      formPage_(new QWidget),
      progress_(new QProgressBar),
      progressText_(new QLabel)
{
    setObjectName(QStringLiteral("connectDialog"));
    setWindowTitle(tr("Enter a room – Hubbub"));
    setMinimumWidth(480);
    progress_->setRange(0, 0);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Connecting"));
    progressText_->setObjectName(QStringLiteral("progress"));
    progressText_->setTextFormat(Qt::PlainText);

    auto* const buttons = new QDialogButtonBox;
    enter_ = buttons->addButton(tr("&Enter"), QDialogButtonBox::AcceptRole);
    enter_->setObjectName(QStringLiteral("enter"));
    cancel_ = buttons->addButton(QDialogButtonBox::Cancel);
    cancel_->setObjectName(QStringLiteral("cancel"));

    auto* const page = new QVBoxLayout(formPage_);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(form_);
    page->addWidget(rooms_);
    page->addStretch(1);
    page->addWidget(progressText_);
    page->addWidget(progress_);
    page->addWidget(buttons);
    pages_->addWidget(formPage_);
    pages_->addWidget(keyPage_);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(pages_);
    enter_->setDefault(true); // no earlier: the button has to be in the dialog

    connect(buttons, &QDialogButtonBox::accepted, this, [this] { enter(false); });
    connect(buttons, &QDialogButtonBox::rejected, this, &ConnectDialog::reject);
    connect(form_, &EntryForm::enterRequested, this, &ConnectDialog::enter);
    connect(rooms_, &FoundRooms::chosen, form_, &EntryForm::setServer);
    connect(rooms_, &FoundRooms::entered, this, [this](const QString& server) {
        form_->setServer(server);
        enter(false);
    });
    connect(keyPage_, &ServerKeyPage::answered, this, &ConnectDialog::keyAnswered);
    connect(keyPage_, &ServerKeyPage::backRequested, this, &ConnectDialog::showForm);
    setBusy(false, {});
}

void ConnectDialog::showForm()
{
    pages_->setCurrentWidget(formPage_);
    form_->clearProblems();
    setBusy(false, {});
    form_->focusWhatIsMissing();
    enter_->setDefault(true); // the buttons of the other page have taken it away
    bringUp();
}

void ConnectDialog::showBusy(const QString& text)
{
    pages_->setCurrentWidget(formPage_);
    form_->clearProblems();
    setBusy(true, text);
}

void ConnectDialog::showRefused(const chat::Refusal& refusal)
{
    showForm();
    if (isAboutName(refusal.code))
        form_->showNameRefused(refusal);
    else if (refusal.code == chat::RefusalCode::badPassword)
        form_->showPasswordWanted(qt::refusalText(refusal));
    else
        form_->showServerProblem(qt::refusalText(refusal));
}

void ConnectDialog::showServerProblem(const QString& text)
{
    showForm();
    form_->showServerProblem(text);
}

void ConnectDialog::askAboutKey(const QString& server, const PublicKey& key)
{
    keyPage_->ask(server, key);
    pages_->setCurrentWidget(keyPage_);
    bringUp();
}

void ConnectDialog::warnOfKey(const QString& server, const PublicKey& key, const KnownKey& expected)
{
    keyPage_->warn(server, key, expected);
    pages_->setCurrentWidget(keyPage_);
    bringUp();
}

void ConnectDialog::bringUp()
{
    growToFit();
    show();
    raise();
    activateWindow();
}

bool ConnectDialog::event(QEvent* event)
{
    const bool isHandled = QDialog::event(event);
    // A text has changed, or come into sight, somewhere on the page.
    if (event->type() == QEvent::LayoutRequest)
        growToFit();
    return isHandled;
}

/// Texts that wrap need more height than the smallest one that Qt gives to a window.
void ConnectDialog::growToFit()
{
    const int wide = std::max(width(), sizeHint().width());
    resize(wide, std::max(height(), layout()->totalHeightForWidth(wide)));
}

void ConnectDialog::setBusy(bool isBusy, const QString& text)
{
    isBusy_ = isBusy;
    form_->setEnabled(!isBusy);
    rooms_->setEnabled(!isBusy);
    enter_->setEnabled(!isBusy);
    progressText_->setText(text);
    progressText_->setVisible(isBusy);
    progress_->setVisible(isBusy);
}

void ConnectDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    Q_EMIT visibilityChanged(true);
}

void ConnectDialog::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    Q_EMIT visibilityChanged(false);
}

/// Escape, Cancel or the window's cross: first out of the attempt, then out of the dialog.
void ConnectDialog::reject()
{
    if (pages_->currentWidget() == keyPage_ || isBusy_) {
        showForm();
        Q_EMIT attemptCancelled();
        return;
    }
    QDialog::reject();
}

void ConnectDialog::enter(bool takeOver)
{
    form_->clearProblems();
    const auto name = chat::Name::parse(qt::toUtf8(form_->name()));
    const auto server = chat::ServerAddress::parse(qt::toUtf8(form_->server()));
    if (!server) {
        form_->showServerProblem(
            form_->server().isEmpty()
                ? tr("A server is needed: the address or the invite link that its owner gives you.")
                : tr("This is no server's address. It looks like chat.example, 192.168.1.20:7788, "
                     "[fe80::1]:7788 or "
                     "hubbub://HOST:PORT/#KEY."));
    }
    if (!name)
        form_->showNameRefused(name.error());
    if (name && server)
        Q_EMIT enterRequested(form_->name(), *server, takeOver);
}

} // namespace hubbub::gui
