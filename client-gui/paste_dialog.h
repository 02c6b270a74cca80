// Shows what is about to be pasted, when it is much, and asks what to do with it.
#pragma once

#include <QDialog>

namespace hubbub::gui {

class PasteDialog final : public QDialog {
    Q_OBJECT

public:
    PasteDialog(const QString& text, qsizetype mostBytes, QWidget* parent = nullptr);

Q_SIGNALS:
    /// As one message, with what stands in the input already.
    void sendWanted(const QString& text);
    void editWanted(const QString& text);
};

} // namespace hubbub::gui
