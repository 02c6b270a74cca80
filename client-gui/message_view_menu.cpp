// What can be done with a row of the message list, as a menu.
#include "client-gui/message_view.h"
#include "protocol/screen/message_model.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>

namespace hubbub::gui {

namespace {

/// What people wrote, as it is: an ampersand of theirs is no shortcut.
QString plain(const QString& text)
{
    return QString(text).replace(QLatin1Char('&'), QLatin1String("&&"));
}

/// As much of a link as a menu can show.
QString shortened(const QString& link)
{
    constexpr qsizetype most = 60;
    return link.size() <= most ? link : link.first(most - 1) + QStringLiteral("…");
}

void copyText(const QString& text)
{
    QGuiApplication::clipboard()->setText(text);
}

QAction* named(QAction* action, const char* objectName)
{
    action->setObjectName(QLatin1String(objectName));
    return action;
}

} // namespace

void MessageView::contextMenuEvent(QContextMenuEvent* event)
{
    if (model_ == nullptr)
        return;
    if (event->reason() != QContextMenuEvent::Keyboard) {
        const Place place = placeAt(event->pos());
        if (place.row >= 0)
            setCurrentRow(place.row);
        showMenu(place, event->globalPos());
    } else if (current_.isValid()) {
        const QRect seen = rowRect(current_.row()).intersected(viewport()->rect());
        showMenu({current_.row(), {}}, viewport()->mapToGlobal(seen.center()));
    } else {
        showMenu({}, event->globalPos());
    }
}

void MessageView::showMenu(const Place& place, QPoint at)
{
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("messageMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addCopyActions(*menu, place);
    if (place.row >= 0)
        addRowActions(*menu, place.row);
    menu->addSeparator();
    named(menu->addAction(tr("Select &all"), this, &MessageView::selectAll), "selectAll");
    menu->popup(at);
}

void MessageView::addCopyActions(QMenu& menu, const Place& place)
{
    QAction* const copySelected =
        named(menu.addAction(tr("&Copy"), this, [this] { copyText(selection_.text()); }), "copySelected");
    copySelected->setEnabled(!selection_.isEmpty());
    if (place.row < 0)
        return;
    const MessageText text = messageText(*model_, place.row);
    named(menu.addAction(tr("Copy &message"), this, [all = plainText(text.text)] { copyText(all); }),
          "copyMessage");
    for (const MessageLink& found : text.links) {
        const QString link = text.link(found).toString();
        const QString shown = plain(shortened(linkTarget(link)));
        menu.addSeparator();
        named(menu.addAction(tr("&Open %1").arg(shown), this, [this, link] { openLink(link); }), "openLink");
        named(menu.addAction(tr("Copy &link %1").arg(shown), this, [link] { copyText(link); }), "copyLink");
    }
}

/// The menu may still be open when the view shows another list: what it offers is for the row that it was
/// opened for.
void MessageView::addRowActions(QMenu& menu, int row)
{
    const screen::MessageRow& at = model_->row(row);
    const QPersistentModelIndex index = model_->index(row);
    menu.addSeparator();
    if (at.isUnsent()) {
        named(menu.addAction(tr("&Try again"), this,
                             [this, index] {
                                 if (index.isValid())
                                     Q_EMIT retryRequested(index);
                             }),
              "retry");
        named(menu.addAction(tr("&Remove"), this,
                             [model = model_, index] {
                                 if (index.isValid())
                                     model->removeUnsent(index);
                             }),
              "remove");
    } else if (at.kind == screen::RowKind::message && at.state == screen::SendState::none) {
        named(menu.addAction(tr("Me&ntion %1").arg(plain(at.name)), this,
                             [this, name = at.name] { Q_EMIT mentionRequested(name); }),
              "mention");
    }
    addModeration(menu, row);
    if (model_->isFoldHead(row)) {
        const QString text = model_->isFoldOpen(row) ? tr("&Fold") : tr("&Unfold");
        named(menu.addAction(text, this,
                             [this, index] {
                                 if (shows(index))
                                     toggleFold(index.row());
                             }),
              "fold");
    }
}

/// By number: the row may have gone meanwhile, and the room still knows what is meant.
void MessageView::addModeration(QMenu& menu, int row)
{
    const screen::MessageRow& at = model_->row(row);
    const Seq seq = at.seq;
    const bool isSaid = at.kind == screen::RowKind::message || at.kind == screen::RowKind::announcement;
    if (!isSaid || seq == Seq{} || at.isUnsent() || at.isRemoved)
        return;
    if (at.waitsToConfirm)
        named(menu.addAction(tr("Con&firm"), this, [this, seq] { Q_EMIT confirmRequested(seq); }),
              "confirmMessage");
    if (isAdmin_ && at.asksToConfirm)
        named(menu.addAction(tr("&Who has confirmed…"), this,
                             [this, seq] { Q_EMIT confirmationsRequested(seq); }),
              "confirmations");
    const bool isOwn = at.kind == screen::RowKind::message && at.name == model_->ownName();
    if (isAdmin_ || isOwn)
        named(
            menu.addAction(tr("&Remove from the room…"), this, [this, seq] { Q_EMIT removeRequested(seq); }),
            "removeMessage");
}

} // namespace hubbub::gui
