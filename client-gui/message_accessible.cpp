#include "client-gui/message_accessible.h"

#include "client-gui/message_view.h"
#include "protocol/screen/message_model.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

namespace hubbub::gui {

namespace {

class MessageRowAccessible final : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    MessageRowAccessible(MessageView& view, const QModelIndex& index) : view_(&view), index_(index) {}

    int row() const { return index_.row(); }

    bool isValid() const override { return view_ && view_->shows(index_); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return isValid() ? view_->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(view_); }
    QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
    int childCount() const override { return 0; }
    QAccessibleInterface* childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface* /*child*/) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text /*which*/, const QString& /*text*/) override {}

    QString text(QAccessible::Text which) const override
    {
        return isValid() && which == QAccessible::Name ? index_.data(Qt::AccessibleTextRole).toString()
                                                       : QString();
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect row = view_->rowRect(this->row());
        return {view_->viewport()->mapToGlobal(row.topLeft()), row.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        const screen::MessageModel& model = *view_->model();
        state.readOnly = true;
        state.focusable = true;
        state.selectable = true;
        state.multiLine = true;
        state.focused = view_->hasFocus() && view_->currentRow() == row();
        state.selected = view_->selection().holds(row());
        state.invisible = model.isHidden(row());
        state.offscreen = !view_->isRowSeen(row());
        state.expandable = model.isFoldHead(row());
        state.expanded = state.expandable && model.isFoldOpen(row());
        state.collapsed = state.expandable && !state.expanded;
        return state;
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }

    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    QStringList keyBindingsForAction(const QString& /*name*/) const override { return {}; }

    void doAction(const QString& name) override
    {
        if (!isValid())
            return;
        if (name == setFocusAction())
            view_->setFocus();
        view_->setCurrentRow(row());
        if (name == pressAction())
            view_->activate(row());
    }

private:
    QPointer<MessageView> view_;
    QPersistentModelIndex index_;
};

class MessageListAccessible final : public QAccessibleWidget {
public:
    explicit MessageListAccessible(MessageView& view)
        : QAccessibleWidget(&view, QAccessible::List, view.accessibleName())
    {
    }
    ~MessageListAccessible() override
    {
        for (const QAccessible::Id id : std::as_const(rows_))
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return view().model() == nullptr ? 0 : view().model()->rowCount(); }

    QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        // A persistent index is the same one as long as its row is there, wherever that moves.
        const QPersistentModelIndex row = view().model()->index(index);
        if (const auto known = rows_.constFind(row); known != rows_.cend())
            return QAccessible::accessibleInterface(*known);
        forgetRemoved();
        auto* const made = new MessageRowAccessible(view(), row);
        rows_.insert(row, QAccessible::registerAccessibleInterface(made));
        return made;
    }

    int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto* const row = dynamic_cast<const MessageRowAccessible*>(child);
        return row == nullptr || !row->isValid() ? -1 : row->row();
    }

    QAccessibleInterface* childAt(int x, int y) const override
    {
        return child(view().rowAt(view().viewport()->mapFromGlobal(QPoint(x, y))));
    }

    QAccessibleInterface* focusChild() const override
    {
        return view().hasFocus() ? child(view().currentRow()) : nullptr;
    }

private:
    MessageView& view() const { return *static_cast<MessageView*>(widget()); }

    /// Only when there are twice as many as there were, so that it costs little for each.
    void forgetRemoved() const
    {
        if (rows_.size() < sweepAt_)
            return;
        for (auto row = rows_.begin(); row != rows_.end();) {
            if (view().shows(row.key())) {
                ++row;
            } else {
                QAccessible::deleteAccessibleInterface(*row);
                row = rows_.erase(row);
            }
        }
        sweepAt_ = std::max(2 * rows_.size(), fewestSwept);
    }

    static constexpr qsizetype fewestSwept = 256;
    mutable QHash<QPersistentModelIndex, QAccessible::Id> rows_;
    mutable qsizetype sweepAt_ = fewestSwept;
};

QAccessibleInterface* makeMessageList(const QString& /*className*/, QObject* object)
{
    auto* const view = qobject_cast<MessageView*>(object);
    return view == nullptr ? nullptr : new MessageListAccessible(*view);
}

} // namespace

void installMessageAccessibility()
{
    QAccessible::installFactory(makeMessageList); // ignores one that it has
}

} // namespace hubbub::gui
