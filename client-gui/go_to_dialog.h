// Asks for a day, and a time of it, to read on from.
#pragma once

#include "protocol/base/time.h"

#include <QCalendarWidget>
#include <QDialog>
#include <QTimeEdit>

namespace hubbub::gui {

class GoToDialog final : public QDialog {
    Q_OBJECT

public:
    /// `from` is what is seen now; nothing is later than `now`.
    GoToDialog(const QDateTime& from, const QDateTime& now, QWidget* parent = nullptr);

    WallTime time() const;

private:
    QCalendarWidget* day_;
    QTimeEdit* time_;
};

} // namespace hubbub::gui
