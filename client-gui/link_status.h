// The truth about the link, in the status line: whether there is one, how quick it is, when it is tried
// again, what has not reached the server yet.
#pragma once

#include "protocol/screen/link_picture.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace hubbub::gui {

class LinkStatus final : public QWidget {
    Q_OBJECT

public:
    explicit LinkStatus(QWidget* parent = nullptr);
    void setPicture(const screen::LinkPicture& picture);

Q_SIGNALS:
    void tryNowRequested();
    void enterAgainRequested();

private:
    QLabel* light_;
    QLabel* text_;
    QPushButton* tryNow_;
    QPushButton* enterAgain_;
};

} // namespace hubbub::gui
