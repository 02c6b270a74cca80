// What was said in a room, for scripts: the last events, those since some time, or what a search finds. Asks
// page after page in a session that enters no room.
#pragma once

#include "client-cli/exit_code.h"
#include "protocol/qt/room_client.h"

#include <QCoreApplication>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace hubbub::cli {

struct HistorySettings {
    /// Nothing: the last ones.
    std::optional<WallTime> since;
    std::uint64_t limit = 0; ///< events shown at most
    std::optional<QString> query;
    bool json = false;
};

class HistorySession final : public QObject {
    Q_OBJECT

public:
    struct Doors {
        std::function<void(const QByteArray&)> write;
        std::function<void(const QString&)> complain;
    };
    /// The client must outlive it.
    HistorySession(HistorySettings settings, qt::RoomClient& client, Doors doors, QObject* parent = nullptr);

    void start();
    void stop();

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);

private:
    void handleNotice(const client::Notice& notice);
    void handlePage(const client::PageNotice& notice);
    void handleFound(const client::FoundNotice& notice);
    void handleRefused(const chat::Refusal& refusal);
    void handleEnd(const client::EndedNotice& notice);
    void askBefore(Seq seq);
    void searchBefore(std::optional<Seq> seq);
    /// Pages that were collected from the last one back.
    void showCollected();
    void show(const chat::PageEntry& entry);
    void showChain();
    void conclude();

    HistorySettings settings_;
    qt::RoomClient& client_;
    Doors doors_;
    std::vector<std::vector<chat::PageEntry>> collected_;
    std::uint64_t count_ = 0; ///< shown, or to be shown
    std::optional<Seq> brokenAt_;
    bool isDone_ = false;
    ExitCode exitCode_ = ExitCode::noAnswer;
};

} // namespace hubbub::cli
