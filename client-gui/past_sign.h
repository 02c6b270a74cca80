// What stands above the first message: that older ones are being loaded, that there are none, or that they
// could not be had, with a way to try again.
#pragma once

#include "protocol/screen/room_controller.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QWidget>

namespace hubbub::gui {

class PastSign final : public QWidget {
    Q_OBJECT

public:
    explicit PastSign(QWidget* parent = nullptr);

    void tell(screen::Before before, const QString& text);
    /// The same whatever it shows, so that nothing moves when that changes.
    QSize sizeHint() const override;

Q_SIGNALS:
    void tryAgainRequested();

private:
    QProgressBar* progress_;
    QLabel* text_;
    QPushButton* tryAgain_;
};

} // namespace hubbub::gui
