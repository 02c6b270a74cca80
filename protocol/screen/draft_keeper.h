// Keeps what stands unsent in the input, so that neither a crash nor another server loses it. Writes a second
// after the last change, at the end, and at once when the input is empty again: what was sent must not come
// back.
#pragma once

#include "protocol/qt/drafts.h"
#include "protocol/qt/profile.h"

#include <QTimer>

#include <optional>

namespace hubbub::screen {

class DraftKeeper final : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds delay{1000};

    /// `profile` must outlive it. A second program on the same profile keeps no drafts.
    explicit DraftKeeper(qt::Profile& profile, QObject* parent = nullptr);
    ~DraftKeeper() override;

    /// The person is in this server's room. Returns what should stand in the input: what stood there when
    /// they left the room, with what was written before it was known which room it is.
    QString enter(const PublicKey& server);
    /// This is in the input now.
    void handleChanged(const QString& text);

private:
    void save();

    qt::Profile& profile_;
    std::optional<PublicKey> server_;
    QString text_;
    QTimer timer_;
};

} // namespace hubbub::screen
