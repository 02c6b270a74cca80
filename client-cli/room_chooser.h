// Asks at a terminal which room to enter: those found on this network, by their number, or any other server's
// address.
#pragma once

#include "client-cli/exit_code.h"
#include "client-cli/line_input.h"
#include "protocol/chat/invite_link.h"
#include "protocol/qt/room_search.h"

#include <QCoreApplication>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace hubbub::cli {

class RoomChooser final : public QObject {
    Q_OBJECT

public:
    /// All must outlive it. `print` gets lines for the person.
    RoomChooser(LineInput& input, std::function<void(const QString&)> print, Entropy& entropy,
                QObject* parent = nullptr);

    void start();
    void stop();
    /// Nothing: the person has given it up.
    const std::optional<chat::ServerAddress>& chosen() const { return chosen_; }

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);

private:
    void handleFound();
    void handleLine(const InputLine& line);
    void finish(ExitCode code);

    LineInput& input_;
    std::function<void(const QString&)> print_;
    qt::RoomSearch search_;
    /// In the order they were found, so that a number once shown stays.
    std::vector<client::FoundRoom> offered_;
    std::optional<chat::ServerAddress> chosen_;
    bool isFinished_ = false;
};

} // namespace hubbub::cli
