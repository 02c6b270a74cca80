// Asks for one line of text, and keeps it until it has been taken: a name, a topic, the reason for something.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace hubbub::gui {

struct LineQuestion {
    QString name; ///< the dialog's, for tests and styles
    QString title;
    QString question;
    QString label; ///< of the field
    QString text;  ///< that stands there already
    QString button;
    bool mayBeEmpty = false;
};

class LineDialog final : public QDialog {
    Q_OBJECT

public:
    explicit LineDialog(const LineQuestion& question, QWidget* parent = nullptr);
    QString text() const { return edit_->text().trimmed(); }

    /// Shown until something else is written; a suggestion is a button that takes it.
    void showProblem(const QString& text, const QString& suggestion = {});

Q_SIGNALS:
    /// Stays open until it is closed: what cannot be done now is not lost.
    void submitted(const QString& text);

private:
    QLineEdit* edit_;
    QLabel* problem_;
    QPushButton* suggestion_;
};

} // namespace hubbub::gui
