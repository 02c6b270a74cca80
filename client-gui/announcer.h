// Has screen readers say what happens while the focus is elsewhere.
#pragma once

#include <QObject>
#include <QStringList>

class QWidget;

namespace hubbub::gui {

class Announcer final : public QObject {
    Q_OBJECT

public:
    enum class Urgency {
        polite,   ///< when there is nothing else to say, and only about the window in front
        assertive ///< at once
    };

    /// In the name of this widget.
    explicit Announcer(QWidget& widget);

    void announce(const QString& text, Urgency urgency);

    QWidget& widget() const { return widget_; }
    /// What was said last.
    const QString& text() const { return text_; }

private:
    void sayPolite();
    void say(const QString& text, Urgency urgency);

    QWidget& widget_;
    QStringList polite_; ///< since the event loop was last there
    QString text_;
};

} // namespace hubbub::gui
