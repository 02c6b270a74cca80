#include "client-gui/input_bar.h"

#include "client-gui/paste_dialog.h"
#include "protocol/base/limits.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace hubbub::gui {

namespace {

/// The counter appears when fewer bytes fit: before that nobody needs to know of a limit.
constexpr qsizetype nearLimit = 500;

} // namespace

InputBar::InputBar(QWidget* parent)
    : QWidget(parent),
      edit_(new InputEdit(this)),
      problem_(new ToneLabel(Tone::bad, this)),
      counter_(new ToneLabel(Tone::waiting, this)),
      send_(new QPushButton(tr("&Send"), this)),
      mostBytes_(limits::textBytes)
{
    edit_->setObjectName(QStringLiteral("input"));
    edit_->setPasteGuard([this](const QString& text) {
        askAboutPaste(text);
        return false;
    });
    problem_->setObjectName(QStringLiteral("inputProblem"));
    problem_->hide();
    counter_->setObjectName(QStringLiteral("inputCounter"));
    counter_->setWordWrap(false);
    counter_->hide();
    send_->setObjectName(QStringLiteral("send"));
    send_->setFocusPolicy(Qt::TabFocus);

    auto* const row = new QHBoxLayout;
    row->addWidget(edit_, 1);
    row->addWidget(counter_, 0, Qt::AlignBottom);
    row->addWidget(send_, 0, Qt::AlignBottom);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(problem_);
    column->addLayout(row);

    connect(edit_, &QPlainTextEdit::textChanged, this, &InputBar::handleTextChanged);
    connect(edit_, &InputEdit::pasteTooLarge, this, [this](qsizetype characters) {
        showProblem(tr("%L1 characters are too many to paste; a message holds %L2 bytes. Nothing was pasted.")
                        .arg(characters)
                        .arg(mostBytes_));
    });
    connect(send_, &QPushButton::clicked, edit_, &InputEdit::submit);
    handleTextChanged();
}

void InputBar::setMostBytes(qsizetype most)
{
    mostBytes_ = most;
    handleTextChanged();
}

void InputBar::showProblem(const QString& text)
{
    problem_->setText(text);
    problem_->show();
}

void InputBar::handleTextChanged()
{
    problem_->hide();
    send_->setEnabled(!edit_->toPlainText().trimmed().isEmpty());
    const qsizetype bytes = edit_->bytes();
    counter_->setVisible(bytes > mostBytes_ - nearLimit);
    const qsizetype left = mostBytes_ - bytes;
    counter_->setText(left < 0 ? tr("%L1 bytes too many").arg(-left) : tr("%L1 bytes left").arg(left));
    counter_->setTone(left < 0 ? Tone::bad : Tone::waiting);
}

/// Does not wait for the answer: whoever dropped the text here would hang as long.
void InputBar::askAboutPaste(const QString& text)
{
    auto* const dialog = new PasteDialog(text, mostBytes_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PasteDialog::editWanted, edit_, &InputEdit::insertText);
    connect(dialog, &PasteDialog::sendWanted, this, [this](const QString& pasted) {
        edit_->insertText(pasted);
        edit_->submit();
    });
    connect(dialog, &QDialog::finished, edit_, [this] { edit_->setFocus(); });
    dialog->open();
}

} // namespace hubbub::gui
