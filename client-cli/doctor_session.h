// `hubbub doctor`: from this machine's cards to the server's clock, one step after the other, each told as
// soon as it is known. Enters no room.
#pragma once

#include "client-cli/exit_code.h"
#include "client-cli/finding.h"
#include "protocol/qt/room_client.h"
#include "protocol/qt/room_search.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace hubbub::cli {

class DoctorSession final : public QObject {
    Q_OBJECT

public:
    /// Of the addresses a name leads to, those that are tried.
    static constexpr std::size_t mostAddresses = 4;
    /// Until it is said which rooms there are.
    static constexpr Duration searchTime = 2s;

    /// `server` nothing: one that is found. `options` are those of the session with it. All must outlive it.
    DoctorSession(std::optional<chat::ServerAddress> server, qt::RoomClientOptions options,
                  qt::Profile& profile, Entropy& entropy, std::function<void(const Finding&)> show,
                  QObject* parent = nullptr);

    void start();
    void stop();

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);

private:
    void lookAround();
    void lookUp();
    void handleAddresses(const std::vector<PeerAddress>& addresses);
    void handleNoAddress(const QString& reason);
    void handleTrialFinished();
    void judgeTrials();
    bool isFoundByAsking() const;
    bool isOfServer(const client::FoundRoom& room) const;
    void beginSession();
    void handleNotice(const client::Notice& notice);
    void handleInfo(const client::InfoNotice& notice);
    void judgeSession();
    void tell(const Finding& finding);
    void finish();

    std::optional<chat::ServerAddress> server_;
    qt::RoomClientOptions options_;
    qt::Profile& profile_;
    Entropy& entropy_;
    std::function<void(const Finding&)> show_;
    qt::RoomSearch search_;
    qt::HostLookup lookup_;
    QTimer lookupTimeout_;
    std::vector<std::unique_ptr<PathTrial>> trials_;
    std::size_t underWay_ = 0;
    std::unique_ptr<qt::RoomClient> client_;
    SessionFacts session_;
    std::optional<Duration> clockAhead_;
    ExitCode code_ = ExitCode::done;
    bool isFinished_ = false;
};

} // namespace hubbub::cli
