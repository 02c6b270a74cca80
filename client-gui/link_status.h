// The truth about the link, in the status line: whether there is one, how quick it is, when it is tried
// again, what has not reached the server yet.
#pragma once

#include "protocol/base/time.h"
#include "protocol/client/notice.h"

#include <QLabel>
#include <QPushButton>
#include <QString>
#include <QWidget>

#include <optional>

namespace hubbub::gui {

/// What is known at one moment.
struct LinkPicture {
    client::LinkState state = client::LinkState::connecting;
    bool isAdmitted = false;
    QString server;
    QString why; ///< of the last change, or of the end
    bool hasEnded = false;
    bool isRefused = false; ///< connected, but not let in; the person has to choose
    std::optional<Duration> roundTrip;
    std::optional<Duration> untilNextAttempt;
    std::optional<Duration> sinceHeard;
    std::size_t unconfirmed = 0;
};

/// `connected, 3 ms`, `lost: trying again in 4 s`, …
QString linkSentence(const LinkPicture& picture);

class LinkStatus final : public QWidget {
    Q_OBJECT

public:
    explicit LinkStatus(QWidget* parent = nullptr);
    void setPicture(const LinkPicture& picture);

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
