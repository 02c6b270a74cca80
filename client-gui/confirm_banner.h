// A strip above the messages with the newest notice that asks to be confirmed, until it is.
#pragma once

#include "client-gui/strip.h"

namespace hubbub::gui {

class ConfirmBanner final : public Strip {
    Q_OBJECT

public:
    explicit ConfirmBanner(QWidget* parent = nullptr);

    /// Empty: nothing is to be confirmed.
    void setLine(const QString& line);

Q_SIGNALS:
    void confirmRequested();
};

} // namespace hubbub::gui
