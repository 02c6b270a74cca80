#include "client-cli/discover_session.h"

#include <QTimer>

#include <chrono>
#include <utility>

namespace hubbub::cli {

DiscoverSession::DiscoverSession(Entropy& entropy, Duration time,
                                 std::function<void(const client::FoundRoom&)> show, QObject* parent)
    : QObject(parent),
      search_(entropy),
      show_(std::move(show))
{
    QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(time), this, &DiscoverSession::stop);
}

void DiscoverSession::stop()
{
    if (std::exchange(isFinished_, true))
        return;
    const auto rooms = search_.rooms();
    for (const client::FoundRoom& room : rooms)
        show_(room);
    Q_EMIT finished(rooms.empty() ? ExitCode::noAnswer : ExitCode::done);
}

} // namespace hubbub::cli
