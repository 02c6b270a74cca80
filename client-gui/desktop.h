// The program: one window, one way in, and one room client at a time. Decides when which of them is seen, and
// leaves politely.
#pragma once

#include "client-gui/arguments.h"
#include "client-gui/attention.h"
#include "client-gui/connect_dialog.h"
#include "client-gui/main_window.h"
#include "client-gui/settings_dialog.h"
#include "client-gui/window_memory.h"
#include "protocol/qt/profile.h"
#include "protocol/qt/room_client.h"
#include "protocol/qt/room_search.h"
#include "protocol/screen/draft_keeper.h"
#include "protocol/screen/reading_place.h"
#include "protocol/screen/room_controller.h"
#include "protocol/screen/room_keeper.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace hubbub::gui {

class Desktop final : public QObject {
    Q_OBJECT

public:
    /// All three must outlive it.
    Desktop(Arguments arguments, qt::Profile& profile, SettingsFile& settings, Entropy& entropy,
            QObject* parent = nullptr);
    ~Desktop() override;

    /// With server and name given straight into the room, otherwise to the dialog.
    void start();
    /// Leaves the room and emits finished(); asks first if something has not reached the server.
    void quit(const QString& reason);
    /// The same without a question.
    void quitAtOnce(const QString& reason);

    MainWindow& window() { return *window_; }
    ConnectDialog& dialog() { return *dialog_; }
    screen::RoomController& room() { return room_; }

Q_SIGNALS:
    void finished();

private:
    void ask();
    void lookForRooms(bool isWanted);
    void enter(const QString& name, const chat::ServerAddress& server, bool takeOver);
    void begin(const QString& name, const chat::ServerAddress& server, bool takeOver);
    void usePassword();
    void handleNotice(const client::Notice& notice);
    void handleKey(const client::ServerKeyNotice& notice);
    void handleWelcome(const client::WelcomeNotice& notice);
    void keepName(const QString& name);
    void handleJoinRefused(const client::JoinRefusedNotice& notice);
    void handleEnded(const client::EndedNotice& notice);
    void handleFailure(const QString& text, bool isFatal);
    void handleKeyAnswer(bool trusted);
    /// As --accept-new-key asks for, which speaks of the server beside it.
    bool acceptsNewKey(const chat::ServerAddress& server) const;
    /// The client that is there can go on to enter there.
    bool isAtSameServer(const chat::ServerAddress& server) const;
    void cancelAttempt();
    void handleDialogRejected();
    void handleClose();
    void showSettings();
    /// What was under way is no concern any more; a room is left politely.
    void dropClient();
    bool mayQuit();
    bool mayGoElsewhere(std::size_t unsent);
    std::size_t unsentLines() const;
    std::size_t givenUpLines() const;
    void finish();
    QString serverText() const;

    Arguments arguments_;
    qt::Profile& profile_;
    SettingsFile& settings_;
    Entropy& entropy_;
    screen::RoomController room_;
    screen::DraftKeeper drafts_;
    std::unique_ptr<MainWindow> window_;
    ConnectDialog* dialog_;
    WindowMemory memory_;
    Attention attention_;
    screen::ReadingPlace reading_;
    screen::RoomKeeper keeper_;
    QPointer<SettingsDialog> settingsDialog_;
    std::unique_ptr<qt::RoomClient> client_;
    std::unique_ptr<qt::RoomSearch> search_; ///< while the dialog is in sight
    std::optional<PublicKey> shownKey_;      ///< by the server that this client found
    std::optional<client::ServerKeyNotice> changedKey_;
    bool wasAdmitted_ = false;  ///< by this client
    bool isNameWanted_ = false; ///< the server has refused one and waits for another
    bool isQuitting_ = false;
};

} // namespace hubbub::gui
