#include "client-gui/entry_form.h"

#include "client-gui/tone_label.h"
#include "protocol/base/password_challenge.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <QGridLayout>
#include <QHBoxLayout>

namespace hubbub::gui {

namespace {

QLabel* problemLabel(const QString& objectName, QWidget* parent)
{
    auto* const label = new ToneLabel(Tone::bad, parent);
    label->setObjectName(objectName);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    return label;
}

void setProblem(QLabel& label, const QString& text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

EntryForm::EntryForm(QWidget* parent)
    : QWidget(parent),
      name_(new QLineEdit(this)),
      nameProblem_(problemLabel(QStringLiteral("nameProblem"), this)),
      suggestion_(new QPushButton(this)),
      takeOver_(new QPushButton(tr("&Take over from the other program"), this)),
      server_(new QComboBox(this)),
      forget_(new QPushButton(tr("&Forget"), this)),
      serverProblem_(problemLabel(QStringLiteral("serverProblem"), this)),
      passwordLabel_(new QLabel(tr("&Password:"), this)),
      password_(new QLineEdit(this)),
      passwordProblem_(problemLabel(QStringLiteral("passwordProblem"), this)),
      rememberPassword_(new QCheckBox(tr("&Remember it on this computer"), this))
{
    name_->setObjectName(QStringLiteral("name"));
    name_->setAccessibleName(tr("Your name"));
    name_->setPlaceholderText(tr("How the others see you"));
    suggestion_->setObjectName(QStringLiteral("suggestion"));
    suggestion_->hide();
    takeOver_->setObjectName(QStringLiteral("takeOver"));
    takeOver_->hide();
    server_->setObjectName(QStringLiteral("server"));
    server_->setAccessibleName(tr("Server"));
    server_->setEditable(true);
    server_->setInsertPolicy(QComboBox::NoInsert);
    server_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    server_->lineEdit()->setPlaceholderText(tr("chat.example, 192.168.1.20:7788 or hubbub://…"));

    forget_->setObjectName(QStringLiteral("forgetServer"));
    forget_->setToolTip(tr("Offer this server no more; its key stays known"));
    forget_->setAutoDefault(false);

    auto* const nameLabel = new QLabel(tr("Your &name:"), this);
    nameLabel->setBuddy(name_);
    auto* const serverLabel = new QLabel(tr("&Server:"), this);
    serverLabel->setBuddy(server_);
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(1, 1);
    grid->addWidget(nameLabel, 0, 0);
    grid->addWidget(name_, 0, 1);
    grid->addWidget(nameProblem_, 1, 1);
    grid->addWidget(suggestion_, 2, 1, Qt::AlignLeft);
    grid->addWidget(takeOver_, 3, 1, Qt::AlignLeft);
    grid->addWidget(serverLabel, 4, 0);
    auto* const serverRow = new QHBoxLayout;
    serverRow->addWidget(server_, 1);
    serverRow->addWidget(forget_);
    grid->addLayout(serverRow, 4, 1);
    grid->addWidget(serverProblem_, 5, 1);
    password_->setObjectName(QStringLiteral("password"));
    password_->setAccessibleName(tr("The room's password"));
    password_->setEchoMode(QLineEdit::Password);
    password_->setMaxLength(static_cast<int>(limits::passwordBytes) / 4); // of UTF-8, at its longest
    passwordLabel_->setBuddy(password_);
    rememberPassword_->setObjectName(QStringLiteral("rememberPassword"));
    rememberPassword_->setToolTip(tr("A key made of it is kept, not the password itself"));
    grid->addWidget(passwordLabel_, 6, 0);
    grid->addWidget(password_, 6, 1);
    grid->addWidget(passwordProblem_, 7, 1);
    grid->addWidget(rememberPassword_, 8, 1);
    setPasswordVisible(false);

    connect(suggestion_, &QPushButton::clicked, this, [this] {
        name_->setText(suggestion_->property("name").toString());
        Q_EMIT enterRequested(false);
    });
    connect(forget_, &QPushButton::clicked, this, &EntryForm::forgetServer);
    connect(server_, &QComboBox::currentTextChanged, forget_,
            [this] { forget_->setVisible(isRemembered()); });
    forget_->setVisible(false);
    connect(takeOver_, &QPushButton::clicked, this, [this] { Q_EMIT enterRequested(true); });
}

QString EntryForm::server() const
{
    QString text = server_->currentText().normalized(QString::NormalizationForm_KC).trimmed();
    if (text.startsWith(QLatin1String("hubbub:")))
        text.removeIf([](QChar letter) { return letter.isSpace(); });
    return text.replace(QChar(0x3002), QLatin1Char('.')); // the ideographic full stop
}

bool EntryForm::isRemembered() const
{
    return server_->findText(server_->currentText(), Qt::MatchFixedString | Qt::MatchCaseSensitive) >= 0;
}

void EntryForm::forgetServer()
{
    const QString server = server_->currentText();
    server_->removeItem(server_->findText(server, Qt::MatchFixedString | Qt::MatchCaseSensitive));
    if (server_->count() == 0)
        server_->clearEditText();
    server_->setFocus();
    Q_EMIT serverForgotten(server);
}

void EntryForm::setServers(const QStringList& servers)
{
    server_->clear();
    server_->addItems(servers);
    server_->setCurrentIndex(servers.isEmpty() ? -1 : 0);
}

void EntryForm::setServer(const QString& server)
{
    server_->setCurrentText(server);
    server_->lineEdit()->setCursorPosition(
        0); // a link is longer than the field, and tells most at its beginning
}

void EntryForm::showNameRefused(const chat::Refusal& refusal)
{
    setProblem(*nameProblem_, qt::refusalText(refusal));
    const QString suggested = refusal.suggestion ? qt::fromUtf8(*refusal.suggestion) : QString();
    suggestion_->setText(
        tr("Enter as %1").arg(QString(suggested).replace(QLatin1Char('&'), QLatin1String("&&"))));
    suggestion_->setProperty("name", suggested);
    suggestion_->setVisible(!suggested.isEmpty());
    takeOver_->setVisible(refusal.code == chat::RefusalCode::selfInUse);
    name_->setFocus();
    name_->selectAll();
}

void EntryForm::showServerProblem(const QString& text)
{
    setProblem(*serverProblem_, text);
    server_->setFocus();
}

void EntryForm::showPasswordWanted(const QString& why)
{
    setPasswordVisible(true);
    setProblem(*passwordProblem_, why);
    password_->setFocus();
    password_->selectAll();
}

void EntryForm::forgetPassword()
{
    password_->clear();
    setPasswordVisible(false);
}

void EntryForm::setPasswordVisible(bool isVisible)
{
    for (QWidget* const widget : {static_cast<QWidget*>(passwordLabel_), static_cast<QWidget*>(password_),
                                  static_cast<QWidget*>(rememberPassword_)})
        widget->setVisible(isVisible);
}

void EntryForm::clearProblems()
{
    setProblem(*passwordProblem_, {});
    setProblem(*nameProblem_, {});
    setProblem(*serverProblem_, {});
    suggestion_->hide();
    takeOver_->hide();
}

void EntryForm::focusWhatIsMissing()
{
    if (server().isEmpty() && !name().isEmpty()) {
        server_->setFocus();
        return;
    }
    name_->setFocus();
    name_->selectAll();
}

} // namespace hubbub::gui
