#include "client-gui/kick_dialog.h"

#include "protocol/chat/text.h"
#include "protocol/qt/utf8.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace hubbub::gui {

KickDialog::KickDialog(const chat::RosterEntry& member, QWidget* parent)
    : QDialog(parent),
      reason_(new QLineEdit(this))
{
    setObjectName(QStringLiteral("kickDialog"));
    setWindowTitle(tr("Remove from the room"));
    auto* const question = new QLabel(tr("Remove %1 (member %2, key %3) from the room?")
                                          .arg(qt::fromUtf8(chat::isolated(member.name)))
                                          .arg(member.member.value)
                                          .arg(qt::fromUtf8(shownFingerprint(member.fingerprint))),
                                      this);
    question->setTextFormat(Qt::PlainText);
    question->setWordWrap(true);
    reason_->setObjectName(QStringLiteral("kickReason"));
    reason_->setAccessibleName(tr("Reason, which everyone will see"));
    reason_->setPlaceholderText(tr("Reason, which everyone will see"));
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* const remove = buttons->addButton(tr("&Remove"), QDialogButtonBox::AcceptRole);
    remove->setObjectName(QStringLiteral("kickButton"));

    auto* const column = new QVBoxLayout(this);
    column->addWidget(question);
    column->addWidget(reason_);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace hubbub::gui
