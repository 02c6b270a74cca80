#include "client-cli/top_session.h"

#include "client-cli/plain_output.h"
#include "protocol/chat/text.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/utf8.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace hubbub::cli {

namespace {

using terminal::Key;
using terminal::TopSort;

constexpr std::chrono::seconds pause{1};
/// Where the table stands in lines, and no screen tells its width.
constexpr int plainColumns = 100;
/// The bar above, the keys below.
constexpr int barRows = 2;
constexpr int pageOverlap = 1;

struct SortKey {
    char16_t letter;
    TopSort sort;
};
constexpr std::array sortKeys = {SortKey{u'n', TopSort::name}, SortKey{u'h', TopSort::present},
                                 SortKey{u'i', TopSort::idle}, SortKey{u't', TopSort::roundTrip},
                                 SortKey{u'l', TopSort::loss}, SortKey{u'e', TopSort::confirmed}};

terminal::TopRow rowOf(const chat::MemberFigures& figures)
{
    const chat::RosterEntry& entry = figures.info.entry;
    terminal::TopRow row;
    row.name = qt::shownLine(entry.name);
    row.member = entry.member;
    row.isAdmin = entry.flags.admin;
    row.isAway = entry.flags.away;
    const std::chrono::milliseconds now = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    row.present = std::max(Duration::zero(),
                           Duration(now - std::chrono::milliseconds(figures.info.since.milliseconds)));
    row.idle = figures.info.heardAgo;
    if (figures.roundTripMicroseconds > 0)
        row.roundTrip = std::chrono::microseconds(figures.roundTripMicroseconds);
    row.lossPerMille = figures.lossPerMille;
    row.confirmed = figures.confirmed;
    row.version = qt::shownLine(figures.clientVersion);
    return row;
}

std::vector<terminal::TopRow> rowsOf(const std::vector<chat::MemberFigures>& members)
{
    std::vector<terminal::TopRow> rows;
    rows.reserve(members.size());
    for (const chat::MemberFigures& each : members)
        rows.push_back(rowOf(each));
    return rows;
}

bool isControl(const Key& key, char letter)
{
    return key.kind == Key::Kind::control && !key.isAlt && key.text == QLatin1Char(letter);
}

} // namespace

QStringList topTable(const std::vector<chat::MemberFigures>& members)
{
    std::vector<terminal::TopRow> rows = rowsOf(members);
    sortTop(rows, TopSort::idle);
    QStringList table;
    for (const terminal::ScreenLine& line :
         topLines(rows, TopSort::idle, plainColumns, terminal::Glyphs::unicode))
    {
        QString text = line.text();
        while (text.endsWith(QChar::Space))
            text.chop(1);
        table += text;
    }
    return table;
}

TopSession::TopSession(qt::RoomClient& client, terminal::TerminalScreen* screen, terminal::Glyphs glyphs,
                       Doors doors, QObject* parent)
    : QObject(parent),
      client_(client),
      screen_(screen),
      glyphs_(glyphs),
      doors_(std::move(doors))
{
    connect(&client_, &qt::RoomClient::noticed, this, &TopSession::handleNotice);
    connect(&client_, &qt::RoomClient::failed, this, [this](const QString& text, bool isFatal) {
        doors_.complain(shown(text.toStdString()));
        if (isFatal)
            finish(ExitCode::usage);
    });
    nextQuestion_.setSingleShot(true);
    connect(&nextQuestion_, &QTimer::timeout, this, &TopSession::ask);
    if (screen_ == nullptr)
        return;
    connect(screen_, &terminal::TerminalScreen::keyPressed, this, &TopSession::handleKey);
    connect(screen_, &terminal::TerminalScreen::resized, this, &TopSession::draw);
    connect(screen_, &terminal::TerminalScreen::hungUp, this, &TopSession::stop);
}

void TopSession::start()
{
    client_.start();
    ask();
    draw();
}

void TopSession::stop()
{
    if (std::exchange(isStopping_, true))
        return finish(exitCode_.value_or(ExitCode::done));
    client_.leave({}, false);
}

/// One question at a time: a room of ten thousand takes longer than a second to tell.
void TopSession::ask()
{
    if (!std::exchange(isAsked_, true))
        client_.askFigures();
    if (screen_ != nullptr)
        nextQuestion_.start(pause);
    draw();
}

