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
    const FrameWishes wishes{static_cast<int>(telling(size.width()).size()), inputRows, showsMembers_};
    const FrameLayout layout = frameLayout(size, wishes);
    view_.setSize(layout.room);
    updateWatched();
    terminal_.show(frameOf(contents(layout), layout, options_.glyphs));
    updateTitle();
    updateLinkTimer();
    sinceDrawn_.start();
}

void RoomScreen::updateWatched()
{
    room_.messages().setWatched(isFocused_ && view_.isAtEnd());
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
    contents.topic = topicLine(columns);
    contents.room = view_.lines();
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

ScreenLine RoomScreen::topicLine(int columns) const
{
    QString text = QChar::Space + room_.room();
    if (!room_.topic().isEmpty())
        text += signsOf(options_.glyphs).separator + room_.topic();
    ScreenLine line;
    line.add(elided(text, columns, options_.glyphs), bar(), options_.glyphs);
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
    if (!view_.isAtEnd())
        text = unread > 0 ? tr(" %L1 new (Alt-End) ").arg(unread) : tr(" scrolled up (Alt-End) ");
    else if (unread > 0)
        text = tr(" %L1 unread ").arg(unread);
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
    return input;
}

QString RoomScreen::question() const
{
    switch (mode_) {
    case Mode::typing:
    case Mode::naming:
        return {};
    case Mode::leaving:
        return tr("Leave the room? Enter or y: leave. Any other key: stay.");
    case Mode::pasting:
        return tr("Enter: send as one message. e: edit. c: cancel.");
    }
    return {};
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
    if (mode_ == Mode::pasting) {
        const QStringList pasted = pasted_.split(QLatin1Char('\n'));
        add(tr("To be pasted, %L1 lines:").arg(pasted.size()), style);
        for (const QString& line : pasted.mid(0, mostPreviewLines)) {
            lines.emplace_back().add(QStringLiteral("  ") + elided(line, columns - 2, options_.glyphs), {},
                                     options_.glyphs);
        }
        if (pasted.size() > mostPreviewLines)
            add(QStringLiteral("  ") + signsOf(options_.glyphs).pending, {});
    }
    add(told_, style);
    add(question(), style);
    return lines;
}

} // namespace hubbub::terminal
