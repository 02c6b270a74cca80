// A strip above the messages: a sentence, and buttons for what can be done about it. It takes nothing from
// who writes: no focus, no keys but those of its buttons. Tinted by what it is about, on whatever theme.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include <cstdint>

namespace hubbub::gui {

class Strip : public QFrame {
    Q_OBJECT

protected:
    enum class About : std::uint8_t { note, announcement, waiting, bad };

    /// Hidden at first.
    Strip(const QString& name, About about, QWidget* parent);

    QLabel& text() { return *text_; }
    /// As much of it as a strip shows; more of a long notice is in the list.
    static QString brief(const QString& line);
    /// Behind what stands in it already.
    QPushButton* addButton(const QString& name, const QString& text = {});
    void add(QWidget* widget);
    /// To be seen from the next alert() on.
    void setAbout(About about) { about_ = about; }
    /// Something new stands in it: screen readers say so.
    void alert();
    /// The theme, or what it is about, is another one.
    virtual void takeColors();
    void changeEvent(QEvent* event) override;

private:
    QColor behind() const;

    QLabel* text_;
    About about_;
};

} // namespace hubbub::gui
