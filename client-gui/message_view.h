// The message list: shows the room's log, stays at the newest row only while it is there already, and
// otherwise tells how many have come. What is read never moves, whatever comes or goes around it.
#pragma once

#include "client-gui/message_find.h"
#include "client-gui/message_flow.h"
#include "client-gui/message_selection.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QElapsedTimer>
#include <QPersistentModelIndex>

class QMenu;
class QPushButton;

namespace hubbub::gui {

class Announcer;

class MessageView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit MessageView(QWidget* parent = nullptr);
    ~MessageView() override;

    /// The view tells the model when its end is being watched. The model outlives the view, or is taken away
    /// from it before.
    void setModel(screen::MessageModel* model) { showList(model, Seq{}); }
    screen::MessageModel* model() const { return model_; }
    /// A row of the list that is shown. What was left for another list stays valid, but is none.
    bool shows(const QModelIndex& index) const;
    /// From this event on, which is marked for a moment; 0: its end. Only the list of now `isLive`, and
    /// follows what comes.
    void showList(screen::MessageModel* model, Seq at, bool isLive = true);
    /// The list of now, in which all that is seen stands too: nothing moves.
    void showListInstead(screen::MessageModel* model);
    /// Stands above the first row, and scrolls with it.
    void setFront(QWidget* front);
    /// The row that is marked for a moment; -1: none.
    int flashedRow() const { return flashed_.row(); }

    bool sticksToEnd() const { return flow_.sticksToEnd(); }
    /// Said by others since the person looked at the end.
    int unseen() const { return unseen_; }

    /// In the viewport's coordinates. -1: there is no row.
    int rowAt(QPoint point);
    QRect rowRect(int row);
    /// Whether the row stands in the viewport, at least in part; quicker than where, for rows far away.
    bool isRowSeen(int row) { return flow_.isSeen(row); }
    /// Of the words in a row that try it again, or confirm it; empty if there is nothing to do.
    QRect actionRect(int row);
    /// Who may take back what others have said, and ask who has confirmed.
    void setAdmin(bool isAdmin) { isAdmin_ = isAdmin; }
    /// Of a part of the row's text (`messageText`).
    QRect textRect(int row, qsizetype from, qsizetype to);

    /// Where the keyboard is; -1: nowhere yet.
    int currentRow() const { return current_.row(); }
    void setCurrentRow(int row);
    /// What Enter does with a row: tries again, opens or closes a fold, opens a link.
    void activate(int row);

    const MessageSelection& selection() const { return selection_; }
    QString selectedText() const { return selection_.text(); }

    /// Marks this wherever it is seen; empty: nothing.
    void setHighlight(const QString& text);
    /// Selects the next place of what is marked, and goes on at the other end. False if there is none.
    bool findNext(bool backwards);
    /// Of places in the whole list; not more than MessageFind::mostCounted.
    int matchCount() const;
    /// Which of them is selected, the newest being the first; 0: none.
    int matchPlace() const;

public Q_SLOTS:
    /// frontNeared() and endNeared(), if it is so.
    void tellNear();
    void showStart();
    void showEnd();
    void showUnread();
    /// Down, or up if negative.
    void scrollPages(int pages);
    void selectAll();
    /// The selection, or else the row where the keyboard is.
    void copy() const;

Q_SIGNALS:
    /// The person is about to see the first row.
    void frontNeared();
    /// The same of the last, in a list that is not live.
    void endNeared();
    /// The first message that was not read stands before the person's eyes.
    void unreadSeen();
    void retryRequested(const QModelIndex& index);
    void mentionRequested(const QString& name);
    void removeRequested(hubbub::Seq seq);
    void confirmRequested(hubbub::Seq announcement);
    void confirmationsRequested(hubbub::Seq announcement);
    /// Where the link under the mouse leads; empty when there is none any more.
    void linkHovered(const QString& target);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void connectModel();
    void takeModel(screen::MessageModel* model, bool isLive);
    void handleInserted(int first, int last);
    void flash(int row);
    void placeFront();
    void wantOlder();
    void announce(int row);
    void makeLook();
    void takeHeight();
    void scheduleRefresh();
    void refresh();
    void refreshIfScheduled();
    void showScrollBar();
    void tellWatched();
    void showUnseen();
    void placeEndButton();
    bool showsTime(int row) const;

    struct Place {
        int row = -1;
        MessageLayout::Hit hit;
    };
    Place placeAt(QPoint point);
    void hover(QPoint point);
    void leaveLink();
    void beginSelection(const Place& place, MessageSelection::Unit unit, bool extends);
    void extendSelectionTo(QPoint point);
    void offerSelection() const;
    void activatePart(const Place& place);
    void act(int row);

    void makeCurrent(int row);
    void moveCurrent(int row, bool selects);
    int visibleRow(int from, int step) const;
    void turnPage(int pages, bool selects);
    void setFoldOpen(int row, bool isOpen);
    void toggleFold(int row);
    void openLink(const QString& link);

    void showMenu(const Place& place, QPoint at);
    void addCopyActions(QMenu& menu, const Place& place);
    void addRowActions(QMenu& menu, int row);
    void addModeration(QMenu& menu, int row);

    screen::MessageModel* model_ = nullptr;
    MessageFlow flow_;
    MessageSelection selection_;
    MessageFind find_;
    QPushButton* endButton_;
    Announcer* announcer_;
    QWidget* front_ = nullptr;
    QPersistentModelIndex flashed_;
    QBasicTimer flashTimer_;
    int unseen_ = 0;
    bool isAdmin_ = false;
    bool isRefreshScheduled_ = false;

    bool isShowingScrollBar_ = false;
    std::int64_t scrollScale_ = 1; ///< pixels to a step of the scroll bar, whose range is an int

    QPersistentModelIndex current_;
    bool isCurrentShown_ = false;        ///< to who uses the keyboard; the mouse shows where it is itself
    QPersistentModelIndex selectedFrom_; ///< where selecting by rows began

    std::optional<QPoint> pressedAt_;
    bool isSelecting_ = false;
    QElapsedTimer sinceDoubleClick_;
    QPoint mouse_;
    QBasicTimer selectTimer_; ///< scrolls while the mouse selects beyond an edge
    QPersistentModelIndex hoveredRow_;
    int hoveredLink_ = -1;
};

} // namespace hubbub::gui
