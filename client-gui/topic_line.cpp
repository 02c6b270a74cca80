#include "client-gui/topic_line.h"

#include "client-gui/tool_tip.h"

#include <QEvent>

namespace hubbub::gui {

TopicLine::TopicLine(QWidget* parent) : QLabel(parent)
{
    setObjectName(QStringLiteral("topic"));
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
}

void TopicLine::setTopic(const QString& topic)
{
    topic_ = topic;
    setToolTip(topic.isEmpty() ? QString() : plainToolTip(topic));
    setAccessibleName(tr("Topic: %1").arg(topic));
    showElided();
    setVisible(!topic.isEmpty());
}

QSize TopicLine::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

void TopicLine::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    showElided();
}

void TopicLine::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        showElided();
}

void TopicLine::showElided()
{
    const QString shown = fontMetrics().elidedText(topic_, Qt::ElideRight, contentsRect().width());
    if (shown != text()) // or what is selected would be forgotten
        setText(shown);
}

} // namespace hubbub::gui
