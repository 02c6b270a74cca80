#include "client-gui/member_panel.h"

#include "client-gui/member_delegate.h"

#include <QCollator>
#include <QMenu>
#include <QShortcut>
#include <QVBoxLayout>

namespace hubbub::gui {

namespace {

/// By name, as people count: 小明2 before 小明10.
class SortedMembers final : public QSortFilterProxyModel {
public:
    explicit SortedMembers(QObject* parent) : QSortFilterProxyModel(parent)
    {
        order_.setNumericMode(true);
        order_.setCaseSensitivity(Qt::CaseInsensitive);
    }

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override
    {
        return order_.compare(left.data(screen::MemberModel::NameRole).toString(),
                              right.data(screen::MemberModel::NameRole).toString())
             < 0;
    }

private:
    QCollator order_;
};

} // namespace

MemberPanel::MemberPanel(screen::MemberModel& members, QWidget* parent)
    : QWidget(parent),
      sorted_(new SortedMembers(this)),
      count_(new QLabel(this)),
      filter_(new QLineEdit(this)),
      list_(new QListView(this))
{
    sorted_->setSourceModel(&members);
    sorted_->setFilterRole(screen::MemberModel::NameRole);
    sorted_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    sorted_->sort(0);

    count_->setObjectName(QStringLiteral("memberCount"));
    filter_->setObjectName(QStringLiteral("memberFilter"));
    filter_->setPlaceholderText(tr("Find a member"));
    filter_->setAccessibleName(tr("Find a member"));
    filter_->setClearButtonEnabled(true);
    list_->setObjectName(QStringLiteral("memberList"));
    list_->setAccessibleName(tr("Members"));
    list_->setModel(sorted_);
    list_->setItemDelegate(new MemberDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setContextMenuPolicy(Qt::CustomContextMenu);

    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(count_);
    column->addWidget(filter_);
    column->addWidget(list_, 1);

    connect(filter_, &QLineEdit::textChanged, sorted_, &QSortFilterProxyModel::setFilterFixedString);
    auto* const escape = new QShortcut(QKeySequence(Qt::Key_Escape), filter_);
    escape->setContext(Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, filter_, &QLineEdit::clear);
    connect(list_, &QListView::customContextMenuRequested, this, &MemberPanel::showMenu);
    connect(list_, &QListView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT nameChosen(index.data(screen::MemberModel::NameRole).toString());
    });
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&members, changed, this, &MemberPanel::updateCount);
    connect(&members, &QAbstractItemModel::modelReset, this, &MemberPanel::updateCount);
    updateCount();
}

void MemberPanel::updateCount()
{
    count_->setText(tr("Members: %L1").arg(sorted_->sourceModel()->rowCount()));
}

void MemberPanel::showMenu(const QPoint& at)
{
    const QModelIndex index = list_->indexAt(at);
    if (!index.isValid())
        return;
    const QString name = index.data(screen::MemberModel::NameRole).toString();
    const MemberId member{index.data(screen::MemberModel::MemberRole).toUInt()};
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("memberMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Mention %1").arg(name), this, [this, name] { Q_EMIT nameChosen(name); });
    if (isAdmin_ && !index.data(screen::MemberModel::OwnRole).toBool())
        menu->addAction(tr("&Remove from the room…"), this, [this, member] { Q_EMIT kickRequested(member); });
    menu->popup(list_->viewport()->mapToGlobal(at));
}

} // namespace hubbub::gui
