#include "client-gui/found_panel.h"

#include "client-gui/found_delegate.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace hubbub::gui {

using screen::FoundModel;

FoundPanel::FoundPanel(screen::RoomController& room, QWidget* parent)
    : QWidget(parent),
      room_(room),
      words_(new QLineEdit(this)),
      close_(new QToolButton(this)),
      hint_(new QLabel(this)),
      result_(new QLabel(this)),
      list_(new QListView(this)),
      delegate_(new FoundDelegate(this)),
      more_(new QPushButton(tr("&Older results"), this))
{
    setObjectName(QStringLiteral("foundPanel"));
    words_->setObjectName(QStringLiteral("foundWords"));
    words_->setPlaceholderText(tr("Search the whole room"));
    words_->setAccessibleName(tr("Search the whole room"));
    words_->setClearButtonEnabled(true);
    close_->setObjectName(QStringLiteral("foundClose"));
    close_->setText(QStringLiteral("✕"));
    close_->setAccessibleName(tr("Close the results"));
    close_->setToolTip(tr("Close the results (Esc)"));
    close_->setAutoRaise(true);
    close_->setFocusPolicy(Qt::TabFocus);
    hint_->setText(tr("Also: \"several words\", from:NAME, after:2026-01-31, before:2026-02-28, has:link"));
    for (QLabel* const label : {hint_, result_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    hint_->setObjectName(QStringLiteral("foundHint"));
    hint_->setForegroundRole(QPalette::PlaceholderText);
    result_->setObjectName(QStringLiteral("foundResult"));
    newestFirst_.setSourceModel(&room_.found());
    newestFirst_.setSortRole(FoundModel::SeqRole);
    newestFirst_.sort(0, Qt::DescendingOrder);
    list_->setObjectName(QStringLiteral("foundList"));
    list_->setAccessibleName(tr("What was found"));
    list_->setModel(&newestFirst_);
    list_->setItemDelegate(delegate_);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setUniformItemSizes(true);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    more_->setObjectName(QStringLiteral("foundMore"));
    more_->setAutoDefault(false);

    auto* const head = new QHBoxLayout;
    head->addWidget(words_, 1);
    head->addWidget(close_);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addWidget(hint_);
    column->addWidget(result_);
    column->addWidget(list_, 1);
    column->addWidget(more_);
    hide();

    connect(words_, &QLineEdit::returnPressed, this, &FoundPanel::handleReturn);
    connect(close_, &QToolButton::clicked, this, &FoundPanel::leave);
    connect(more_, &QPushButton::clicked, this, &FoundPanel::searchOn);
    connect(list_, &QListView::clicked, this, &FoundPanel::choose);
    connect(list_, &QListView::activated, this, &FoundPanel::choose);
    connect(&room_, &screen::RoomController::foundChanged, this, &FoundPanel::showFound);
    connect(&room_, &screen::RoomController::searchFailed, this, [this](const QString& why) {
        showFound();
        tell(why);
    });
    connect(&room_, &screen::RoomController::roomEnds, this, [this] {
        room_.found().begin({});
        wasAsked_ = false;
        showFound();
    });
    connect(&room_, &screen::RoomController::pastChanged, this, [this] {
        if (!isHidden() && wasAsked_ && !room_.isSearching())
            more_->setEnabled(true); // the run may have ended while it searched
    });
    showFound();
}

void FoundPanel::open()
{
    show();
    words_->setFocus();
    words_->selectAll();
}

void FoundPanel::openWith(const QString& words)
{
    words_->setText(words);
    open();
    search();
}

void FoundPanel::leave()
{
    hide();
    Q_EMIT closed();
}

void FoundPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else if (event->key() == Qt::Key_Down && words_->hasFocus())
        list_->setFocus();
    else
        QWidget::keyPressEvent(event);
}

/// Enter searches, and once more leads to what is chosen.
void FoundPanel::handleReturn()
{
    const bool isFound = wasAsked_ && words_->text().trimmed() == room_.found().query();
    if (isFound && list_->currentIndex().isValid())
        choose(list_->currentIndex());
    else
        search();
}

void FoundPanel::search()
{
    const QString words = words_->text().trimmed();
    if (words.isEmpty())
        return;
    wasAsked_ = room_.search(words);
    delegate_->setWords(room_.found().words());
    showFound();
}

void FoundPanel::searchOn()
{
    room_.searchOn();
    showFound();
}

void FoundPanel::showFound()
{
    const FoundModel& found = room_.found();
    const int count = found.rowCount();
    if (!wasAsked_)
        tell({});
    else if (room_.isSearching())
        tell(tr("Searching…"));
    else if (count == 0)
        tell(tr("Nothing was found."));
    else if (found.hasMore())
        tell(tr("Found so far: %L1").arg(count));
    else
        tell(tr("Found: %L1").arg(count));
    more_->setVisible(wasAsked_ && (found.hasMore() || (room_.isSearching() && count > 0)));
    more_->setEnabled(!room_.isSearching());
    if (count > 0 && !list_->currentIndex().isValid())
        list_->setCurrentIndex(newestFirst_.index(0, 0));
}

/// The focus is in the field, so that screen readers hear of it there.
void FoundPanel::tell(const QString& text)
{
    result_->setText(text);
    result_->setVisible(!text.isEmpty());
    words_->setAccessibleDescription(text);
}

void FoundPanel::choose(const QModelIndex& index)
{
    if (index.isValid())
        Q_EMIT placeChosen(Seq{index.data(FoundModel::SeqRole).toULongLong()});
}

} // namespace hubbub::gui
