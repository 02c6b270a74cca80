// Looks for the rooms of this network for a while, and prints each once.
#pragma once

#include "client-cli/exit_code.h"
#include "protocol/qt/room_search.h"

#include <QObject>

#include <functional>

namespace hubbub::cli {

class DiscoverSession final : public QObject {
    Q_OBJECT

public:
    /// `show` gets each room when the time is over. `entropy` must outlive it.
    DiscoverSession(Entropy& entropy, Duration time, std::function<void(const client::FoundRoom&)> show,
                    QObject* parent = nullptr);

    /// What has been found is shown.
    void stop();

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);

private:
    qt::RoomSearch search_;
    std::function<void(const client::FoundRoom&)> show_;
    bool isFinished_ = false;
};

} // namespace hubbub::cli
