// The room's topic above the messages, on one line; all of it in the tool tip, and to be selected.
#pragma once

#include <QLabel>

namespace hubbub::gui {

class TopicLine final : public QLabel {
    Q_OBJECT

public:
    explicit TopicLine(QWidget* parent = nullptr);

    /// Empty: there is none, and no line.
    void setTopic(const QString& topic);
    const QString& topic() const { return topic_; }
    /// It takes what there is: a long topic makes no window wider.
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showElided();

    QString topic_;
};

} // namespace hubbub::gui
