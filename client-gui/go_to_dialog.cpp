#include "client-gui/go_to_dialog.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hubbub::gui {

GoToDialog::GoToDialog(const QDateTime& from, const QDateTime& now, QWidget* parent)
    : QDialog(parent),
      day_(new QCalendarWidget(this)),
      time_(new QTimeEdit(QTime(0, 0), this))
{
    setObjectName(QStringLiteral("goToDialog"));
    setWindowTitle(tr("Go to a date"));
    day_->setObjectName(QStringLiteral("goToDay"));
    day_->setAccessibleName(tr("Day"));
    day_->setMaximumDate(now.date());
    day_->setSelectedDate(std::min(from, now).date());
    day_->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    day_->setFirstDayOfWeek(locale().firstDayOfWeek());
    time_->setObjectName(QStringLiteral("goToTime"));
    auto* const label = new QLabel(tr("From this &time on:"), this);
    label->setBuddy(time_);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* const go = buttons->addButton(tr("&Go there"), QDialogButtonBox::AcceptRole);
    go->setObjectName(QStringLiteral("goToButton"));
    go->setDefault(true);

    auto* const row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(time_);
    row->addStretch(1);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(day_, 1);
    column->addLayout(row);
    column->addWidget(buttons);
    day_->setFocus();
    connect(day_, &QCalendarWidget::activated, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

WallTime GoToDialog::time() const
{
    const QDate day = day_->selectedDate();
    // Midnight need not exist where the clocks are changed then.
    const QDateTime when = time_->time() == QTime(0, 0) ? day.startOfDay() : QDateTime(day, time_->time());
    return {std::max<qint64>(when.toMSecsSinceEpoch(), 0)};
}

} // namespace hubbub::gui
