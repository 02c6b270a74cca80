#include "server/export.h"

#include "protocol/base/version.h"
#include "protocol/chat/text.h"
#include "protocol/qt/event_lines.h"
#include "protocol/qt/json_object.h"

#include <QDateTime>

#include <algorithm>
#include <charconv>

namespace hubbub::server {

namespace {

using qt::JsonObject;

/// Rows read and written in one piece: some hundred kilobytes at most in everyday rooms.
constexpr std::uint32_t rowsAtOnce = 1024;

/// Rises when a reader of the form before could misunderstand it.
constexpr std::uint64_t jsonForm = 1;

enum class EndOf { first, last };

Result<ExportRange::End, Failure> parseEnd(std::string_view text, EndOf end)
{
    std::uint64_t seq = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
    if (error == std::errc{} && rest == text.data() + text.size())
        return ExportRange::End(Seq{seq});
    const QString written = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    // Qt takes a date with something behind it for the date alone.
    constexpr qsizetype dateSize = 10;
    const auto date = written.size() == dateSize ? QDate::fromString(written, Qt::ISODate) : QDate();
    if (date.isValid()) {
        const QDateTime time = end == EndOf::first ? date.startOfDay() : date.endOfDay();
        return ExportRange::End(WallTime{time.toMSecsSinceEpoch()});
    }
    const auto time = QDateTime::fromString(written, Qt::ISODateWithMs);
    if (time.isValid())
        return ExportRange::End(WallTime{time.toMSecsSinceEpoch()});
    return Unexpected(Failure{'`' + chat::printable(text)
                              + "` is neither a number of the log nor a time such as 2026-11-29, "
                                "2026-11-29T18:00 or 2026-11-29T18:00:00Z."});
}

/// What tells one kind of event from another, in words; the chain knows it as `further`.
struct KindWords {
    std::string_view type;
    std::string_view name = {};
    std::string value = {};
};

KindWords wordsOf(const chat::Event& event)
{
    struct Words {
        KindWords operator()(const chat::Joined& /*joined*/) const { return {"joined"}; }
        KindWords operator()(const chat::Left& left) const
        {
            return {"left", "reason", std::string(chat::leftReasonWord(left.reason))};
        }
        KindWords operator()(const chat::Message& message) const
        {
            if (message.style == chat::MessageStyle::action)
                return {"message", "style", "action"};
            return {"message"};
        }
        KindWords operator()(const chat::Announcement& announcement) const
        {
            if (announcement.asksToConfirm)
                return {"announcement", "asks", "confirmation"};
            return {"announcement"};
        }
        KindWords operator()(const chat::Renamed& renamed) const
        {
            return {"renamed", "new_name", renamed.name};
        }
        KindWords operator()(const chat::TopicSet& /*topic*/) const { return {"topic"}; }
        KindWords operator()(const chat::Removed& removed) const
        {
            return {"removed", "removed_seq", std::to_string(removed.seq.value)};
        }
        KindWords operator()(const chat::UnknownKind& /*unknown*/) const { return {"unknown"}; }
    };
    return std::visit(Words{}, event.what);
}

QByteArray jsonLine(const EventTable::Row& row)
{
    const auto* const event = std::get_if<chat::Event>(&row.record);
    if (event == nullptr)
        return JsonObject("void").add("seq", row.seq.value).add("chain", toHex(row.chain.view())).line();
    const KindWords words = wordsOf(*event);
    JsonObject object(words.type);
    object.add("seq", row.seq.value)
        .add("kind", chat::kindNumber(*event))
        .add("time", qt::rfc3339(event->time))
        .add("member", std::uint64_t{event->member.value})
        .add("name", event->name)
        .add("number", std::uint64_t{event->number.value});
    if (const auto* content = std::get_if<chat::Content>(&event->content))
        object.add("salt", toHex(content->salt.view())).add("text", content->text);
    else
        object.add("digest", toHex(std::get<chat::Tombstone>(event->content).digest.view()));
    if (!words.name.empty())
        object.add(words.name, words.value);
    return object.add("further", toHex(chat::furtherElements(*event)))
        .add("chain", toHex(row.chain.view()))
        .line();
}

/// Nothing of what no screen shows.
QByteArray textLine(const EventTable::Row& row)
{
    const auto* const event = std::get_if<chat::Event>(&row.record);
    const QString line = event != nullptr ? qt::eventLine(*event) : QString();
    if (line.isEmpty())
        return {};
    const QString time = QDateTime::fromMSecsSinceEpoch(event->time.milliseconds)
                             .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss  "));
    return (time + line + QLatin1Char('\n')).toUtf8();
}

struct Span {
    Seq first;
    Seq last; ///< before `first`: nothing
};

Result<Span, Failure> spanOf(LogReader& log, const ExportRange& range)
{
    Span span{log.first(), log.head()};
    if (range.from) {
        const auto* seq = std::get_if<Seq>(&*range.from);
        const auto from = seq != nullptr ? *seq : log.firstSince(std::get<WallTime>(*range.from));
        if (!from)
            return Unexpected(from.error());
        span.first = std::clamp(*from, span.first, next(log.head()));
    }
    if (range.to) {
        const auto* seq = std::get_if<Seq>(&*range.to);
        const auto to = seq != nullptr ? *seq : log.lastUntil(std::get<WallTime>(*range.to));
        if (!to)
            return Unexpected(to.error());
        span.last = std::min(*to, span.last);
    }
    span.last = std::max(span.last, Seq{span.first.value - 1});
    return span;
}

Result<QByteArray, Failure> jsonHead(LogReader& log, const Span& span)
{
    const auto before = log.chainAt(Seq{span.first.value - 1});
    if (!before)
        return Unexpected(before.error());
    JsonObject head("log");
    head.add("form", jsonForm)
        .add("version", version)
        .add("log", toHex(log.log().view()))
        .add("first", span.first.value)
        .add("last", span.last.value);
    if (*before)
        head.add("before", toHex((*before)->view()));
    return head.line();
}

} // namespace

Result<ExportRange::End, Failure> parseFrom(std::string_view text)
{
    return parseEnd(text, EndOf::first);
}

Result<ExportRange::End, Failure> parseTo(std::string_view text)
{
    return parseEnd(text, EndOf::last);
}

Result<Done, Failure> exportLog(LogReader& log, ExportForm form, const ExportRange& range,
                                const WriteLines& write)
{
    const auto span = spanOf(log, range);
    if (!span)
        return Unexpected(span.error());
    QByteArray lines;
    if (form == ExportForm::json) {
        const auto head = jsonHead(log, *span);
        if (!head)
            return Unexpected(head.error());
        lines = *head;
    }
    std::uint64_t written = 0;
    for (Seq seq = span->first; seq <= span->last;) {
        const auto left = span->last.value - seq.value + 1;
        const auto rows =
            log.read(seq, static_cast<std::uint32_t>(std::min<std::uint64_t>(left, rowsAtOnce)));
        if (!rows)
            return Unexpected(rows.error());
        for (const EventTable::Row& row : *rows)
            lines += form == ExportForm::json ? jsonLine(row) : textLine(row);
        written += rows->size();
        seq = next(rows->back().seq);
        if (const auto why = write(lines))
            return Unexpected(Failure{"The export is not complete: " + *why + '.'});
        lines.clear();
    }
    if (form == ExportForm::json)
        lines += JsonObject("end").add("events", written).line();
    if (const auto why = write(lines))
        return Unexpected(Failure{"The export is not complete: " + *why + '.'});
    return Done{};
}

} // namespace hubbub::server
