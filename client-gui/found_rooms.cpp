#include "client-gui/found_rooms.h"

#include "protocol/qt/found_room.h"
#include "protocol/qt/utf8.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

namespace hubbub::gui {

namespace {

constexpr int serverRole = Qt::UserRole;
/// More are scrolled to.
constexpr int rowsInSight = 3;

} // namespace

FoundRooms::FoundRooms(QWidget* parent) : QWidget(parent), list_(new QListWidget(this))
{
    list_->setObjectName(QStringLiteral("foundRooms"));
    list_->setAccessibleName(tr("Rooms on this network"));
    list_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    list_->setTextElideMode(Qt::ElideMiddle);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* const label = new QLabel(tr("&Rooms on this network:"), this);
    label->setBuddy(list_);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(label);
    column->addWidget(list_);
    setRooms({});
    list_->setFixedHeight(rowsInSight * list_->sizeHintForRow(0) + 2 * list_->frameWidth());

    connect(list_, &QListWidget::itemClicked, this, &FoundRooms::choose);
    connect(list_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item != nullptr && list_->hasFocus())
            choose(item);
    });
    connect(list_, &QListWidget::itemDoubleClicked, this, [this](const QListWidgetItem* item) {
        if (const QString server = serverOf(item); !server.isEmpty())
            Q_EMIT entered(server);
    });
}

void FoundRooms::choose(const QListWidgetItem* item)
{
    if (const QString server = serverOf(item); !server.isEmpty())
        Q_EMIT chosen(server);
}

void FoundRooms::setRooms(const std::vector<client::FoundRoom>& rooms)
{
    const QSignalBlocker quiet(list_);
    const QString current = list_->currentItem() != nullptr ? serverOf(list_->currentItem()) : QString();
    list_->clear();
    for (const client::FoundRoom& room : rooms) {
        auto* const item = new QListWidgetItem(qt::foundRoomText(room), list_);
        const QString server = qt::fromUtf8(qt::addressOf(room).text());
        item->setData(serverRole, server);
        item->setToolTip(item->text().toHtmlEscaped());
        if (server == current)
            list_->setCurrentItem(item);
    }
    if (rooms.empty()) {
        auto* const none = new QListWidgetItem(tr("None has answered yet."), list_);
        none->setFlags(Qt::NoItemFlags);
    }
}

QString FoundRooms::serverOf(const QListWidgetItem* item)
{
    return item->data(serverRole).toString();
}

} // namespace hubbub::gui
