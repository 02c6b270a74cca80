// A sentence in the colour of what it means, on whatever background the theme has at the moment.
#pragma once

#include "client-gui/colors.h"

#include <QLabel>

namespace hubbub::gui {

/// Plain text, which wraps.
class ToneLabel final : public QLabel {
public:
    explicit ToneLabel(Tone tone, QWidget* parent = nullptr);

    void setTone(Tone tone);

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeColor();

    Tone tone_;
};

} // namespace hubbub::gui
