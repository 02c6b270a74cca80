#include "client-gui/announce_dialog.h"

#include "client-gui/colors.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace hubbub::gui {

AnnounceDialog::AnnounceDialog(QWidget* parent)
    : QDialog(parent),
      edit_(new QPlainTextEdit(this)),
      preview_(new QLabel(this))
{
    setObjectName(QStringLiteral("announceDialog"));
    setWindowTitle(tr("Notice to everyone"));
    edit_->setObjectName(QStringLiteral("announceText"));
    edit_->setAccessibleName(tr("Text of the notice"));
    edit_->setTabChangesFocus(true);
    preview_->setObjectName(QStringLiteral("announcePreview"));
    preview_->setAccessibleName(tr("As everyone will see it"));
    preview_->setTextFormat(Qt::PlainText);
    preview_->setWordWrap(true);
    preview_->setMargin(8);
    preview_->setAutoFillBackground(true);
    QPalette colors = palette();
    const QColor base = colors.color(QPalette::Base);
    colors.setColor(QPalette::Window, mixed(toneColor(Tone::announcement, base), base, 0.14));
    colors.setColor(QPalette::WindowText, colors.color(QPalette::Text));
    preview_->setPalette(colors);

    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    announce_ = buttons->addButton(tr("&Tell everyone"), QDialogButtonBox::AcceptRole);
    announce_->setObjectName(QStringLiteral("announceButton"));

    auto* const column = new QVBoxLayout(this);
    auto* const label = new QLabel(tr("&Text of the notice:"), this);
    label->setBuddy(edit_);
    column->addWidget(label);
    column->addWidget(edit_, 1);
    column->addWidget(new QLabel(tr("As everyone will see it:"), this));
    column->addWidget(preview_);
    column->addWidget(buttons);
    resize(460, 320);

    connect(edit_, &QPlainTextEdit::textChanged, this, &AnnounceDialog::preview);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    preview();
}

QString AnnounceDialog::text() const
{
    return edit_->toPlainText();
}

void AnnounceDialog::preview()
{
    const bool isBlank = text().trimmed().isEmpty();
    preview_->setText(qt::eventLine({.time = {},
                                     .member = {},
                                     .name = {},
                                     .number = {},
                                     .content = chat::Content{{}, qt::toUtf8(text())},
                                     .what = chat::Announcement{}}));
    announce_->setEnabled(!isBlank);
}

} // namespace hubbub::gui
