#include "client-gui/paste_dialog.h"

#include "protocol/screen/typed_text.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hubbub::gui {

PasteDialog::PasteDialog(const QString& text, qsizetype mostBytes, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("pasteDialog"));
    setWindowTitle(tr("Paste much text"));
    const auto lines = text.count(QLatin1Char('\n')) + 1;
    const auto bytes = screen::messageLength(text);
    const bool isTooLong = bytes > mostBytes;
    auto* const question = new QLabel(
        isTooLong
            ? tr("This text is too long for one message: %L1 bytes, where %L2 fit. You can shorten it in "
                 "the input.")
                  .arg(bytes)
                  .arg(mostBytes)
            : tr("Send this text of %L1 lines as one message?").arg(lines),
        this);
    question->setObjectName(QStringLiteral("pasteQuestion"));
    question->setWordWrap(true);
    auto* const preview = new QPlainTextEdit(text, this);
    preview->setObjectName(QStringLiteral("pastePreview"));
    preview->setAccessibleName(tr("Text to be pasted"));
    preview->setReadOnly(true);
    preview->setTabChangesFocus(true);
    preview->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* const send = buttons->addButton(tr("&Send as one message"), QDialogButtonBox::AcceptRole);
    QPushButton* const edit = buttons->addButton(tr("&Edit first"), QDialogButtonBox::ActionRole);
    send->setObjectName(QStringLiteral("sendPaste"));
    send->setEnabled(!isTooLong);
    edit->setObjectName(QStringLiteral("editPaste"));
    // A second Enter must not send to everyone what nobody has read.
    edit->setDefault(true);
    send->setAutoDefault(false);

    auto* const column = new QVBoxLayout(this);
    column->addWidget(question);
    column->addWidget(preview, 1);
    column->addWidget(buttons);
    resize(460, 300);
    edit->setFocus();

    connect(send, &QPushButton::clicked, this, [this, text] {
        accept();
        Q_EMIT sendWanted(text);
    });
    connect(edit, &QPushButton::clicked, this, [this, text] {
        accept();
        Q_EMIT editWanted(text);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace hubbub::gui
