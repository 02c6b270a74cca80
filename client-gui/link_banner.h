// A strip above the messages that says what is wrong with the link and offers what helps. It takes nothing
// from who writes: no focus, no keys but those of its button.
#pragma once

#include "client-gui/banner_policy.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>

namespace hubbub::gui {

class LinkBanner final : public QFrame {
    Q_OBJECT

public:
    explicit LinkBanner(QWidget* parent = nullptr);

    void setPicture(const screen::LinkPicture& picture);

Q_SIGNALS:
    void tryNowRequested();
    void enterAgainRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showBanner(const Banner& banner);
    void takeColors();

    BannerPolicy policy_;
    Banner shown_;
    QLabel* text_;
    QPushButton* tryNow_;
    QPushButton* enterAgain_;
};

} // namespace hubbub::gui
