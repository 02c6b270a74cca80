#include "client-gui/line_dialog.h"

#include "client-gui/tone_label.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace hubbub::gui {

LineDialog::LineDialog(const LineQuestion& question, QWidget* parent)
    : QDialog(parent),
      edit_(new QLineEdit(question.text, this)),
      problem_(new ToneLabel(Tone::bad, this)),
      suggestion_(new QPushButton(this))
{
    setObjectName(question.name);
    setWindowTitle(question.title);
    auto* const text = new QLabel(question.question, this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setVisible(!question.question.isEmpty());
    edit_->setObjectName(QStringLiteral("lineEdit"));
    edit_->setAccessibleName(question.label);
    edit_->setPlaceholderText(question.label);
    edit_->selectAll();
    problem_->setObjectName(QStringLiteral("lineProblem"));
    problem_->hide();
    suggestion_->setObjectName(QStringLiteral("lineSuggestion"));
    suggestion_->setAutoDefault(false);
    suggestion_->hide();
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* const submit = buttons->addButton(question.button, QDialogButtonBox::AcceptRole);
    submit->setObjectName(QStringLiteral("lineButton"));
    submit->setDefault(true);
    const auto showMay = [this, submit, mayBeEmpty = question.mayBeEmpty] {
        submit->setEnabled(mayBeEmpty || !this->text().isEmpty());
    };
    showMay();

    auto* const column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addWidget(edit_);
    column->addWidget(problem_);
    column->addWidget(suggestion_);
    column->addWidget(buttons);
    setMinimumWidth(60 * fontMetrics().averageCharWidth());

    connect(edit_, &QLineEdit::textChanged, this, [this, showMay] {
        showMay();
        problem_->hide();
        suggestion_->hide();
    });
    connect(suggestion_, &QPushButton::clicked, this, [this] {
        edit_->setText(suggestion_->property("name").toString());
        edit_->setFocus();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { Q_EMIT submitted(this->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void LineDialog::showProblem(const QString& text, const QString& suggestion)
{
    problem_->setText(text);
    problem_->show();
    suggestion_->setProperty("name", suggestion);
    suggestion_->setText(
        tr("&Take %1").arg(QString(suggestion).replace(QLatin1Char('&'), QLatin1String("&&"))));
    suggestion_->setVisible(!suggestion.isEmpty());
}

} // namespace hubbub::gui
