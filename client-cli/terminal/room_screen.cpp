#include "client-cli/terminal/room_screen.h"

#include "protocol/screen/room_commands.h"
#include "protocol/screen/typed_text.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>
#include <utility>

namespace hubbub::terminal {

namespace {

using Kind = Key::Kind;

/// So many lines can be seen in the input as they are.
constexpr int mostLinesPasted = 3;
constexpr int wheelLines = 3;
/// Pages overlap, so that one finds the place again.
constexpr int pageOverlap = 2;
/// A bell for what was said long ago would call for nothing.
constexpr std::chrono::seconds ringsFor{60};

bool isControl(const Key& key, char letter)
{
    return key.kind == Kind::control && !key.isAlt && key.text == QLatin1Char(letter);
}

} // namespace

RoomScreen::RoomScreen(screen::RoomController& room, TerminalScreen& terminal, RoomScreenOptions options,
                       QObject* parent)
    : QObject(parent),
      room_(room),
      terminal_(terminal),
      options_(options),
      view_(room.messages(), options.glyphs),
      members_(room.members()),
      found_(room.found(), options.glyphs),
      typing_([this] {
          return screen::CompletionWords{room_.likelyNames(), screen::commandWords(room_.isAdmin())};
      })
{
    drawTimer_.setSingleShot(true);
    connect(&drawTimer_, &QTimer::timeout, this, &RoomScreen::draw);
    linkTimer_.setTimerType(Qt::CoarseTimer);
    connect(&linkTimer_, &QTimer::timeout, this, &RoomScreen::draw);
    connect(&terminal_, &TerminalScreen::keyPressed, this, &RoomScreen::handleKey);
    connect(&terminal_, &TerminalScreen::resized, this, &RoomScreen::draw);

    screen::MessageModel& messages = room_.messages();
    connect(&messages, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { handleRows(first, last); });
    watch(messages);
    connect(&messages, &screen::MessageModel::unreadChanged, this, &RoomScreen::changed);
    connect(&messages, &screen::MessageModel::toConfirmChanged, this, &RoomScreen::changed);
    connect(&members_, &MemberColumn::changed, this, &RoomScreen::changed);
    connect(&room_, &screen::RoomController::roomChanged, this, &RoomScreen::changed);
    connect(&room_, &screen::RoomController::linkChanged, this, &RoomScreen::changed);
    connect(&room_, &screen::RoomController::problem, this, &RoomScreen::tell);
    connect(&room_, &screen::RoomController::quitRequested, this, &RoomScreen::leaveRequested);
    connectPast();
}

void RoomScreen::watch(screen::MessageModel& messages)
{
    connect(&messages, &QAbstractItemModel::rowsInserted, this,
            [this, &messages](const QModelIndex&, int first, int last) {
                if (&view_.messages() == &messages)
                    view_.handleInserted(first, last);
                changed();
            });
    connect(&messages, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this, &messages](const QModelIndex&, int first, int last) {
                if (&view_.messages() == &messages)
                    view_.handleRemoving(first, last);
            });
    connect(&messages, &QAbstractItemModel::rowsRemoved, this, &RoomScreen::changed);
    connect(&messages, &QAbstractItemModel::rowsMoved, this, &RoomScreen::changed);
    connect(&messages, &QAbstractItemModel::dataChanged, this, &RoomScreen::changed);
    connect(&messages, &QAbstractItemModel::modelReset, this, &RoomScreen::changed);
}

void RoomScreen::askName(const QString& suggestion)
{
    suggestedName_ = suggestion;
    beginAsking(Mode::naming, suggestion);
}

void RoomScreen::askPassword()
{
    beginAsking(Mode::opening, {});
}

void RoomScreen::beginAsking(Mode mode, const QString& suggestion)
{
    // It was not decided yet what to do with it; after the question nobody would ask again.
    if (!pasted_.isEmpty())
        typing_.insert(std::exchange(pasted_, {}));
    if (!isAsking())
        draftBeforeName_ = typing_.editor().text();
    mode_ = mode;
    typing_.setText(suggestion);
    changed();
}

void RoomScreen::tell(const QString& text)
{
    told_ = text;
    changed();
}

QString RoomScreen::draft() const
{
    return isAsking() ? draftBeforeName_ : typing_.editor().text();
}

void RoomScreen::handleKey(const Key& key)
{
    if (key.kind == Kind::focusIn || key.kind == Kind::focusOut) {
        isFocused_ = key.kind == Kind::focusIn;
        return drawSoon();
    }
    if (mode_ == Mode::finding || !handleScrollKey(key)) {
        told_.clear();
        if (!handleScreenKey(key)) {
            if (mode_ == Mode::leaving)
                handleLeavingKey(key);
            else if (mode_ == Mode::pasting)
                handlePastingKey(key);
            else if (mode_ == Mode::opening)
                handlePasswordKey(key);
            else if (mode_ == Mode::finding)
                handleFindingKey(key);
            else
                handleTypingKey(key);
        }
    }
    if (mode_ == Mode::typing)
        Q_EMIT draftChanged(draft());
    drawSoon();
}

