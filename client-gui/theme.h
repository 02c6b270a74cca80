// How the program looks: as the system does, or in a palette of its own, on a style that draws it as it is.
#pragma once

#include "client-gui/portal_scheme.h"
#include "client-gui/settings.h"

#include <QObject>
#include <QString>

namespace hubbub::gui {

class Theme final : public QObject {
    Q_OBJECT

public:
    /// To be made before anything else has changed the style of the application.
    explicit Theme(QObject* parent = nullptr);

    void setLook(Look look);
    /// What the system says beside its palette.
    void setSystemScheme(ColorScheme scheme);

private:
    void apply();
    Look look() const;
    void setStyle(Look look);

    QString systemStyle_;
    bool isSystemDark_ = false; ///< by its palette
    Look wanted_ = Look::system;
    Look shown_ = Look::system;
    ColorScheme scheme_ = ColorScheme::none;
};

} // namespace hubbub::gui
