// Who has confirmed a notice, who has only got it, and who cannot be reached; by name. Looks again while it
// is open.
#pragma once

#include "protocol/screen/room_controller.h"

#include <QDialog>
#include <QTimer>
#include <QTreeWidget>

#include <array>

namespace hubbub::gui {

class ConfirmationsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `room` must outlive it.
    ConfirmationsDialog(screen::RoomController& room, Seq announcement, QWidget* parent = nullptr);

    void show(const std::vector<chat::Confirmation>& confirmations);
    using QDialog::show;

private:
    void ask();

    screen::RoomController& room_;
    Seq announcement_;
    QTreeWidget* list_;
    QTimer timer_;
};

} // namespace hubbub::gui
