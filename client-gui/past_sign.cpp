#include "client-gui/past_sign.h"

#include <QHBoxLayout>

namespace hubbub::gui {

PastSign::PastSign(QWidget* parent)
    : QWidget(parent),
      progress_(new QProgressBar(this)),
      text_(new QLabel(this)),
      tryAgain_(new QPushButton(tr("Try &again"), this))
{
    setObjectName(QStringLiteral("pastSign"));
    setCursor(Qt::ArrowCursor);
    progress_->setObjectName(QStringLiteral("pastProgress"));
    progress_->setRange(0, 0);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Older messages are being loaded"));
    progress_->setFixedSize(10 * fontMetrics().averageCharWidth(), fontMetrics().height() / 2);
    text_->setObjectName(QStringLiteral("pastSignText"));
    text_->setTextFormat(Qt::PlainText);
    text_->setForegroundRole(QPalette::PlaceholderText);
    text_->setMinimumWidth(1); // it gives way in a narrow window
    tryAgain_->setObjectName(QStringLiteral("pastTryAgain"));
    tryAgain_->setFocusPolicy(Qt::TabFocus);
    tryAgain_->setAutoDefault(false);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 2);
    row->addStretch(1);
    row->addWidget(progress_);
    row->addWidget(text_);
    row->addWidget(tryAgain_);
    row->addStretch(1);
    tell(screen::Before::unknown, {});
    connect(tryAgain_, &QPushButton::clicked, this, &PastSign::tryAgainRequested);
}

void PastSign::tell(screen::Before before, const QString& text)
{
    progress_->setVisible(before == screen::Before::asked);
    text_->setText(text);
    text_->setVisible(!text.isEmpty());
    tryAgain_->setVisible(before == screen::Before::failed);
    setAccessibleName(text);
}

QSize PastSign::sizeHint() const
{
    return {QWidget::sizeHint().width(), tryAgain_->sizeHint().height() + 4};
}

} // namespace hubbub::gui
