// A strip that tells something in a line, with one thing to do about it, and perhaps a way to dismiss it.
#pragma once

#include "client-gui/strip.h"

#include <QToolButton>

namespace hubbub::gui {

class NoteBar final : public Strip {
    Q_OBJECT

public:
    /// Hidden at first.
    explicit NoteBar(const QString& name, QWidget* parent = nullptr);

    /// Empty: there is nothing to tell.
    void tell(const QString& text, const QString& action = {});
    void setDismissible(bool isDismissible) { close_->setVisible(isDismissible); }

Q_SIGNALS:
    void actionRequested();
    void dismissed();

protected:
    void takeColors() override;

private:
    QPushButton* action_;
    QToolButton* close_;
};

} // namespace hubbub::gui
