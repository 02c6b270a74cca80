// Where an admin writes what everyone will see, and sees it beforehand as everyone will.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace hubbub::gui {

class AnnounceDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AnnounceDialog(QWidget* parent = nullptr);
    QString text() const;

private:
    void preview();

    QPlainTextEdit* edit_;
    QLabel* preview_;
    QPushButton* announce_;
};

} // namespace hubbub::gui
