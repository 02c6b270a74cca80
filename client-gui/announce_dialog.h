// Where an admin writes what everyone will see, and sees it beforehand as everyone will.
#pragma once

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace hubbub::gui {

class AnnounceDialog final : public QDialog {
    Q_OBJECT

public:
    /// `mostBytes` a notice may have.
    explicit AnnounceDialog(qsizetype mostBytes, QWidget* parent = nullptr);

    /// Shown until something else is written.
    void showProblem(const QString& text);

Q_SIGNALS:
    /// Stays open until it is closed: what cannot be told now is not lost.
    void announceRequested(const QString& text, bool asksToConfirm);

private:
    void preview();
    void announce();

    QPlainTextEdit* edit_;
    QLabel* preview_;
    QLabel* problem_;
    QPushButton* announce_;
    QCheckBox* asksToConfirm_;
    qsizetype mostBytes_;
};

} // namespace hubbub::gui
