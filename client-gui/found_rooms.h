// The rooms found on this network, to be chosen from. Looks for none itself.
#pragma once

#include "protocol/client/room_finder.h"

#include <QLabel>
#include <QListWidget>
#include <QWidget>

#include <vector>

namespace hubbub::gui {

class FoundRooms final : public QWidget {
    Q_OBJECT

public:
    explicit FoundRooms(QWidget* parent = nullptr);

    /// What was chosen stays chosen.
    void setRooms(const std::vector<client::FoundRoom>& rooms);

Q_SIGNALS:
    /// As it is typed.
    void chosen(const QString& server);
    /// And to be entered at once.
    void entered(const QString& server);

private:
    /// Empty for what is no room.
    static QString serverOf(const QListWidgetItem* item);
    void choose(const QListWidgetItem* item);

    QListWidget* list_;
};

} // namespace hubbub::gui
