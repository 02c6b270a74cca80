// Finds words among the messages that are here, from the newest to the older ones, and says how it went.
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <QWidget>

class QToolButton;

namespace hubbub::gui {

class MessageView;

class FindBar final : public QWidget {
    Q_OBJECT

public:
    /// Hidden at first. `messages` must outlive it.
    explicit FindBar(MessageView& messages, QWidget* parent = nullptr);

    /// With what was looked for last, ready to be typed over.
    void open();
    void openWith(const QString& words);
    /// Opens it if nothing is looked for.
    void findOlder() { find(true); }
    void findNewer() { find(false); }

Q_SIGNALS:
    void closed();
    /// What is here is not enough.
    void wholeRoomRequested(const QString& words);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void leave();
    void find(bool older);
    void handleWordsChanged();
    void count();
    void tell(const QString& text);

    MessageView& messages_;
    QLineEdit* words_;
    QToolButton* older_;
    QToolButton* newer_;
    QToolButton* wholeRoom_;
    QToolButton* close_;
    QLabel* result_;
    QTimer countTimer_;
};

} // namespace hubbub::gui
