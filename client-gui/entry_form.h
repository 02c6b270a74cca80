// Name and server, and what is wrong with either, beside it: with the suggestion as a button, so that nothing
// is typed twice.
#pragma once

#include "protocol/chat/refusal.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

namespace hubbub::gui {

class EntryForm final : public QWidget {
    Q_OBJECT

public:
    explicit EntryForm(QWidget* parent = nullptr);

    void setName(const QString& name) { name_->setText(name); }
    /// Most recent first; the first one is filled in.
    void setServers(const QStringList& servers);
    void setServer(const QString& server);
    QString name() const { return name_->text().trimmed(); }
    /// As it was meant: without what a line break in the mail or a Chinese input method has put into it.
    QString server() const;

    /// The name was refused, or cannot be one; the name is selected, to be typed over.
    void showNameRefused(const chat::Refusal& refusal);
    void showServerProblem(const QString& text);
    /// The room wants a password: its field appears, and stays.
    void showPasswordWanted(const QString& why);
    QString password() const { return password_->text(); }
    bool remembersPassword() const { return rememberPassword_->isChecked(); }
    /// It has done its service.
    void forgetPassword();
    void clearProblems();
    /// The field where something is missing.
    void focusWhatIsMissing();

Q_SIGNALS:
    void enterRequested(bool takeOver);
    /// The person does not want to be offered it any more.
    void serverForgotten(const QString& server);

private:
    bool isRemembered() const;
    void setPasswordVisible(bool isVisible);
    void forgetServer();

    QLineEdit* name_;
    QLabel* nameProblem_;
    QPushButton* suggestion_;
    QPushButton* takeOver_;
    QComboBox* server_;
    QPushButton* forget_;
    QLabel* serverProblem_;
    QLabel* passwordLabel_;
    QLineEdit* password_;
    QLabel* passwordProblem_;
    QCheckBox* rememberPassword_;
};

} // namespace hubbub::gui
