// Where a person chooses. What is chosen counts at once, so that it can be seen, and there is nothing to
// confirm.
#pragma once

#include "client-gui/settings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QSpinBox>

class QFormLayout;

namespace hubbub::gui {

class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `file` must outlive it. `hasTray`: the window can be kept there.
    SettingsDialog(SettingsFile& file, bool hasTray, QWidget* parent = nullptr);

private:
    void addChoices(QFormLayout& form);
    void showSettings();
    void choose();

    SettingsFile& file_;
    QComboBox* notifications_;
    QComboBox* look_;
    QSpinBox* textSize_;
    QCheckBox* members_;
    QCheckBox* closesToTray_;
    QCheckBox* keepsMessages_;
    QComboBox* language_;
    QLabel* languageNote_;
    QString languageAtStart_;
    int systemSize_;
    bool isShowing_ = false; ///< what the file says; not a choice
};

} // namespace hubbub::gui
