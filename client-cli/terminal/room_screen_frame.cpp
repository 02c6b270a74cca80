// What the room's screen shows, and when.
#include "client-cli/terminal/room_screen.h"
#include "client-cli/terminal/signs.h"
#include "client-cli/terminal/wrapping.h"

#include <algorithm>
#include <chrono>

namespace hubbub::terminal {

namespace {

/// Nobody reads faster; a room that never pauses costs no more than so many frames a second.
constexpr int framePause = 33;
/// The wait for the next attempt is told in seconds; a link that is there is looked at as often as it is
/// heard of.
constexpr std::chrono::seconds lostLinkPause{1};
constexpr std::chrono::seconds goodLinkPause{4};
/// Of a paste that is shown before it is sent.
constexpr int mostPreviewLines = 6;

/// Of what Tab may choose from; a small screen has other things to show.
int candidateRows(QSize size)
{
    return std::clamp(size.height() / 5, 1, 3);
}

Style bar()
{
    Style style;
    style.isReversed = true;
    return style;
}

} // namespace

void RoomScreen::changed()
{
    if (drawTimer_.isActive())
        return;
    const qint64 pause = sinceDrawn_.isValid() ? framePause - sinceDrawn_.elapsed() : 0;
    drawTimer_.start(static_cast<int>(std::clamp<qint64>(pause, 0, framePause)));
}

void RoomScreen::drawSoon()
{
    drawTimer_.start(0);
}

void RoomScreen::draw()
{
    drawTimer_.stop();
    const QSize size = terminal_.size();
    const int inputRows = static_cast<int>(
        inputLines(typedInput(), size.width(), mostInputRows(size), options_.glyphs).lines.size());
    const FrameWishes wishes{static_cast<int>(telling(size.width()).size()), inputRows, showsMembers_,
                             mode_ == Mode::pasting || mode_ == Mode::leaving};
    const FrameLayout layout = frameLayout(size, wishes);
    view_.setSize(layout.room);
    view_.setHead(headText());
    updateWatched();
    terminal_.show(frameOf(contents(layout), layout, options_.glyphs));
    updateTitle();
    updateLinkTimer();
    sinceDrawn_.start();
}

void RoomScreen::updateWatched()
{
    room_.messages().setWatched(isFocused_ && mode_ != Mode::finding && !room_.isInPast() && view_.isAtEnd());
}

void RoomScreen::updateTitle()
{
    const int unread = room_.messages().unread();
    const QString name = room_.title().isEmpty() ? QStringLiteral("hubbub") : room_.title();
    const QString title = unread == 0 ? name : tr("(%L1) %2", "unread, name and room").arg(unread).arg(name);
    if (std::exchange(title_, title) != title)
        terminal_.setTitle(title);
}

void RoomScreen::updateLinkTimer()
{
    const bool isGood = screen::linkHealth(room_.linkPicture()) == screen::LinkHealth::good;
    const auto pause = isGood ? goodLinkPause : lostLinkPause;
    if (!linkTimer_.isActive() || linkTimer_.intervalAsDuration() != pause)
        linkTimer_.start(pause);
}

FrameContents RoomScreen::contents(const FrameLayout& layout)
{
    FrameContents contents;
    const int columns = layout.size.width();
    contents.tooSmall = tr("This terminal is too small.");
    if (layout.isTooSmall)
        return contents;
    contents.topic = topLine(columns);
    contents.room = mode_ == Mode::finding ? found_.lines(layout.room, foundNote()) : view_.lines();
    if (layout.memberColumns > 0)
        contents.members =
            members_.lines(QSize(layout.memberColumns - 2, layout.room.height()), options_.glyphs);
    contents.statusEnd = statusEnd();
    contents.status = statusLine(columns - contents.statusEnd.columns());
    contents.statusStyle = statusStyle();
    contents.telling = telling(columns);
    contents.input = inputLines(typedInput(), columns, layout.inputRows, options_.glyphs);
    return contents;
}

Style RoomScreen::statusStyle() const
{
    Style style = bar();
    switch (screen::linkHealth(room_.linkPicture())) {
    case screen::LinkHealth::good:
        break;
    case screen::LinkHealth::waiting:
        style.ink = Ink::waiting;
        break;
    case screen::LinkHealth::bad:
        style.ink = Ink::bad;
        break;
    }
    return style;
}

/// Which room it is, unless something else than what is said there is shown.
ScreenLine RoomScreen::topLine(int columns) const
{
    Style style = bar();
    QString text = room_.room();
    if (!room_.topic().isEmpty())
        text += signsOf(options_.glyphs).separator + room_.topic();
    if (mode_ == Mode::finding)
        text = foundTitle();
    else if (room_.isGoing())
        text = tr("Looking for that place…");
    else if (room_.isInPast())
        text = pastTitle();
    if (mode_ == Mode::finding || room_.isGoing() || room_.isInPast()) {
        style.ink = Ink::waiting;
        style.isBold = true;
    }
    ScreenLine line;
    line.add(elided(QChar::Space + text, columns, options_.glyphs), style, options_.glyphs);
    return line;
}

ScreenLine RoomScreen::statusLine(int columns) const
{
    QString text = QChar::Space + screen::linkSentence(room_.linkPicture());
    if (!room_.ownName().isEmpty())
        text = QChar::Space + room_.ownName() + signsOf(options_.glyphs).separator + text.mid(1);
    ScreenLine line;
    line.add(elided(text, columns, options_.glyphs), statusStyle(), options_.glyphs);
    return line;
}

ScreenLine RoomScreen::statusEnd()
{
    Style style = bar();
    style.isBold = true;
    const int unread = room_.messages().unread();
    QString text;
    if (room_.isInPast())
        text = unread > 0 ? tr(" %L1 new (Alt-End) ").arg(unread) : tr(" the past (Alt-End) ");
    else if (!view_.isAtEnd())
        text = unread > 0 ? tr(" %L1 new (Alt-End) ").arg(unread) : tr(" scrolled up (Alt-End) ");
    else if (unread > 0)
        text = tr(" %L1 unread ").arg(unread);
    if (room_.messages().toConfirm())
        text = tr(" confirm: Alt-A ", "a notice asks for it") + text;
    ScreenLine line;
    line.add(text, style, options_.glyphs);
    return line;
}

TypedInput RoomScreen::typedInput() const
{
    TypedInput input;
    input.prompt = QStringLiteral("> ");
    if (mode_ == Mode::naming)
        input.prompt = tr("Your name: ");
    else if (typing_.isRecalling())
        input.prompt = tr("Said before (%1): ").arg(typing_.recallWords());
    input.text = typing_.editor().text();
    input.cursor = typing_.editor().cursor();
    if (mode_ == Mode::opening) {
        input.prompt = tr("The room's password: ");
        input.text.fill(QLatin1Char('*'));
    }
    return input;
}

QString RoomScreen::question() const
{
    switch (mode_) {
    case Mode::typing:
    case Mode::naming:
    case Mode::opening:
        return {};
    case Mode::finding:
        return tr("Enter: go there. Esc: back.");
    case Mode::leaving:
        return tr("Leave the room? Enter or y: leave. Any other key: stay.");
    case Mode::pasting:
        return tr("Enter: send as one message. e: edit. c: cancel.");
    }
    return {};
}

/// As much as there is room for between how long it is and what can be done with it.
std::vector<ScreenLine> RoomScreen::preview(int columns) const
{
    const Glyphs glyphs = options_.glyphs;
    const QStringList pasted = pasted_.split(QLatin1Char('\n'));
    Style style;
    style.ink = Ink::waiting;
    style.isBold = true;
    std::vector<ScreenLine> lines =
        wrapped({}, tr("To be pasted, %L1 lines:").arg(pasted.size()), style, {columns, 0}, glyphs);
    const auto asking = wrapped({}, question(), style, {columns, 0}, glyphs).size();
    const int room = mostAskingRows(terminal_.size()) - static_cast<int>(lines.size() + asking);
    const bool isWhole = pasted.size() <= std::min(room, mostPreviewLines);
    const qsizetype shown = isWhole ? pasted.size() : std::clamp(room - 1, 0, mostPreviewLines);
    for (const QString& line : pasted.mid(0, shown))
        lines.emplace_back().add(QStringLiteral("  ") + elided(line, columns - 2, glyphs), {}, glyphs);
    if (!isWhole)
        lines.emplace_back().add(QStringLiteral("  ") + signsOf(glyphs).pending, {}, glyphs);
    return lines;
}

std::vector<ScreenLine> RoomScreen::telling(int columns) const
{
    std::vector<ScreenLine> lines;
    Style style;
    style.ink = Ink::waiting;
    style.isBold = true;
    const auto add = [&](const QString& text, Style look) {
        if (!text.isEmpty())
            std::ranges::move(wrapped({}, text, look, {columns, 0}, options_.glyphs),
                              std::back_inserter(lines));
    };
    if (mode_ == Mode::pasting)
        lines = preview(columns);
    if (mode_ == Mode::typing)
        std::ranges::move(
            candidateLines(typing_.choices(), {columns, candidateRows(terminal_.size())}, options_.glyphs),
            std::back_inserter(lines));
    if (mode_ == Mode::typing && !room_.catchUp().isEmpty())
        add(tr("%1 (Alt-U: there)", "what was missed").arg(room_.catchUp().text()), style);
    add(told_, style);
    add(question(), style);
    return lines;
}

} // namespace hubbub::terminal