void TopSession::handleNotice(const client::Notice& notice)
{
    if (isFinished_)
        return;
    if (const auto* const figures = std::get_if<client::FiguresNotice>(&notice)) {
        handleFigures(*figures);
    } else if (const auto* const refused = std::get_if<client::RefusedNotice>(&notice)) {
        doors_.complain(qt::refusalText(refused->refusal));
        exitCode_ = ExitCode::usage;
        stop();
    } else if (const auto* const key = std::get_if<client::ServerKeyNotice>(&notice)) {
        if (screen_ == nullptr || key->verdict == client::KeyVerdict::changed)
            PlainOutput({doors_.complain, doors_.complain, false}).showServerKey(*key);
    } else if (const auto* const ended = std::get_if<client::EndedNotice>(&notice)) {
        handleEnd(*ended);
    } else if (std::holds_alternative<client::LinkNotice>(notice)) {
        draw();
    }
}

void TopSession::handleFigures(const client::FiguresNotice& notice)
{
    isAsked_ = false;
    hasFigures_ = true;
    if (screen_ == nullptr) {
        for (const QString& line : topTable(notice.members))
            doors_.print(line);
        return stop();
    }
    rows_ = rowsOf(notice.members);
    sortTop(rows_, sort_);
    draw();
}

void TopSession::handleEnd(const client::EndedNotice& notice)
{
    if (notice.reason == client::EndReason::left)
        return finish(exitCode_.value_or(ExitCode::done));
    PlainOutput({doors_.complain, doors_.complain, false}).showEnd(notice);
    finish(exitCodeFor(notice.reason));
}

void TopSession::handleKey(const Key& key)
{
    const int page = std::max(1, tableRows() - pageOverlap);
    switch (key.kind) {
    case Key::Kind::up:
    case Key::Kind::wheelUp:
        return scroll(-1);
    case Key::Kind::down:
    case Key::Kind::wheelDown:
        return scroll(1);
    case Key::Kind::pageUp:
        return scroll(-page);
    case Key::Kind::pageDown:
        return scroll(page);
    case Key::Kind::home:
        return scroll(-first_);
    case Key::Kind::end:
        return scroll(static_cast<int>(rows_.size()));
    default:
        break;
    }
    if (isControl(key, 'c') || isControl(key, 'd')
        || (key.kind == Key::Kind::text && key.text == QLatin1String("q")))
        return stop();
    if (isControl(key, 'l'))
        return screen_->redraw();
    if (isControl(key, 'z'))
        return Q_EMIT suspendRequested();
    for (const SortKey& each : sortKeys) {
        if (key.kind == Key::Kind::text && key.text == QChar(each.letter)) {
            sort_ = each.sort;
            first_ = 0;
            sortTop(rows_, sort_);
            draw();
        }
    }
}

void TopSession::scroll(int rows)
{
    const int most = std::max(0, static_cast<int>(rows_.size()) - tableRows());
    first_ = std::clamp(first_ + rows, 0, most);
    draw();
}

/// Those of the members, without the headings.
int TopSession::tableRows() const
{
    return screen_ == nullptr ? 0 : std::max(0, screen_->size().height() - barRows - 1);
}

void TopSession::draw()
{
    if (screen_ != nullptr && !isFinished_)
        screen_->show(frame());
}

terminal::Grid TopSession::frame()
{
    const QSize size = screen_->size();
    terminal::Grid grid(size);
    terminal::Style bar;
    bar.isReversed = true;
    terminal::ScreenLine above;
    above.add(terminal::elided(heading(), size.width(), glyphs_), bar, glyphs_);
    grid.paint(0, bar);
    grid.put(0, 0, above);

    first_ = std::clamp(first_, 0, std::max(0, static_cast<int>(rows_.size()) - tableRows()));
    const auto begin = rows_.begin() + first_;
    const auto end = begin + std::min<std::ptrdiff_t>(tableRows(), rows_.end() - begin);
    int row = 1;
    for (const terminal::ScreenLine& line : topLines({begin, end}, sort_, size.width(), glyphs_)) {
        if (row < size.height() - 1)
            grid.put(row++, 0, line);
    }
    terminal::Style dim;
    dim.ink = terminal::Ink::dim;
    terminal::ScreenLine keys;
    keys.add(terminal::elided(tr("q ends; order: n name, h here, i idle, t trip, l loss, e event"),
                              size.width(), glyphs_),
             dim, glyphs_);
    if (size.height() > barRows)
        grid.put(size.height() - 1, 0, keys);
    return grid;
}

QString TopSession::heading() const
{
    const QString server = qt::fromUtf8(client_.server().text());
    if (client_.engine().linkState() == client::LinkState::lost)
        return QChar::Space + tr("%1: connection lost, trying again").arg(server);
    if (!hasFigures_)
        return QChar::Space + tr("%1: asking…").arg(server);
    return QChar::Space + tr("%1: members: %L2").arg(server).arg(rows_.size());
}

void TopSession::finish(ExitCode code)
{
    if (std::exchange(isFinished_, true))
        return;
    nextQuestion_.stop();
    Q_EMIT finished(code);
}

} // namespace hubbub::cli
