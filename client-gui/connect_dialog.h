// The way in: who and where, how far it has come, and every reason why it did not work, in place. Knows no
// client: it asks, and is told.
#pragma once

#include "client-gui/entry_form.h"
#include "client-gui/found_rooms.h"
#include "client-gui/server_key_page.h"
#include "protocol/chat/invite_link.h"

#include <QDialog>
#include <QProgressBar>
#include <QStackedWidget>

namespace hubbub::gui {

class ConnectDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ConnectDialog(QWidget* parent = nullptr);

    EntryForm& form() { return *form_; }

    /// Ready to be filled in; what was shown before is gone.
    void showForm();
    void showBusy(const QString& text);
    /// `NAME_TAKEN` and the like beside the name, everything else beside the server.
    void showRefused(const chat::Refusal& refusal);
    void showServerProblem(const QString& text);
    void askAboutKey(const QString& server, const PublicKey& key);
    void warnOfKey(const QString& server, const PublicKey& key, const KnownKey& expected);
    /// Those of this network, to be offered.
    void showRooms(const std::vector<client::FoundRoom>& rooms) { rooms_->setRooms(rooms); }
    bool isBusy() const { return isBusy_; }

Q_SIGNALS:
    void enterRequested(const QString& name, const hubbub::chat::ServerAddress& server, bool takeOver);
    void keyAnswered(bool trusted);
    /// The attempt that is under way is not wanted any more.
    void attemptCancelled();
    /// While it is in sight, rooms are worth looking for.
    void visibilityChanged(bool isVisible);

protected:
    void reject() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool event(QEvent* event) override;

private:
    void enter(bool takeOver);
    void setBusy(bool isBusy, const QString& text);
    void bringUp();
    void growToFit();

    QStackedWidget* pages_;
    EntryForm* form_;
    FoundRooms* rooms_;
    ServerKeyPage* keyPage_;
    QWidget* formPage_;
    QProgressBar* progress_;
    QLabel* progressText_;
    QPushButton* enter_;
    QPushButton* cancel_;
    bool isBusy_ = false;
};

} // namespace hubbub::gui
