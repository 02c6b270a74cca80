#include "server/store/fold_tables.h"

#include "protocol/chat/name.h"
#include "server/store/stored_range.h"

#include <map>
#include <set>

namespace hubbub::server {

Result<FoldTables, Failure> FoldTables::prepare(Database& database)
{
    StatementGroup group(database);
    FoldTables tables;
    tables.readRoom_ = group.prepare("SELECT log, unicode_version, first_kept, head, chain, last_time, "
                                     "next_member, topic, is_locked FROM room WHERE id = 1");
    tables.readMembers_ = group.prepare(
        "SELECT id, name, fold_key, lookalike_key, key, instance, joined, since, former_name FROM members "
        "ORDER BY id");
    tables.readResting_ =
        group.prepare("SELECT fold_key, lookalike_key, key, until FROM resting ORDER BY fold_key");
    tables.readOutboxes_ = group.prepare("SELECT key, id, cursor, used FROM outboxes ORDER BY key, id");
    tables.writeRoom_ =
        group.prepare("UPDATE room SET head = ?, chain = ?, last_time = ?, next_member = ?, topic = ?, "
                      "is_locked = ? WHERE id = 1");
    tables.renameMember_ =
        group.prepare("UPDATE members SET former_name = name, name = ?, fold_key = ?, lookalike_key = ? "
                      "WHERE id = ?");
    tables.readRestrictions_ =
        group.prepare("SELECT seq, kind, key, address_range, name, by_name, by_fingerprint, since, until, "
                      "reason FROM restrictions ORDER BY seq");
    tables.insertRestriction_ = group.prepare(
        "INSERT INTO restrictions (seq, kind, key, address_range, name, by_name, by_fingerprint, "
        "since, until, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    tables.deleteRestriction_ = group.prepare("DELETE FROM restrictions WHERE seq = ?");
    tables.readQuestions_ = group.prepare("SELECT announcement FROM questions ORDER BY announcement");
    tables.insertQuestion_ = group.prepare("INSERT INTO questions (announcement) VALUES (?)");
    tables.deleteQuestion_ = group.prepare("DELETE FROM questions WHERE announcement = ?");
    tables.readConfirmations_ = group.prepare("SELECT announcement, key FROM confirmations");
    tables.insertConfirmation_ = group.prepare("INSERT INTO confirmations (announcement, key) VALUES (?, ?)");
    tables.deleteConfirmations_ = group.prepare("DELETE FROM confirmations WHERE announcement = ?");
    tables.insertMember_ =
        group.prepare("INSERT INTO members (id, name, fold_key, lookalike_key, key, instance, joined, since) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    tables.deleteMember_ = group.prepare("DELETE FROM members WHERE id = ?");
    tables.insertResting_ =
        group.prepare("INSERT INTO resting (fold_key, lookalike_key, key, until) VALUES (?, ?, ?, ?)");
    tables.deleteResting_ = group.prepare("DELETE FROM resting WHERE fold_key = ?");
    tables.writeOutbox_ =
        group.prepare("INSERT OR REPLACE INTO outboxes (key, id, cursor, used) VALUES (?, ?, ?, ?)");
    tables.deleteOutbox_ = group.prepare("DELETE FROM outboxes WHERE key = ? AND id = ?");
    tables.writeMemberKeys_ =
        group.prepare("UPDATE members SET fold_key = ?, lookalike_key = ? WHERE id = ?");
    tables.writeUnicodeVersion_ = group.prepare("UPDATE room SET unicode_version = ? WHERE id = 1");
    if (group.failure())
        return Unexpected(*group.failure());
    return tables;
}

Result<StoredRoom, Failure> FoldTables::read(Database& database)
{
    StoredRoom room;
    std::string unicodeVersion;
    {
        Run run(readRoom_);
        const bool found = run.row();
        const auto log = found ? run.opaque<LogId>(0) : std::nullopt;
        const auto chain = found ? run.opaque<ChainValue>(4) : std::nullopt;
        if (!log || !chain)
            return Unexpected(Failure{"its room row is missing or damaged"});
        room.log = *log;
        unicodeVersion = run.text(1);
        room.firstKept = run.id<Seq>(2);
        room.state.head = run.id<Seq>(3);
        room.state.chain = *chain;
        room.state.lastTime = WallTime{run.number(5)};
        room.state.nextMember = run.id<MemberId>(6);
        room.state.topic = run.text(7);
        room.state.isLocked = run.number(8) != 0;
    }
    if (!readMembers(room) || !readResting(room.state) || !readOutboxes(room.state)
        || !readRestrictions(room.state) || !readQuestions(room.state))
        return Unexpected(Failure{"its tables of members are damaged"});
    if (unicodeVersion != chat::unicodeVersion()) {
        if (const auto written = writeKeysAgain(database, room.state); !written)
            return Unexpected(Failure{"it cannot be written: " + written.error().context});
    }
    return room;
}

bool FoldTables::write(const FoldChange& change)
{
    for (const RestingName& name : change.restedBefore) {
        if (!Run(deleteResting_, name.keys.fold).done())
            return false;
    }
    if (const auto& left = change.left; left && !Run(deleteMember_, left->id).done())
        return false;
    if (const auto& name = change.rested;
        name && !Run(insertResting_, name->keys.fold, name->keys.lookalike, name->key, name->until).done())
        return false;
    if (const auto& member = change.joined;
        member
        && !Run(insertMember_, member->id, member->name, member->keys.fold, member->keys.lookalike,
                member->instance.key, member->instance.id, member->joined, member->since)
                .done())
        return false;
    if (const auto& used = change.outbox.used;
        used && !Run(writeOutbox_, used->outbox.key, used->outbox.id, used->cursor, used->used).done())
        return false;
    for (const auto& [forgotten, wasSurplus] : change.outbox.forgotten) {
        if (!Run(deleteOutbox_, forgotten.outbox.key, forgotten.outbox.id).done())
            return false;
    }
    return writeModeration(change);
}

bool FoldTables::writeModeration(const FoldChange& change)
{
    if (const auto& renamed = change.renamed;
        renamed
        && !Run(renameMember_, renamed->after.name, renamed->after.keys.fold, renamed->after.keys.lookalike,
                renamed->after.id)
                .done())
        return false;
    for (const chat::Restriction& restriction : change.lifted) {
        if (!Run(deleteRestriction_, restriction.seq).done())
            return false;
    }
    if (change.restricted && !writeRestriction(*change.restricted))
        return false;
    if (change.asked && !Run(insertQuestion_, *change.asked).done())
        return false;
    if (const auto& forgotten = change.askedForgotten;
        forgotten
        && (!Run(deleteQuestion_, forgotten->announcement).done()
            || !Run(deleteConfirmations_, forgotten->announcement).done()))
        return false;
    return !change.confirmed
        || Run(insertConfirmation_, change.confirmed->announcement, change.confirmed->key).done();
}

bool FoldTables::writeRestriction(const chat::Restriction& restriction)
{
    std::optional<PublicKey> key;
    std::optional<Bytes> range;
    if (const auto* whole = std::get_if<PublicKey>(&restriction.whom))
        key = *whole;
    else
        range = bytesOfRange(std::get<AddressRange>(restriction.whom));
    return Run(insertRestriction_, restriction.seq, restriction.kind, key, range, restriction.name,
               restriction.by, restriction.byKey, restriction.since, restriction.until, restriction.reason)
        .done();
}

bool FoldTables::writeRoom(const RoomFold& fold)
{
    return Run(writeRoom_, fold.head(), fold.chain(), fold.lastTime(), fold.nextMember(), fold.topic(),
               fold.isLocked())
        .done();
}

bool FoldTables::readRestrictions(FoldState& state)
{
    Run run(readRestrictions_);
    while (run.row()) {
        chat::Restriction restriction;
        restriction.seq = run.id<Seq>(0);
        restriction.kind = static_cast<chat::RestrictionKind>(run.number(1));
        if (const auto key = run.opaque<PublicKey>(2))
            restriction.whom = *key;
        else if (const auto range = rangeOfBytes(run.blob(3)))
            restriction.whom = *range;
        else
            return false;
        restriction.name = run.text(4);
        restriction.by = run.text(5);
        restriction.byKey = run.opaque<Fingerprint>(6);
        restriction.since = WallTime{run.number(7)};
        if (!run.isNull(8))
            restriction.until = WallTime{run.number(8)};
        restriction.reason = run.text(9);
        state.restrictions.push_back(std::move(restriction));
    }
    return !run.failed();
}

bool FoldTables::readQuestions(FoldState& state)
{
    std::map<Seq, std::set<PublicKey>> questions;
    Run asked(readQuestions_);
    while (asked.row())
        questions[asked.id<Seq>(0)];
    Run run(readConfirmations_);
    while (run.row()) {
        const auto key = run.opaque<PublicKey>(1);
        const auto question = questions.find(run.id<Seq>(0));
        if (!key || question == questions.end())
            return false;
        question->second.insert(*key);
    }
    for (auto& [announcement, confirmed] : questions)
        state.questions.push_back({announcement, std::move(confirmed)});
    return !asked.failed() && !run.failed();
}

bool FoldTables::readMembers(StoredRoom& room)
{
    Run run(readMembers_);
    while (run.row()) {
        const auto key = run.opaque<PublicKey>(4);
        const auto instance = run.opaque<OutboxId>(5);
        if (!key || !instance || run.id<MemberId>(0) >= room.state.nextMember)
            return false;
        FoldedMember member;
        member.id = run.id<MemberId>(0);
        member.name = run.text(1);
        member.keys = {std::string(run.text(2)), std::string(run.text(3))};
        member.instance = {*key, *instance};
        member.joined = run.id<Seq>(6);
        member.since = WallTime{run.number(7)};
        if (!run.isNull(8))
            room.formerNames.push_back({member.id, std::string(run.text(8))});
        room.state.members.push_back(std::move(member));
    }
    return !run.failed();
}

bool FoldTables::readResting(FoldState& state)
{
    Run run(readResting_);
    while (run.row()) {
        const auto key = run.opaque<PublicKey>(2);
        if (!key)
            return false;
        state.resting.push_back(
            {{std::string(run.text(0)), std::string(run.text(1))}, *key, WallTime{run.number(3)}});
    }
    return !run.failed();
}

bool FoldTables::readOutboxes(FoldState& state)
{
    Run run(readOutboxes_);
    while (run.row()) {
        const auto key = run.opaque<PublicKey>(0);
        const auto id = run.opaque<OutboxId>(1);
        if (!key || !id)
            return false;
        state.outboxes.push_back({{*key, *id}, run.id<SubmissionNumber>(2), WallTime{run.number(3)}});
    }
    return !run.failed();
}

Result<Done, Failure> FoldTables::writeKeysAgain(Database& database, FoldState& state)
{
    // Names that rest keep their old keys: they rest for seconds.
    Transaction transaction(database);
    bool isDone = transaction.begin();
    for (FoldedMember& member : state.members) {
        member.keys = chat::nameKeysOf(member.name);
        isDone = isDone && Run(writeMemberKeys_, member.keys.fold, member.keys.lookalike, member.id).done();
    }
    isDone = isDone && Run(writeUnicodeVersion_, chat::unicodeVersion()).done();
    // By itself, and told before the transaction is rolled back: the end of a statement forgets the error.
    if (!isDone || !transaction.commit())
        return Unexpected(Failure{database.errorText()});
    return Done{};
}

} // namespace hubbub::server
