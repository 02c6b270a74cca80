// What the window offers to change the room: names, topic, who may be in it and speak, what stands in it, and
// who has confirmed what.
#include "client-gui/ban_dialog.h"
#include "client-gui/confirm_banner.h"
#include "client-gui/confirmations_dialog.h"
#include "client-gui/line_dialog.h"
#include "client-gui/main_window.h"
#include "client-gui/member_panel.h"
#include "client-gui/message_view.h"
#include "client-gui/restrictions_dialog.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"
#include "protocol/screen/moderation_text.h"
#include "protocol/screen/named_member.h"

#include <QAction>

namespace hubbub::gui {

void MainWindow::connectModeration()
{
    connect(members_, &MemberPanel::banRequested, this, &MainWindow::ban);
    connect(members_, &MemberPanel::muteRequested, this, &MainWindow::mute);
    connect(members_, &MemberPanel::unmuteRequested, this, &MainWindow::unmute);
    connect(messages_, &MessageView::removeRequested, this, &MainWindow::removeMessage);
    connect(messages_, &MessageView::confirmRequested, &room_,
            qOverload<Seq>(&screen::RoomController::confirm));
    connect(messages_, &MessageView::confirmationsRequested, this, &MainWindow::showConfirmations);
    connect(toConfirm_, &ConfirmBanner::confirmRequested, &room_,
            qOverload<>(&screen::RoomController::confirm));
    connect(&room_, &screen::RoomController::askedToConfirm, this, &MainWindow::showConfirmations);
    connect(&room_.messages(), &screen::MessageModel::toConfirmChanged, this, &MainWindow::showToConfirm);
    showToConfirm();
}

void MainWindow::showModeration()
{
    for (QAction* const action : std::as_const(forAdmins_))
        action->setVisible(room_.isAdmin());
}

void MainWindow::showToConfirm()
{
    toConfirm_->setLine(room_.messages().lineToConfirm());
    confirm_->setEnabled(room_.messages().toConfirm().has_value());
}

void MainWindow::ban(MemberId member)
{
    const auto entry = room_.members().find(member);
    if (!entry)
        return;
    auto* const dialog = new BanDialog(*entry, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, entry] {
        room_.restrict(dialog->request(), tr("banned: %1").arg(screen::shownMember(*entry)));
    });
    dialog->open();
}

void MainWindow::mute(MemberId member, std::optional<std::chrono::milliseconds> length)
{
    const auto entry = room_.members().find(member);
    if (!entry)
        return;
    const QString who = screen::shownMember(*entry);
    room_.restrict(
        {chat::RestrictionKind::mute, chat::NamedMember{entry->member, entry->fingerprint}, length, {}},
        length ? tr("muted: %1, for %2").arg(who, screen::lengthText(*length)) : tr("muted: %1").arg(who));
}

void MainWindow::unmute(MemberId member)
{
    if (const auto entry = room_.members().find(member))
        room_.moderate({"unmute", entry->name});
}

void MainWindow::removeMessage(Seq seq)
{
    auto* const dialog =
        new LineDialog({.name = QStringLiteral("removeDialog"),
                        .title = tr("Remove a message"),
                        .question = tr("Remove this message from the room, for everyone? Its place "
                                       "stays, its text goes."),
                        .label = tr("Reason, which everyone will see"),
                        .text = {},
                        .button = tr("&Remove"),
                        .mayBeEmpty = true},
                       this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LineDialog::submitted, this, [this, dialog, seq](const QString& reason) {
        if (room_.removeMessage(seq, reason))
            dialog->accept();
    });
    dialog->open();
}

/// Stays open until the room has the name, or until another one is tried.
void MainWindow::changeName()
{
    auto* const dialog = new LineDialog({.name = QStringLiteral("renameDialog"),
                                         .title = tr("Change my name"),
                                         .question = tr("Everyone sees who has taken another name."),
                                         .label = tr("Name"),
                                         .text = room_.ownName(),
                                         .button = tr("Change &name"),
                                         .mayBeEmpty = false},
                                        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LineDialog::submitted, &room_, &screen::RoomController::rename);
    connect(&room_, &screen::RoomController::problem, dialog,
            [dialog](const QString& text) { dialog->showProblem(text); });
    connect(&room_, &screen::RoomController::renamed, dialog, &QDialog::accept);
    connect(&room_, &screen::RoomController::renameRefused, dialog, [dialog](const chat::Refusal& refusal) {
        dialog->showProblem(qt::refusalText(refusal),
                            qt::fromUtf8(refusal.suggestion.value_or(std::string())));
    });
    dialog->open();
}

void MainWindow::changeTopic()
{
    auto* const dialog =
        new LineDialog({.name = QStringLiteral("topicDialog"),
                        .title = tr("Topic"),
                        .question = tr("What the room is about. Left empty, it has no topic."),
                        .label = tr("Topic"),
                        .text = room_.topic(),
                        .button = tr("&Set the topic"),
                        .mayBeEmpty = true},
                       this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LineDialog::submitted, this, [this, dialog](const QString& topic) {
        if (room_.setTopic(topic))
            dialog->accept();
    });
    dialog->open();
}

void MainWindow::showRestrictions()
{
    auto* const dialog = new RestrictionsDialog(room_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

/// Beside the room, which goes on.
void MainWindow::showConfirmations(Seq announcement)
{
    auto* const dialog = new ConfirmationsDialog(room_, announcement, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->QDialog::show();
}

} // namespace hubbub::gui
