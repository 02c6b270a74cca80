// A strip above the messages with the newest notice that asks to be confirmed, until it is.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

namespace hubbub::gui {

class ConfirmBanner final : public QFrame {
    Q_OBJECT

public:
    explicit ConfirmBanner(QWidget* parent = nullptr);

    /// Empty: nothing is to be confirmed.
    void setLine(const QString& line);

Q_SIGNALS:
    void confirmRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeColors();

    QLabel* text_;
    QPushButton* confirm_;
};

} // namespace hubbub::gui
