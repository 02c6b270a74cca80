#include "server/store/event_table.h"

#include "protocol/crypto/identity.h"
#include "server/store/stored_range.h"

#include <string>
#include <utility>

namespace hubbub::server {

namespace {

/// As on the wire (docs/PROTOCOL.md, section 7).
enum class RowKind : std::int64_t {
    nothing = 0,
    joined = 1,
    left = 2,
    message = 3,
    announcement = 4,
    renamed = 5,
    topic = 6,
    removed = 7,
    // From here on clients see nothing.
    restricted = 101,
    lifted = 102,
    locked = 103,
    confirmed = 104,
};

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};
// Clang 16 does not find this guide by itself.
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

/// What a command says beyond its event, and what tells one kind of event from another.
struct Columns {
    RowKind kind = RowKind::nothing;
    std::optional<std::int64_t> detail;
    std::optional<PublicKey> key;
    std::optional<OutboxId> outbox;
    std::optional<Digest> digest;
    std::optional<chat::NameKeys> nameKeys;
    std::optional<WallTime> restsUntil;
    std::optional<std::string> subject;
    std::optional<Seq> subjectSeq;
    std::optional<Bytes> range;
    std::optional<WallTime> until;
    std::optional<Moderator> by;
    // Of what makes no event, which would tell them.
    MemberId member;
    std::string text;
};

void addSubmission(Columns& columns, const Submission& submission)
{
    columns.key = submission.outbox.key;
    columns.outbox = submission.outbox.id;
    columns.digest = submission.digest;
}

void addWhom(Columns& columns, const chat::RestrictedSet& whom)
{
    if (const auto* key = std::get_if<PublicKey>(&whom))
        columns.key = *key;
    else
        columns.range = bytesOfRange(std::get<AddressRange>(whom));
}

Columns columnsOf(const Command& command)
{
    Columns columns;
    std::visit(Overloaded{
                   [&](const JoinCommand& join) {
                       columns.kind = RowKind::joined;
                       columns.key = join.instance.key;
                       columns.outbox = join.instance.id;
                       columns.nameKeys = join.keys;
                   },
                   [&](const LeaveCommand& leave) {
                       columns.kind = RowKind::left;
                       columns.detail = static_cast<std::int64_t>(leave.reason);
                       columns.restsUntil = leave.restsUntil;
                       columns.by = leave.by;
                   },
                   [&](const SayCommand& say) {
                       columns.kind = RowKind::message;
                       columns.detail = static_cast<std::int64_t>(say.style);
                       addSubmission(columns, say.submission);
                   },
                   [&](const AnnounceCommand& announce) {
                       columns.kind = RowKind::announcement;
                       columns.detail = announce.asksToConfirm;
                       if (announce.submission)
                           addSubmission(columns, *announce.submission);
                   },
                   [&](const RenameCommand& rename) {
                       columns.kind = RowKind::renamed;
                       columns.subject = rename.name;
                       columns.nameKeys = rename.keys;
                   },
                   [&](const RestrictCommand& restriction) {
                       columns.kind = RowKind::restricted;
                       columns.detail = static_cast<std::int64_t>(restriction.kind);
                       addWhom(columns, restriction.whom);
                       columns.subject = restriction.name;
                       columns.until = restriction.until;
                       columns.text = restriction.reason;
                       columns.by = restriction.by;
                   },
                   [&](const LiftCommand& lift) {
                       columns.kind = RowKind::lifted;
                       columns.subjectSeq = lift.restriction;
                       columns.by = lift.by;
                   },
                   [&](const TopicCommand& topic) {
                       columns.kind = RowKind::topic;
                       columns.by = topic.by;
                   },
                   [&](const LockCommand& lock) {
                       columns.kind = RowKind::locked;
                       columns.detail = lock.isLocked;
                       columns.by = lock.by;
                   },
                   [&](const RemoveCommand& remove) {
                       columns.kind = RowKind::removed;
                       columns.subjectSeq = remove.seq;
                       columns.by = remove.by;
                   },
                   [&](const ConfirmCommand& confirm) {
                       columns.kind = RowKind::confirmed;
                       columns.subjectSeq = confirm.announcement;
                       columns.member = confirm.member;
                   },
               },
               command.what);
    return columns;
}

// Columns of the read statement.
enum Column {
    seqColumn,
    kindColumn,
    timeColumn,
    memberColumn,
    nameColumn,
    keyColumn,
    numberColumn,
    saltColumn,
    textColumn,
    contentDigestColumn,
    detailColumn,
    chainColumn,
    subjectColumn,
    subjectSeqColumn
};

bool readContent(const Run& run, chat::Event& event)
{
    if (const auto digest = run.opaque<Digest>(contentDigestColumn)) {
        event.content = chat::Tombstone{*digest};
        return true;
    }
    const auto salt = run.opaque<Salt>(saltColumn);
    if (!salt || run.isNull(textColumn))
        return false;
    event.content = chat::Content{*salt, std::string(run.text(textColumn))};
    return true;
}

bool readWhat(const Run& run, chat::Event& event)
{
    switch (static_cast<RowKind>(run.number(kindColumn))) {
    case RowKind::nothing:
    case RowKind::restricted:
    case RowKind::lifted:
    case RowKind::locked:
    case RowKind::confirmed:
        return false;
    case RowKind::joined:
        if (const auto key = run.opaque<PublicKey>(keyColumn)) {
            event.what = chat::Joined{crypto::fingerprintOf(*key)};
            return true;
        }
        return false;
    case RowKind::left:
        event.what = chat::Left{static_cast<chat::LeftReason>(run.number(detailColumn))};
        return true;
    case RowKind::message:
        event.what = chat::Message{static_cast<chat::MessageStyle>(run.number(detailColumn))};
        return true;
    case RowKind::announcement:
        event.what = chat::Announcement{run.number(detailColumn) != 0};
        return true;
    case RowKind::renamed:
        event.what = chat::Renamed{std::string(run.text(subjectColumn))};
        return true;
    case RowKind::topic:
        event.what = chat::TopicSet{};
        return true;
    case RowKind::removed:
        event.what = chat::Removed{run.id<Seq>(subjectSeqColumn)};
        return true;
    }
    return false;
}

std::optional<EventTable::Row> readRow(const Run& run)
{
    EventTable::Row row;
    row.seq = run.id<Seq>(seqColumn);
    const auto chain = run.opaque<ChainValue>(chainColumn);
    if (!chain)
        return std::nullopt;
    row.chain = *chain;
    const auto kind = static_cast<RowKind>(run.number(kindColumn));
    if (kind == RowKind::nothing || kind >= RowKind::restricted) {
        row.record = chat::VoidEvent{};
        return row;
    }
    chat::Event event;
    event.time = WallTime{run.number(timeColumn)};
    event.member = run.id<MemberId>(memberColumn);
    event.name = run.text(nameColumn);
    event.number = run.id<SubmissionNumber>(numberColumn);
    if (!readContent(run, event) || !readWhat(run, event))
        return std::nullopt;
    row.record = std::move(event);
    return row;
}

} // namespace

