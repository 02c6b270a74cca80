// One run in the room on the whole screen: from the name to the exit code. What is shown and typed is the
// screen's; this decides when it begins and ends.
#pragma once

#include "client-cli/exit_code.h"
#include "client-cli/terminal/room_screen.h"
#include "protocol/qt/profile.h"
#include "protocol/screen/draft_keeper.h"
#include "protocol/screen/reading_place.h"
#include "protocol/screen/room_keeper.h"

#include <QStringList>

#include <optional>

namespace hubbub::cli {

struct ScreenSettings {
    QString name; ///< empty: it is asked for
    bool takeOver = false;
    bool keepsRoom = true; ///< its last messages, for a start without a server
    terminal::RoomScreenOptions options;
};

class ScreenSession final : public QObject {
    Q_OBJECT

public:
    /// All must outlive it; `terminal` is open.
    ScreenSession(ScreenSettings settings, qt::RoomClient& client, qt::Profile& profile,
                  terminal::TerminalScreen& terminal, QObject* parent = nullptr);

    void start();
    /// Leaves politely, with exit code 0; the second time it ends at once.
    void stop();
    /// For the terminal as it was: why it ended, if not by one's own wish.
    const QStringList& lastWords() const { return lastWords_; }

Q_SIGNALS:
    void finished(hubbub::cli::ExitCode code);
    void suspendRequested();

private:
    void handleNotice(const client::Notice& notice);
    void handleKey(const client::ServerKeyNotice& notice);
    void handleWelcome(const client::WelcomeNotice& notice);
    void beginRoom(const PublicKey& server);
    void handleJoinRefused(const client::JoinRefusedNotice& notice);
    void handleEnded(const client::EndedNotice& notice);
    void handleFailure(const QString& text, bool isFatal);
    void enter(const QString& name);
    void open(const QString& password);
    void leave(const QString& reason);
    void finish(ExitCode code);

    ScreenSettings settings_;
    qt::RoomClient& client_;
    qt::Profile& profile_;
    screen::RoomController room_;
    terminal::RoomScreen screen_;
    screen::ReadingPlace reading_;
    screen::DraftKeeper drafts_;
    screen::RoomKeeper keeper_;
    QString refusedName_; ///< that another program of this person's has
    QStringList lastWords_;
    std::optional<ExitCode> exitCode_;
    bool isTakingOver_ = false;
    bool isLeaving_ = false;
    bool isFinished_ = false;
};

} // namespace hubbub::cli