bool RoomScreen::handleScrollKey(const Key& key)
{
    const int page = std::max(1, view_.size().height() - pageOverlap);
    switch (key.kind) {
    case Kind::pageUp:
        scrollUp(page);
        return true;
    case Kind::pageDown:
        scrollDown(page);
        return true;
    case Kind::wheelUp:
        scrollUp(wheelLines);
        return true;
    case Kind::wheelDown:
        scrollDown(wheelLines);
        return true;
    case Kind::home:
        if (key.isAlt || key.isCtrl)
            toStart();
        return key.isAlt || key.isCtrl;
    case Kind::end:
        if (key.isAlt || key.isCtrl)
            toEnd();
        return key.isAlt || key.isCtrl;
    default:
        return false;
    }
}

bool RoomScreen::handleScreenKey(const Key& key)
{
    constexpr int helpKey = 1;
    constexpr int membersKey = 2;
    if (key.kind == Kind::function && key.number == helpKey)
        showKeys();
    else if (isControl(key, 'l'))
        terminal_.redraw();
    else if (isControl(key, 'z'))
        Q_EMIT suspendRequested();
    else if (key.kind == Kind::function && key.number == membersKey)
        showsMembers_ = !showsMembers_;
    else
        return key.kind == Kind::text && key.isAlt && handleAltKey(key);
    return true;
}

bool RoomScreen::handleAltKey(const Key& key)
{
    if (mode_ == Mode::finding)
        mode_ = Mode::typing;
    if (key.text == QLatin1String("m"))
        showsMembers_ = !showsMembers_;
    else if (key.text == QLatin1String("u"))
        goToUnread();
    else if (key.text == QLatin1String("j"))
        toggleFolds();
    else if (key.text == QLatin1String("r"))
        retryLast();
    else if (key.text == QLatin1String("a"))
        room_.confirm();
    else if (key.text == QLatin1String("p"))
        stepFound(1);
    else if (key.text == QLatin1String("n"))
        stepFound(-1);
    else if (key.text == QLatin1String("s"))
        showFound();
    else
        return false;
    return true;
}

void RoomScreen::handleLeavingKey(const Key& key)
{
    mode_ = modeBefore_;
    const bool isYes =
        key.kind == Kind::text && key.text.compare(QLatin1String("y"), Qt::CaseInsensitive) == 0;
    if (isYes || key.kind == Kind::enter || isControl(key, 'c'))
        Q_EMIT leaveRequested({});
}

void RoomScreen::handlePastingKey(const Key& key)
{
    const QString letter = key.kind == Kind::text ? key.text.toLower() : QString();
    if (key.kind == Kind::enter) {
        mode_ = Mode::typing;
        typing_.insert(std::exchange(pasted_, {}));
        submit();
    } else if (letter == QLatin1String("e")) {
        mode_ = Mode::typing;
        typing_.insert(std::exchange(pasted_, {}));
    } else if (key.kind == Kind::escape || letter == QLatin1String("c") || isControl(key, 'c')) {
        mode_ = Mode::typing;
        pasted_.clear();
    } else if (key.kind == Kind::pasted) {
        // On lines of its own: newlines at the end of what came before were taken off.
        pasted_ += QLatin1Char('\n') + screen::pastedText(key.text);
    }
}

void RoomScreen::handleTypingKey(const Key& key)
{
    if (typing_.isRecalling() && typing_.handleKey(key))
        return;
    // Only after it has ended a search, which else would put its own text in the place of this.
    if (key.kind == Kind::pasted)
        return paste(key.text);
    if (isControl(key, 'c'))
        return interrupt();
    if (isControl(key, 'd') && typing_.editor().isEmpty())
        return askToLeave();
    if (key.kind == Kind::escape)
        return leaveThis();
    if (key.kind == Kind::enter && !key.isAlt)
        return mode_ == Mode::naming ? giveName() : submit();
    typing_.handleKey(key);
}

