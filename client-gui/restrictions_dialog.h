// Who is banned or muted, from whom, until when; an admin lifts it here. Looks again while it is open.
#pragma once

#include "protocol/screen/room_controller.h"

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QTreeWidget>

namespace hubbub::gui {

class RestrictionsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `room` must outlive it.
    explicit RestrictionsDialog(screen::RoomController& room, QWidget* parent = nullptr);

    void show(const std::vector<chat::Restriction>& restrictions);
    using QDialog::show;

private:
    void ask();
    void lift();

    screen::RoomController& room_;
    QLabel* empty_;
    QTreeWidget* list_;
    QPushButton* lift_;
    QTimer timer_;
};

} // namespace hubbub::gui
