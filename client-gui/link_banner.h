// A strip above the messages that says what is wrong with the link and offers what helps.
#pragma once

#include "client-gui/banner_policy.h"
#include "client-gui/strip.h"

namespace hubbub::gui {

class LinkBanner final : public Strip {
    Q_OBJECT

public:
    explicit LinkBanner(QWidget* parent = nullptr);

    void setPicture(const screen::LinkPicture& picture);

Q_SIGNALS:
    void tryNowRequested();
    void enterAgainRequested();

private:
    void showBanner(const Banner& banner);

    BannerPolicy policy_;
    Banner shown_;
    QPushButton* tryNow_;
    QPushButton* enterAgain_;
};

} // namespace hubbub::gui
