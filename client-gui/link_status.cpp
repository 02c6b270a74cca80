#include "client-gui/link_status.h"

#include "client-gui/colors.h"
#include "client-gui/tool_tip.h"

#include <QHBoxLayout>

namespace hubbub::gui {

namespace {

Tone toneOf(screen::LinkHealth health)
{
    switch (health) {
    case screen::LinkHealth::good:
        return Tone::good;
    case screen::LinkHealth::waiting:
        return Tone::waiting;
    case screen::LinkHealth::bad:
        return Tone::bad;
    }
    return Tone::bad;
}

} // namespace

LinkStatus::LinkStatus(QWidget* parent)
    : QWidget(parent),
      light_(new QLabel(QStringLiteral("●"), this)),
      text_(new QLabel(this)),
      tryNow_(new QPushButton(tr("Try now"), this)),
      enterAgain_(new QPushButton(tr("Enter again…"), this))
{
    setObjectName(QStringLiteral("linkStatus"));
    text_->setObjectName(QStringLiteral("linkText"));
    text_->setTextFormat(Qt::PlainText);
    text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long reason widens no window
    tryNow_->setObjectName(QStringLiteral("tryNow"));
    enterAgain_->setObjectName(QStringLiteral("enterAgain"));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(6, 2, 6, 2);
    row->addWidget(light_);
    row->addWidget(text_, 1);
    row->addWidget(tryNow_);
    row->addWidget(enterAgain_);
    connect(tryNow_, &QPushButton::clicked, this, &LinkStatus::tryNowRequested);
    connect(enterAgain_, &QPushButton::clicked, this, &LinkStatus::enterAgainRequested);
    setMinimumHeight(sizeHint().height()); // so that nothing moves when a button comes or goes
    tryNow_->hide();
    enterAgain_->hide();
}

void LinkStatus::setPicture(const screen::LinkPicture& picture)
{
    const QString sentence = linkSentence(picture);
    text_->setText(sentence);
    text_->setToolTip(
        plainToolTip(sentence.contains(picture.why) ? sentence : sentence + QLatin1Char('\n') + picture.why));
    QPalette colors = light_->palette();
    colors.setColor(QPalette::WindowText,
                    toneColor(toneOf(linkHealth(picture)), colors.color(QPalette::Window)));
    light_->setPalette(colors);
    tryNow_->setVisible(!picture.hasEnded && !picture.isRefused && picture.state == client::LinkState::lost);
    enterAgain_->setVisible(picture.hasEnded || picture.isRefused);
}

} // namespace hubbub::gui
