// What the person sees of a server's key: a question at first sight, a warning when it has changed.
#pragma once

#include "protocol/base/ids.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include <optional>

namespace hubbub::gui {

class ServerKeyPage final : public QWidget {
    Q_OBJECT

public:
    explicit ServerKeyPage(QWidget* parent = nullptr);

    void ask(const QString& server, const PublicKey& key);
    /// There is no way on from here but back: a changed key is not talked to.
    void warn(const QString& server, const PublicKey& key, const std::optional<PublicKey>& expected);

Q_SIGNALS:
    void answered(bool trusted);
    void backRequested();

private:
    QLabel* title_;
    QLabel* text_;
    QLabel* keys_;
    QPushButton* trust_;
    QPushButton* refuse_;
    QPushButton* back_;
};

} // namespace hubbub::gui
