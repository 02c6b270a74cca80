#include "client-gui/restrictions_dialog.h"

#include "protocol/qt/event_lines.h"
#include "protocol/screen/moderation_text.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace hubbub::gui {

namespace {

constexpr std::chrono::seconds interval{2};
constexpr int seqRole = Qt::UserRole;

} // namespace

RestrictionsDialog::RestrictionsDialog(screen::RoomController& room, QWidget* parent)
    : QDialog(parent),
      room_(room),
      empty_(new QLabel(tr("Nobody is banned or muted."), this)),
      list_(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("restrictionsDialog"));
    setWindowTitle(tr("Bans and mutes"));
    list_->setObjectName(QStringLiteral("restrictions"));
    list_->setAccessibleName(tr("Bans and mutes"));
    list_->setRootIsDecorated(false);
    list_->setHeaderLabels({tr("What"), tr("Whom"), tr("Until when"), tr("By"), tr("Reason")});
    list_->setColumnWidth(1, 30 * fontMetrics().averageCharWidth());
    empty_->hide();
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    lift_ = buttons->addButton(tr("&Lift"), QDialogButtonBox::ActionRole);
    lift_->setObjectName(QStringLiteral("liftButton"));
    lift_->setEnabled(false);

    auto* const column = new QVBoxLayout(this);
    column->addWidget(list_, 1);
    column->addWidget(empty_);
    column->addWidget(buttons);
    resize(110 * fontMetrics().averageCharWidth(), 20 * fontMetrics().height());

    connect(list_, &QTreeWidget::itemSelectionChanged, this,
            [this] { lift_->setEnabled(!list_->selectedItems().isEmpty()); });
    connect(lift_, &QPushButton::clicked, this, &RestrictionsDialog::lift);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&room_, &screen::RoomController::restrictionsTold, this,
            qOverload<const std::vector<chat::Restriction>&>(&RestrictionsDialog::show));
    connect(&timer_, &QTimer::timeout, this, &RestrictionsDialog::ask);
    timer_.start(interval);
    ask();
}

/// One question at a time: while the link is down they would pile up.
void RestrictionsDialog::ask()
{
    if (!room_.isAskingRestrictions() && room_.isInRoom())
        room_.askRestrictions();
}

void RestrictionsDialog::show(const std::vector<chat::Restriction>& restrictions)
{
    const QTreeWidgetItem* const current = list_->currentItem();
    const quint64 chosen = current == nullptr ? 0 : current->data(0, seqRole).toULongLong();
    list_->clear();
    for (const chat::Restriction& restriction : restrictions) {
        const bool isBan = restriction.kind == chat::RestrictionKind::ban;
        auto* const item =
            new QTreeWidgetItem(list_, {isBan ? tr("banned") : tr("muted"),
                                        screen::restrictedText(restriction), screen::untilText(restriction),
                                        qt::shownLine(restriction.by), qt::shownLine(restriction.reason)});
        item->setData(0, seqRole, static_cast<quint64>(restriction.seq.value));
        if (restriction.seq.value == chosen)
            list_->setCurrentItem(item);
    }
    constexpr int what = 0;
    constexpr int until = 2;
    for (const int column : {what, until})
        list_->resizeColumnToContents(column);
    list_->setVisible(!restrictions.empty());
    empty_->setVisible(restrictions.empty());
}

void RestrictionsDialog::lift()
{
    const QList<QTreeWidgetItem*> chosen = list_->selectedItems();
    for (const QTreeWidgetItem* const item : chosen)
        room_.lift(Seq{item->data(0, seqRole).toULongLong()});
    ask();
}

} // namespace hubbub::gui
