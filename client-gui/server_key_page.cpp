#include "client-gui/server_key_page.h"

#include "client-gui/colors.h"
#include "protocol/crypto/identity.h"
#include "protocol/qt/utf8.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace hubbub::gui {

namespace {

/// The fingerprint in two halves, to be read aloud; the key as it is, to be looked for.
QString shownKey(const PublicKey& key)
{
    QString fingerprint = qt::fromUtf8(shownFingerprint(crypto::fingerprintOf(key)));
    fingerprint.insert(fingerprint.size() / 2, QChar::Space);
    return ServerKeyPage::tr("Fingerprint: %1\nKey: %2")
        .arg(fingerprint, qt::fromUtf8(crypto::publicKeyText(key)));
}

} // namespace

ServerKeyPage::ServerKeyPage(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      text_(new QLabel(this)),
      keys_(new QLabel(this)),
      trust_(new QPushButton(tr("It is the right one: &enter"), this)),
      refuse_(new QPushButton(tr("&Do not enter"), this)),
      back_(new QPushButton(tr("&Back"), this))
{
    title_->setObjectName(QStringLiteral("keyTitle"));
    QFont bold = title_->font();
    bold.setBold(true);
    title_->setFont(bold);
    text_->setObjectName(QStringLiteral("keyText"));
    for (QLabel* const label : {title_, text_, keys_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    keys_->setObjectName(QStringLiteral("keys"));
    keys_->setWordWrap(false); // keys are compared as a whole
    keys_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    keys_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    keys_->setMargin(6);
    trust_->setObjectName(QStringLiteral("trustKey"));
    refuse_->setObjectName(QStringLiteral("refuseKey"));
    back_->setObjectName(QStringLiteral("keyBack"));

    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addWidget(keys_);
    column->addStretch(1);
    auto* const row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(back_);
    row->addWidget(refuse_);
    row->addWidget(trust_);
    column->addLayout(row);
    connect(trust_, &QPushButton::clicked, this, [this] { Q_EMIT answered(true); });
    connect(refuse_, &QPushButton::clicked, this, [this] { Q_EMIT answered(false); });
    connect(back_, &QPushButton::clicked, this, &ServerKeyPage::backRequested);
}

void ServerKeyPage::ask(const QString& server, const PublicKey& key)
{
    title_->setPalette(palette());
    title_->setText(tr("You have not met this server before."));
    text_->setText(
        tr("%1 showed the key below. The server prints its key when it starts; compare the two, or ask "
           "whoever runs it. From here on only this key is accepted there.")
            .arg(server));
    keys_->setText(shownKey(key));
    trust_->show();
    refuse_->show();
    back_->hide();
    // Not the button: a second Enter would trust what nobody has read.
    keys_->setFocus();
}

void ServerKeyPage::warn(const QString& server, const PublicKey& key, const KnownKey& expected)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(Tone::bad, colors.color(QPalette::Window)));
    title_->setPalette(colors);
    const bool isFromLink = expected.source == KnownKey::Source::link;
    title_->setText(isFromLink ? tr("The link names another key. Nothing was sent to the server.")
                               : tr("The server's key has changed. Nothing was sent to it."));
    const QString text =
        isFromLink
            ? tr("%1 showed a key that is not the one in your link. Somebody may be posing as the server, or "
                 "the link is old. Ask whoever runs it for the link that is right now.")
            : tr("%1 is known by another key. Somebody may be posing as the server, or it was set up anew. "
                 "Ask whoever runs it. If the new key is right, enter with the new invite link.");
    text_->setText(text.arg(server));
    QString keys = tr("Shown now:") + QLatin1Char('\n') + shownKey(key);
    if (expected.key) {
        const QString before = isFromLink ? tr("In the link:") : tr("Known so far:");
        keys = before + QLatin1Char('\n') + shownKey(*expected.key) + QLatin1String("\n\n") + keys;
    }
    keys_->setText(keys);
    trust_->hide();
    refuse_->hide();
    back_->show();
    back_->setFocus();
}

} // namespace hubbub::gui
