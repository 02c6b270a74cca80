// One question to a server, one line about it.
#pragma once

#include "client-cli/exit_code.h"
#include "protocol/qt/room_client.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>

namespace hubbub::cli {

class PingSession final : public QObject {
    Q_OBJECT

public:
    /// `print` gets the line, `complain` what went wrong. All must outlive it.
    PingSession(qt::RoomClient& client, const qt::Profile& profile, std::function<void(const QString&)> print,
                std::function<void(const QString&)> complain, QObject* parent = nullptr);

    void start();
    void stop();

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);

private:
    void handleNotice(const client::Notice& notice);
    void printInfo(const client::InfoNotice& notice);

    qt::RoomClient& client_;
    const qt::Profile& profile_;
    std::function<void(const QString&)> print_;
    std::function<void(const QString&)> complain_;
    std::optional<PublicKey> serverKey_;
    /// Since the session was there, and the question on its way.
    QElapsedTimer sinceAsked_;
    bool isAnswered_ = false;
};

} // namespace hubbub::cli
