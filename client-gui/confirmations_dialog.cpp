#include "client-gui/confirmations_dialog.h"

#include "protocol/screen/moderation_text.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace hubbub::gui {

namespace {

constexpr std::chrono::seconds interval{2};

} // namespace

ConfirmationsDialog::ConfirmationsDialog(screen::RoomController& room, Seq announcement, QWidget* parent)
    : QDialog(parent),
      room_(room),
      announcement_(announcement),
      list_(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("confirmationsDialog"));
    setWindowTitle(tr("Who has confirmed notice #%1").arg(announcement.value));
    list_->setObjectName(QStringLiteral("confirmations"));
    list_->setAccessibleName(tr("Who has confirmed"));
    list_->setHeaderHidden(true);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(list_, 1);
    column->addWidget(buttons);
    resize(50 * fontMetrics().averageCharWidth(), 22 * fontMetrics().height());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&room_, &screen::RoomController::confirmationsTold, this,
            [this](Seq about, const std::vector<chat::Confirmation>& confirmations) {
                if (about == announcement_)
                    show(confirmations);
            });
    connect(&timer_, &QTimer::timeout, this, &ConfirmationsDialog::ask);
    timer_.start(interval);
    ask();
}

/// One question at a time: while the link is down they would pile up.
void ConfirmationsDialog::ask()
{
    if (!room_.isAskingConfirmations(announcement_) && room_.isInRoom())
        room_.askConfirmations(announcement_);
}

void ConfirmationsDialog::show(const std::vector<chat::Confirmation>& confirmations)
{
    constexpr std::array states{chat::ConfirmationState::confirmed, chat::ConfirmationState::delivered,
                                chat::ConfirmationState::unreachable};
    std::array<bool, states.size()> areClosed{};
    for (std::size_t at = 0; at < states.size(); ++at) {
        const QTreeWidgetItem* const group = list_->topLevelItem(static_cast<int>(at));
        areClosed.at(at) = group != nullptr && !group->isExpanded();
    }
    list_->clear();
    for (std::size_t at = 0; at < states.size(); ++at) {
        const QStringList names = screen::namesIn(confirmations, states.at(at));
        auto* const group =
            new QTreeWidgetItem(list_, QStringList(screen::stateHeading(states.at(at), names.size())));
        for (const QString& name : names)
            new QTreeWidgetItem(group, QStringList(name));
        group->setExpanded(!areClosed.at(at));
    }
}

} // namespace hubbub::gui
