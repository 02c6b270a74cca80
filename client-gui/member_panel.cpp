#include "client-gui/member_panel.h"

#include "client-gui/member_delegate.h"
#include "protocol/qt/utf8.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QShortcut>
#include <QVBoxLayout>

namespace hubbub::gui {

MemberPanel::MemberPanel(screen::MemberModel& members, QWidget* parent)
    : QWidget(parent),
      members_(members),
      sorted_(new screen::SortedMembers(members, this)),
      count_(new QLabel(this)),
      filter_(new QLineEdit(this)),
      list_(new QListView(this))
{
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
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // long names end in an ellipsis
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setContextMenuPolicy(Qt::CustomContextMenu);

    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(count_);
    column->addWidget(filter_);
    column->addWidget(list_, 1);

    connect(filter_, &QLineEdit::textChanged, sorted_, &screen::SortedMembers::setWanted);
    auto* const escape = new QShortcut(QKeySequence(Qt::Key_Escape), filter_);
    escape->setContext(Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, filter_, &QLineEdit::clear);
    connect(list_, &QListView::customContextMenuRequested, this, &MemberPanel::showMenu);
    connect(list_, &QListView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT nameChosen(index.data(screen::MemberModel::NameRole).toString());
    });
    const auto showCount = [this] { count_->setText(sorted_->countText()); };
    connect(sorted_, &screen::SortedMembers::countChanged, count_, showCount);
    showCount();
}

void MemberPanel::showMenu(const QPoint& at)
{
    const QModelIndex index = list_->indexAt(at);
    const auto entry = members_.find(MemberId{index.data(screen::MemberModel::MemberRole).toUInt()});
    if (!entry)
        return;
    const QString name = index.data(screen::MemberModel::NameRole).toString();
    const QString shownName = QString(name).replace(QLatin1Char('&'), QLatin1String("&&"));
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("memberMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Mention %1").arg(shownName), this, [this, name] { Q_EMIT nameChosen(name); });
    const auto copy = [](const QString& text) { QGuiApplication::clipboard()->setText(text); };
    menu->addAction(tr("&Copy the name"), this, [copy, name] { copy(name); });
    menu->addAction(tr("Copy the &fingerprint of the key"), this, [copy, fingerprint = entry->fingerprint] {
        copy(qt::fromUtf8(shownFingerprint(fingerprint)));
    });
    if (isAdmin_ && !index.data(screen::MemberModel::OwnRole).toBool()) {
        menu->addSeparator();
        addModeration(*menu, entry->member);
    }
    menu->popup(list_->viewport()->mapToGlobal(at));
}

void MemberPanel::addModeration(QMenu& menu, MemberId member)
{
    using namespace std::chrono_literals;
    menu.addAction(tr("&Remove from the room…"), this, [this, member] { Q_EMIT kickRequested(member); });
    QMenu* const mute = menu.addMenu(tr("M&ute"));
    mute->setObjectName(QStringLiteral("muteMenu"));
    const auto add = [&](const QString& text, std::optional<std::chrono::milliseconds> length) {
        mute->addAction(text, this, [this, member, length] { Q_EMIT muteRequested(member, length); });
    };
    add(tr("For 10 &minutes"), 10min);
    add(tr("For 1 &hour"), 1h);
    add(tr("&Until it is lifted"), std::nullopt);
    menu.addAction(tr("Unmu&te"), this, [this, member] { Q_EMIT unmuteRequested(member); });
    menu.addAction(tr("&Ban…"), this, [this, member] { Q_EMIT banRequested(member); });
}

} // namespace hubbub::gui
