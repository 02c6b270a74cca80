#include "client-cli/history_session.h"

#include "client-cli/json_output.h"
#include "client-cli/plain_output.h"
#include "protocol/chat/past_limits.h"
#include "protocol/qt/event_lines.h"
#include "protocol/wire/frame.h"

#include <QDateTime>

#include <algorithm>
#include <iterator>
#include <ranges>
#include <span>

namespace hubbub::cli {

namespace {

bool isShown(const chat::PageEntry& entry)
{
    const auto* const event = std::get_if<chat::Event>(&entry.record);
    return event != nullptr && !std::holds_alternative<chat::UnknownKind>(event->what);
}

bool isSince(const chat::PageEntry& entry, WallTime time)
{
    const auto* const event = std::get_if<chat::Event>(&entry.record);
    return event != nullptr && event->time >= time;
}

} // namespace

HistorySession::HistorySession(HistorySettings settings, qt::RoomClient& client, Doors doors, QObject* parent)
    : QObject(parent),
      settings_(std::move(settings)),
      client_(client),
      doors_(std::move(doors))
{
    connect(&client_, &qt::RoomClient::noticed, this, &HistorySession::handleNotice);
    connect(&client_, &qt::RoomClient::failed, this, [this](const QString& text, bool fatal) {
        doors_.complain(shown(text.toStdString()));
        if (fatal)
            Q_EMIT finished(ExitCode::usage);
    });
}

void HistorySession::start()
{
    client_.start();
    if (settings_.query)
        searchBefore(std::nullopt);
    else if (settings_.since)
        client_.history(chat::AroundTime{*settings_.since}, limits::pageEvents);
    else
        askBefore(Seq{wire::maxRecordSeq});
}

void HistorySession::stop()
{
    client_.leave({}, false);
}

void HistorySession::askBefore(Seq seq)
{
    client_.history(chat::BeforeEvent{seq}, limits::pageEvents);
}

void HistorySession::searchBefore(std::optional<Seq> seq)
{
    client_.search(*settings_.query, seq, limits::pageEvents);
}

void HistorySession::handleNotice(const client::Notice& notice)
{
    if (const auto* key = std::get_if<client::ServerKeyNotice>(&notice)) {
        if (key->verdict == client::KeyVerdict::changed)
            PlainOutput({doors_.complain, doors_.complain, false}).showServerKey(*key);
    } else if (const auto* page = std::get_if<client::PageNotice>(&notice)) {
        handlePage(*page);
    } else if (const auto* found = std::get_if<client::FoundNotice>(&notice)) {
        handleFound(*found);
    } else if (const auto* refused = std::get_if<client::RefusedNotice>(&notice)) {
        handleRefused(refused->refusal);
    } else if (const auto* ended = std::get_if<client::EndedNotice>(&notice)) {
        handleEnd(*ended);
    }
}

void HistorySession::handlePage(const client::PageNotice& notice)
{
    const auto& events = notice.page.events;
    if (notice.verdict == client::ChainVerdict::broken && !brokenAt_)
        brokenAt_ = client_.engine().completeness().brokenAt;
    const bool goesOn = notice.page.more && !events.empty();
    if (settings_.since) {
        for (const chat::PageEntry& entry : events)
            if (isShown(entry) && isSince(entry, *settings_.since) && count_ < settings_.limit)
                show(entry);
        if (goesOn && count_ < settings_.limit)
            client_.history(chat::AfterEvent{events.back().seq}, limits::pageEvents);
        else
            conclude();
        return;
    }
    std::vector<chat::PageEntry> shown;
    std::ranges::copy_if(events, std::back_inserter(shown), isShown);
    count_ += shown.size();
    if (!shown.empty())
        collected_.push_back(std::move(shown));
    if (goesOn && count_ < settings_.limit)
        return askBefore(events.front().seq);
    showCollected();
    conclude();
}

void HistorySession::handleFound(const client::FoundNotice& notice)
{
    const auto& events = notice.page.events;
    count_ += events.size();
    collected_.push_back(events);
    if (notice.page.more && !events.empty() && count_ < settings_.limit)
        return searchBefore(events.front().seq);
    showCollected();
    conclude();
}

void HistorySession::showCollected()
{
    std::uint64_t surplus = count_ - std::min(count_, settings_.limit);
    for (const auto& page : std::views::reverse(collected_)) {
        for (const chat::PageEntry& entry : page) {
            if (!isShown(entry))
                continue;
            if (surplus > 0)
                --surplus;
            else
                show(entry);
        }
    }
}

void HistorySession::show(const chat::PageEntry& entry)
{
    if (settings_.since)
        ++count_;
    const auto& event = std::get<chat::Event>(entry.record);
    if (settings_.json) {
        JsonOutput(doors_.write).showEvent({entry.seq, event, true, false, std::nullopt}, false);
        return;
    }
    const QString line = qt::eventLine(event);
    if (line.isEmpty())
        return;
    const QString time = QDateTime::fromMSecsSinceEpoch(event.time.milliseconds)
                             .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss  "));
    doors_.write((time + line + QLatin1Char('\n')).toUtf8());
}

/// What was found is not in one piece: there is nothing to prove about it.
void HistorySession::showChain()
{
    const client::Completeness known = client_.engine().completeness();
    if (settings_.json) {
        qt::JsonObject object("chain");
        object.add("state", brokenAt_ ? "broken" : known.last == Seq{} ? "unknown" : "complete");
        if (known.last != Seq{})
            object.add("from", known.first.value).add("to", known.last.value);
        if (brokenAt_)
            object.add("seq", brokenAt_->value);
        doors_.write(object.line());
    }
    if (brokenAt_)
        doors_.complain(tr("The chain is broken at #%1: what stands there is not what was said, or something "
                           "was left out or put in.")
                            .arg(brokenAt_->value));
}

void HistorySession::conclude()
{
    if (!settings_.query)
        showChain();
    isDone_ = true;
    exitCode_ = brokenAt_ ? ExitCode::usage : ExitCode::done;
    client_.leave({}, false);
}

void HistorySession::handleRefused(const chat::Refusal& refusal)
{
    isDone_ = true;
    exitCode_ =
        refusal.code == chat::RefusalCode::badArgument || refusal.code == chat::RefusalCode::unknownCommand
            ? ExitCode::usage
            : ExitCode::notAdmitted;
    // With the word that programs know it by.
    const std::string_view word = chat::refusalWord(refusal.code);
    doors_.complain(QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()))
                    + QStringLiteral(": ") + qt::refusalText(refusal));
    client_.leave({}, false);
}

void HistorySession::handleEnd(const client::EndedNotice& notice)
{
    if (notice.reason == client::EndReason::left)
        return Q_EMIT finished(isDone_ ? exitCode_ : ExitCode::noAnswer);
    PlainOutput({doors_.complain, doors_.complain, false}).showEnd(notice);
    Q_EMIT finished(exitCodeFor(notice.reason));
}

} // namespace hubbub::cli
