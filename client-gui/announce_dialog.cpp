#include "client-gui/announce_dialog.h"

#include "client-gui/colors.h"
#include "client-gui/tone_label.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/typed_text.h"

#include <QDialogButtonBox>
#include <QShortcut>
#include <QVBoxLayout>

namespace hubbub::gui {

AnnounceDialog::AnnounceDialog(qsizetype mostBytes, QWidget* parent)
    : QDialog(parent),
      edit_(new QPlainTextEdit(this)),
      preview_(new QLabel(this)),
      problem_(new ToneLabel(Tone::bad, this)),
      asksToConfirm_(new QCheckBox(tr("&Ask everyone to confirm that they have read it"), this)),
      mostBytes_(mostBytes)
{
    setObjectName(QStringLiteral("announceDialog"));
    setWindowTitle(tr("Notice to everyone"));
    edit_->setObjectName(QStringLiteral("announceText"));
    edit_->setAccessibleName(tr("Text of the notice"));
    edit_->setTabChangesFocus(true);
    preview_->setObjectName(QStringLiteral("announcePreview"));
    preview_->setTextFormat(Qt::PlainText);
    preview_->setWordWrap(true);
    preview_->setMargin(8);
    preview_->setAutoFillBackground(true);
    QPalette colors = palette();
    const QColor base = colors.color(QPalette::Base);
    colors.setColor(QPalette::Window, mixed(toneColor(Tone::announcement, base), base, 0.14));
    colors.setColor(QPalette::WindowText, colors.color(QPalette::Text));
    preview_->setPalette(colors);

    asksToConfirm_->setObjectName(QStringLiteral("announceAsks"));
    problem_->setObjectName(QStringLiteral("announceProblem"));
    problem_->hide();

    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    announce_ = buttons->addButton(tr("Tell &everyone"), QDialogButtonBox::AcceptRole);
    announce_->setObjectName(QStringLiteral("announceButton"));
    announce_->setToolTip(tr("Ctrl+Enter"));

    auto* const column = new QVBoxLayout(this);
    auto* const label = new QLabel(tr("&Text of the notice:"), this);
    label->setBuddy(edit_);
    column->addWidget(label);
    column->addWidget(edit_, 1);
    column->addWidget(new QLabel(tr("As everyone will see it:"), this));
    column->addWidget(preview_);
    column->addWidget(asksToConfirm_);
    column->addWidget(problem_);
    column->addWidget(buttons);
    resize(460, 320);

    connect(edit_, &QPlainTextEdit::textChanged, this, &AnnounceDialog::preview);
    connect(buttons, &QDialogButtonBox::accepted, this, &AnnounceDialog::announce);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) // Enter alone begins a line
        connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this,
                &AnnounceDialog::announce);
    preview();
}

void AnnounceDialog::showProblem(const QString& text)
{
    problem_->setText(text);
    problem_->show();
}

void AnnounceDialog::announce()
{
    if (announce_->isEnabled())
        Q_EMIT announceRequested(edit_->toPlainText(), asksToConfirm_->isChecked());
}

void AnnounceDialog::preview()
{
    const QString text = edit_->toPlainText();
    const qsizetype bytes = screen::messageLength(QStringLiteral("/announce ") + text);
    preview_->setText(qt::eventLine({.time = {},
                                     .member = {},
                                     .name = {},
                                     .number = {},
                                     .content = chat::Content{{}, qt::toUtf8(text)},
                                     .what = chat::Announcement{}}));
    announce_->setEnabled(!text.trimmed().isEmpty() && bytes <= mostBytes_);
    problem_->hide();
    if (bytes > mostBytes_)
        showProblem(tr("%L1 bytes too many").arg(bytes - mostBytes_));
}

} // namespace hubbub::gui
