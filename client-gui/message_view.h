// The message list: stays at the newest row only while it is there already, and otherwise tells how many have
// come; copies over several rows; offers what can be done with a row.
#pragma once

#include <QListView>
#include <QPersistentModelIndex>
#include <QPushButton>

namespace hubbub::gui {

class MessageDelegate;

class MessageView final : public QListView {
    Q_OBJECT

public:
    explicit MessageView(QWidget* parent = nullptr);

    bool sticksToEnd() const { return sticksToEnd_; }
    /// That have come since the person looked at the end.
    int unseen() const { return unseen_; }
    void showEnd();
    /// What Copy takes: the selected rows in their order, a line each; days and such left out if there is
    /// anything else.
    QString selectedText() const;
    void copy() const;

    void doItemsLayout() override;
    void setModel(QAbstractItemModel* model) override;

Q_SIGNALS:
    void retryRequested(const QModelIndex& index);

protected:
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void handleScroll();
    void restorePlace();
    void setUnseen(int count);
    void placeEndButton();
    void requestRetry(const QModelIndex& index);

    MessageDelegate* delegate_;
    QPushButton* endButton_;
    bool sticksToEnd_ = true;
    bool isLayingOut_ = false;
    int unseen_ = 0;
    /// What stands at the top while the person reads further up, and how far above the top it begins.
    QPersistentModelIndex top_;
    int aboveTop_ = 0;
};

} // namespace hubbub::gui
