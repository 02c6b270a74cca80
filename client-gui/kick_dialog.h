// Asks an admin why a member is to be removed, and whether it is meant.
#pragma once

#include "protocol/chat/roster_entry.h"

#include <QDialog>
#include <QLineEdit>

namespace hubbub::gui {

class KickDialog final : public QDialog {
    Q_OBJECT

public:
    explicit KickDialog(const chat::RosterEntry& member, QWidget* parent = nullptr);
    QString reason() const { return reason_->text(); }

private:
    QLineEdit* reason_;
};

} // namespace hubbub::gui
