#include "client-gui/ban_dialog.h"

#include "protocol/qt/utf8.h"
#include "protocol/screen/named_member.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace hubbub::gui {

namespace {

constexpr qlonglong withoutEnd = 0;

} // namespace

BanDialog::BanDialog(const chat::RosterEntry& member, QWidget* parent)
    : QDialog(parent),
      member_{member.member, member.fingerprint},
      length_(new QComboBox(this)),
      reason_(new QLineEdit(this))
{
    using namespace std::chrono_literals;
    setObjectName(QStringLiteral("banDialog"));
    setWindowTitle(tr("Ban from the room"));
    auto* const question =
        new QLabel(tr("Remove %1 and keep this key out of the room?").arg(screen::shownMember(member)), this);
    question->setTextFormat(Qt::PlainText);
    question->setWordWrap(true);
    length_->setObjectName(QStringLiteral("banLength"));
    const auto add = [this](const QString& text, std::chrono::milliseconds length) {
        length_->addItem(text, static_cast<qlonglong>(length.count()));
    };
    add(tr("10 minutes"), 10min);
    add(tr("1 hour"), 1h);
    add(tr("1 day"), 24h);
    add(tr("1 week"), 7 * 24h);
    length_->addItem(tr("until it is lifted"), withoutEnd);
    length_->setCurrentIndex(length_->count() - 1);
    reason_->setObjectName(QStringLiteral("banReason"));
    reason_->setPlaceholderText(tr("Reason, which everyone will see"));
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* const ban = buttons->addButton(tr("&Ban"), QDialogButtonBox::AcceptRole);
    ban->setObjectName(QStringLiteral("banButton"));

    auto* const column = new QVBoxLayout(this);
    column->addWidget(question);
    auto* const form = new QFormLayout;
    form->addRow(tr("For how &long:"), length_);
    form->addRow(tr("&Reason:"), reason_);
    column->addLayout(form);
    column->addWidget(buttons);
    setMinimumWidth(60 * fontMetrics().averageCharWidth());
    reason_->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

chat::RestrictRequest BanDialog::request() const
{
    chat::RestrictRequest request{chat::RestrictionKind::ban, member_, std::nullopt,
                                  qt::toUtf8(reason_->text().trimmed())};
    if (const auto length = length_->currentData().toLongLong(); length != withoutEnd)
        request.lasts = std::chrono::milliseconds(length);
    return request;
}

} // namespace hubbub::gui
