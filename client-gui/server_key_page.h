// What the person sees of a server's key: a question at first sight, a warning when it is not the expected
// one.
#pragma once

#include "protocol/base/ids.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include <optional>

namespace hubbub::gui {

/// The key that a server should have shown.
struct KnownKey {
    enum class Source : std::uint8_t {
        earlierVisit,
        link, ///< or --server-key
    };
    std::optional<PublicKey> key;
    Source source = Source::earlierVisit;
};

class ServerKeyPage final : public QWidget {
    Q_OBJECT

public:
    explicit ServerKeyPage(QWidget* parent = nullptr);

    void ask(const QString& server, const PublicKey& key);
    /// There is no way on from here but back: another key is not talked to.
    void warn(const QString& server, const PublicKey& key, const KnownKey& expected);

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