Result<EventTable, Failure> EventTable::prepare(Database& database)
{
    StatementGroup group(database);
    EventTable table;
    table.insert_ = group.prepare(
        "INSERT INTO events (seq, kind, time, member, name, fold_key, lookalike_key, key, outbox, number, "
        "digest, salt, text, detail, rests_until, chain, subject, subject_seq, address_range, until, by_key, "
        "by_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    table.submissionAt_ = group.prepare("SELECT digest, content_digest FROM events WHERE seq = ?");
    table.chainAt_ =
        group.prepare("SELECT chain FROM events WHERE seq = ?1 UNION ALL SELECT before_kept FROM "
                      "room WHERE first_kept = ?1 + 1 AND before_kept IS NOT NULL");
    table.prune_ = group.prepare("DELETE FROM events WHERE seq < ?");
    table.setFirstKept_ = group.prepare("UPDATE room SET first_kept = ?, before_kept = ? WHERE id = 1");
    table.read_ =
        group.prepare("SELECT seq, kind, time, member, name, key, number, salt, text, content_digest, "
                      "detail, chain, subject, subject_seq FROM events WHERE seq >= ? ORDER BY seq LIMIT ?");
    table.remove_ = group.prepare(
        "UPDATE events SET salt = NULL, text = NULL, digest = NULL, content_digest = ? WHERE seq = ?");
    table.readOne_ = group.prepare("SELECT salt, text FROM events WHERE seq = ? AND text IS NOT NULL");
    if (group.failure())
        return Unexpected(*group.failure());
    return table;
}

bool EventTable::insert(const Command& command, const FoldEffect& effect)
{
    constexpr auto none = std::nullopt;
    if (const auto* reason = std::get_if<VoidReason>(&effect.outcome)) {
        return Run(insert_, effect.seq, RowKind::nothing, none, none, none, none, none, none, none, 0, none,
                   none, none, *reason, none, effect.chain, none, none, none, none, none, none)
            .done();
    }
    const Columns columns = columnsOf(command);
    const auto byKey = columns.by ? columns.by->key : std::nullopt;
    const auto byName = columns.by ? std::optional(columns.by->name) : std::nullopt;
    if (const auto* silent = std::get_if<Silent>(&effect.outcome)) {
        return Run(insert_, effect.seq, columns.kind, silent->time, columns.member, none, none, none,
                   columns.key, none, 0, none, none, columns.text, columns.detail, none, effect.chain,
                   columns.subject, columns.subjectSeq, columns.range, columns.until, byKey, byName)
            .done();
    }
    const auto& event = std::get<chat::Event>(effect.outcome);
    const auto& content = std::get<chat::Content>(event.content);
    const auto fold = columns.nameKeys ? std::optional(columns.nameKeys->fold) : std::nullopt;
    const auto lookalike = columns.nameKeys ? std::optional(columns.nameKeys->lookalike) : std::nullopt;
    return Run(insert_, effect.seq, columns.kind, event.time, event.member, event.name, fold, lookalike,
               columns.key, columns.outbox, event.number, columns.digest, content.salt, content.text,
               columns.detail, columns.restsUntil, effect.chain, columns.subject, columns.subjectSeq,
               columns.range, columns.until, byKey, byName)
        .done();
}

bool EventTable::remove(Seq seq)
{
    std::optional<Digest> digest;
    {
        Run run(readOne_, seq);
        if (run.row()) {
            const auto salt = run.opaque<Salt>(0);
            if (!salt)
                return false;
            digest = chat::contentDigest({*salt, std::string(run.text(1))});
        }
        if (run.failed())
            return false;
    }
    // Removed before, or no longer kept.
    return !digest || Run(remove_, *digest, seq).done();
}

Result<std::optional<EventTable::Found>, Failure> EventTable::submissionAt(Seq seq)
{
    Run run(submissionAt_, seq);
    if (run.row()) {
        const auto digest = run.opaque<Digest>(0);
        if (!digest && run.isNull(1))
            return Unexpected(Failure{"an event has no digest"});
        return std::optional(Found{seq, digest});
    }
    if (run.failed())
        return Unexpected(Failure{"the log cannot be read"});
    return std::optional<Found>();
}

Result<std::optional<ChainValue>, Failure> EventTable::chainAt(Seq seq)
{
    if (seq == Seq{})
        return std::optional(ChainValue{});
    Run run(chainAt_, seq);
    if (run.row())
        return run.opaque<ChainValue>(0);
    if (run.failed())
        return Unexpected(Failure{"the log cannot be read"});
    return std::optional<ChainValue>();
}

Result<std::vector<EventTable::Row>, Failure> EventTable::read(Seq first, std::uint32_t count)
{
    std::vector<Row> rows;
    Run run(read_, first, count);
    while (run.row()) {
        auto row = readRow(run);
        if (!row)
            return Unexpected(Failure{"event " + std::to_string(run.number(seqColumn)) + " is damaged"});
        // A hole means that rows were lost behind our back: what follows it is not what was asked for.
        if (row->seq.value >= first.value + count || (!rows.empty() && row->seq != next(rows.back().seq)))
            break;
        rows.push_back(std::move(*row));
    }
    if (run.failed())
        return Unexpected(Failure{"the log cannot be read"});
    return rows;
}

bool EventTable::prune(Seq firstKept, const ChainValue& before)
{
    return Run(prune_, firstKept).done() && Run(setFirstKept_, firstKept, before).done();
}

} // namespace hubbub::server
