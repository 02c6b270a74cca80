// Asks an admin for how long a member is to be kept out, and why.
#pragma once

#include "protocol/chat/request.h"
#include "protocol/chat/roster_entry.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>

namespace hubbub::gui {

class BanDialog final : public QDialog {
    Q_OBJECT

public:
    explicit BanDialog(const chat::RosterEntry& member, QWidget* parent = nullptr);
    /// What has been chosen, about this member's key.
    chat::RestrictRequest request() const;

private:
    chat::NamedMember member_;
    QComboBox* length_;
    QLineEdit* reason_;
};

} // namespace hubbub::gui
