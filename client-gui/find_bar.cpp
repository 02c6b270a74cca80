#include "client-gui/find_bar.h"

#include "client-gui/message_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

namespace hubbub::gui {

namespace {

/// Counting reads every row: not for every letter of a word that is being typed.
constexpr std::chrono::milliseconds countDelay{150};

} // namespace

FindBar::FindBar(MessageView& messages, QWidget* parent)
    : QWidget(parent),
      messages_(messages),
      words_(new QLineEdit(this)),
      older_(new QToolButton(this)),
      newer_(new QToolButton(this)),
      wholeRoom_(new QToolButton(this)),
      close_(new QToolButton(this)),
      result_(new QLabel(this))
{
    setObjectName(QStringLiteral("findBar"));
    words_->setObjectName(QStringLiteral("findWords"));
    words_->setAccessibleName(tr("Find in the room"));
    words_->setPlaceholderText(tr("Find in the room"));
    words_->setClearButtonEnabled(true);
    older_->setObjectName(QStringLiteral("findOlder"));
    older_->setArrowType(Qt::UpArrow);
    older_->setAccessibleName(tr("Older"));
    older_->setToolTip(tr("To the next older place (F3)"));
    newer_->setObjectName(QStringLiteral("findNewer"));
    newer_->setArrowType(Qt::DownArrow);
    newer_->setAccessibleName(tr("Newer"));
    newer_->setToolTip(tr("To the next newer place (Shift+F3)"));
    wholeRoom_->setObjectName(QStringLiteral("findWholeRoom"));
    wholeRoom_->setText(tr("Search the &whole room"));
    wholeRoom_->setToolTip(tr("Also what is not loaded here (Ctrl+Shift+F)"));
    close_->setObjectName(QStringLiteral("findClose"));
    close_->setText(QStringLiteral("✕")); // Qt's own picture does not follow the palette
    close_->setAccessibleName(tr("Close"));
    close_->setToolTip(tr("Back to the input (Esc)"));
    for (QToolButton* const button : {older_, newer_, wholeRoom_, close_}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
    }
    result_->setObjectName(QStringLiteral("findResult"));
    result_->setTextFormat(Qt::PlainText);
    result_->setMinimumWidth(1); // it gives way in a narrow window

    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(words_, 1);
    row->addWidget(older_);
    row->addWidget(newer_);
    row->addWidget(result_);
    row->addWidget(wholeRoom_);
    row->addWidget(close_);
    hide();

    countTimer_.setSingleShot(true);
    countTimer_.setInterval(countDelay);
    connect(&countTimer_, &QTimer::timeout, this, &FindBar::count);
    connect(words_, &QLineEdit::textChanged, this, &FindBar::handleWordsChanged);
    connect(older_, &QToolButton::clicked, this, &FindBar::findOlder);
    connect(newer_, &QToolButton::clicked, this, &FindBar::findNewer);
    connect(wholeRoom_, &QToolButton::clicked, this, [this] {
        const QString words = words_->text();
        leave();
        Q_EMIT wholeRoomRequested(words);
    });
    connect(close_, &QToolButton::clicked, this, &FindBar::leave);
}

void FindBar::open()
{
    show();
    words_->setFocus();
    words_->selectAll();
    handleWordsChanged();
}

void FindBar::openWith(const QString& words)
{
    words_->setText(words);
    open();
    findOlder();
}

void FindBar::leave()
{
    countTimer_.stop();
    messages_.setHighlight({});
    hide();
    Q_EMIT closed();
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        find(!event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QWidget::keyPressEvent(event);
}

void FindBar::find(bool older)
{
    const QString words = words_->text();
    if (words.isEmpty() || isHidden())
        open();
    if (words.isEmpty())
        return;
    countTimer_.stop();
    const int before = messages_.currentRow();
    if (!messages_.findNext(older)) {
        tell(tr("Not found"));
        return;
    }
    const int row = messages_.currentRow();
    if (before >= 0 && older && row > before)
        tell(tr("Not found further up; going on at the newest"));
    else if (before >= 0 && !older && row < before)
        tell(tr("Not found further down; going on at the oldest"));
    else
        count();
}

void FindBar::handleWordsChanged()
{
    const QString words = words_->text();
    messages_.setHighlight(words);
    older_->setEnabled(!words.isEmpty());
    newer_->setEnabled(!words.isEmpty());
    tell({});
    if (words.isEmpty())
        countTimer_.stop();
    else
        countTimer_.start();
}

void FindBar::count()
{
    const int matches = messages_.matchCount();
    const int place = messages_.matchPlace();
    if (matches == 0)
        tell(tr("Not found"));
    else if (matches >= MessageFind::mostCounted)
        tell(tr("%L1 places or more").arg(matches));
    else if (place > 0)
        tell(tr("%L1 of %L2", "which place, how many").arg(place).arg(matches));
    else
        tell(matches == 1 ? tr("1 place") : tr("%L1 places").arg(matches));
}

/// The focus is in the field, so that screen readers hear of it there.
void FindBar::tell(const QString& text)
{
    result_->setText(text);
    result_->setToolTip(text);
    words_->setAccessibleDescription(text);
}

} // namespace hubbub::gui
