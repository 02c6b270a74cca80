// Searches the whole room, and lists what was found beside the messages, the newest first.
#pragma once

#include "protocol/screen/room_controller.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QWidget>

namespace hubbub::gui {

class FoundDelegate;

class FoundPanel final : public QWidget {
    Q_OBJECT

public:
    /// Hidden at first. `room` must outlive it.
    explicit FoundPanel(screen::RoomController& room, QWidget* parent = nullptr);

    /// With what was searched for last, ready to be typed over.
    void open();
    void openWith(const QString& words);

Q_SIGNALS:
    void placeChosen(hubbub::Seq seq);
    /// By the person, who wants the focus elsewhere.
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void leave();
    void handleReturn();
    void search();
    void searchOn();
    void showFound();
    void tell(const QString& text);
    void choose(const QModelIndex& index);

    screen::RoomController& room_;
    QSortFilterProxyModel newestFirst_;
    QLineEdit* words_;
    QToolButton* close_;
    QLabel* hint_;
    QLabel* result_;
    QListView* list_;
    FoundDelegate* delegate_;
    QPushButton* more_;
    bool wasAsked_ = false; ///< since it was opened
};

} // namespace hubbub::gui