/// Nothing of it is recalled, completed, or kept to be put back.
void RoomScreen::handlePasswordKey(const Key& key)
{
    const bool isText = key.kind == Kind::text && !key.isAlt;
    if (key.kind == Kind::pasted)
        typing_.insert(screen::pastedText(key.text).section(QLatin1Char('\n'), 0, 0));
    else if (isControl(key, 'c'))
        interrupt();
    else if (isControl(key, 'd') && typing_.editor().isEmpty())
        askToLeave();
    else if (isControl(key, 'u') || isControl(key, 'w') || isControl(key, 'k'))
        typing_.setText({});
    else if (key.kind == Kind::enter)
        givePassword();
    else if (isText || key.kind == Kind::backspace || key.kind == Kind::left || key.kind == Kind::right)
        typing_.handleKey(key);
}

void RoomScreen::givePassword()
{
    QString password = typing_.take();
    if (password.isEmpty())
        return;
    mode_ = Mode::typing;
    typing_.setText(std::exchange(draftBeforeName_, {}));
    Q_EMIT passwordGiven(password);
    password.fill(QChar::Space);
}

void RoomScreen::paste(const QString& text)
{
    const QString clean = screen::pastedText(text);
    if (mode_ == Mode::naming)
        return typing_.insert(clean.section(QLatin1Char('\n'), 0, 0));
    if (clean.count(QLatin1Char('\n')) < mostLinesPasted)
        return typing_.insert(clean);
    pasted_ = clean;
    mode_ = Mode::pasting;
}

void RoomScreen::interrupt()
{
    if (!typing_.editor().isEmpty())
        typing_.setText({});
    else
        askToLeave();
}

void RoomScreen::askToLeave()
{
    modeBefore_ = mode_;
    mode_ = Mode::leaving;
}

void RoomScreen::giveName()
{
    const QString name = typing_.editor().text().trimmed();
    if (name.isEmpty())
        return;
    mode_ = Mode::typing;
    typing_.setText(std::exchange(draftBeforeName_, {}));
    Q_EMIT nameGiven(name);
}

/// What cannot be sent stays, to be mended.
void RoomScreen::submit()
{
    const QString line = typing_.editor().text();
    if (line.trimmed().isEmpty())
        return typing_.setText({});
    hasMoved_ = false;
    if (!room_.submit(line))
        return;
    typing_.remember(line);
    typing_.take();
    room_.dismissCatchUp(); // who answers has read
    const bool goesElsewhere = hasMoved_ || room_.isGoing() || room_.isInPast() || mode_ == Mode::finding;
    if (!goesElsewhere)
        view_.toEnd();
}

void RoomScreen::handleRows(int first, int last)
{
    const auto now = QDateTime::currentMSecsSinceEpoch();
    for (int row = first; row <= last && options_.rings; ++row) {
        const screen::MessageRow& at = room_.messages().row(row);
        const std::chrono::milliseconds age(now - at.time.milliseconds);
        if (at.isMention && age < ringsFor)
            terminal_.ring();
    }
}

void RoomScreen::retryLast()
{
    for (int row = room_.messages().rowCount(); row-- > 0;) {
        if (room_.messages().row(row).isUnsent())
            return room_.retry(room_.messages().index(row));
    }
    tell(tr("There is nothing that was not sent."));
}

/// Of what is seen: all open, unless one is.
void RoomScreen::toggleFolds()
{
    screen::MessageModel& messages = room_.shown();
    int top = view_.topRow();
    // One opened earlier may begin above.
    while (top > 0 && messages.row(top).isPresence() && !messages.isFoldHead(top))
        --top;
    std::vector<int> heads;
    bool isAnyOpen = false;
    for (int row = std::max(0, top); row <= view_.bottomRow(); ++row) {
        if (!messages.isFoldHead(row))
            continue;
        heads.push_back(row);
        isAnyOpen = isAnyOpen || messages.isFoldOpen(row);
    }
    for (const int row : heads) {
        if (messages.isFoldOpen(row) == isAnyOpen)
            messages.toggleFold(row);
    }
}

void RoomScreen::showKeys()
{
    if (mode_ == Mode::finding)
        mode_ = Mode::typing;
    room_.remark(tr("Keys:\n"
                    "Enter sends, Alt-Enter begins another line, Tab completes\n"
                    "Up, Down: what was said before; Ctrl-R searches in it\n"
                    "PageUp, PageDown, Alt-Home, Alt-End: scroll, and load what was said before\n"
                    "Alt-U: to what is unread; Esc: back from the past, or from what was found\n"
                    "Alt-P, Alt-N: to the older and the younger of what /search has found; Alt-S: all of it\n"
                    "Alt-M: members; Alt-J: joins and leaves; Alt-R: sends again what was refused\n"
                    "Alt-A: confirms that a notice which asks for it has been read\n"
                    "Ctrl-A E B F K U W Y, Alt-B F D: editing as in Emacs\n"
                    "Ctrl-C empties the input, and then leaves after a question; Ctrl-Z suspends"));
    toEnd();
}

} // namespace hubbub::terminal
