#include "server/store/audit_table.h"

#include "protocol/crypto/identity.h"

#include <string>
#include <string_view>

namespace hubbub::server {

namespace {

struct Entry {
    std::string_view action;
    Moderator by;
    std::string whom = {};
    std::optional<WallTime> until = {};
    std::string reason = {};
};

std::string numbered(Seq seq)
{
    return std::string("#").append(std::to_string(seq.value));
}

std::string shownWhom(const chat::RestrictedSet& whom, const std::string& name)
{
    const auto* key = std::get_if<PublicKey>(&whom);
    const std::string what =
        key != nullptr ? crypto::publicKeyText(*key) : std::get<AddressRange>(whom).text();
    return name.empty() ? what : name + ' ' + what;
}

std::string shownMember(const FoldedMember& member)
{
    return member.name + " #" + std::to_string(member.id.value) + ' '
         + crypto::publicKeyText(member.instance.key);
}

struct EntryOf {
    const FoldChange& change;

    std::optional<Entry> operator()(const RestrictCommand& restriction) const
    {
        return Entry{chat::restrictionWord(restriction.kind), restriction.by,
                     shownWhom(restriction.whom, restriction.name), restriction.until, restriction.reason};
    }
    std::optional<Entry> operator()(const LiftCommand& lift) const
    {
        const chat::Restriction& lifted = change.lifted.front();
        return Entry{"lift", lift.by,
                     std::string(chat::restrictionWord(lifted.kind)) + ' ' + numbered(lifted.seq) + ' '
                         + shownWhom(lifted.whom, lifted.name)};
    }
    std::optional<Entry> operator()(const LeaveCommand& leave) const
    {
        if (!leave.by || !change.left)
            return std::nullopt;
        return Entry{leave.reason == chat::LeftReason::banned ? "remove banned" : "kick", *leave.by,
                     shownMember(*change.left), std::nullopt, leave.text};
    }
    std::optional<Entry> operator()(const TopicCommand& topic) const
    {
        return Entry{"topic", topic.by, {}, std::nullopt, topic.topic};
    }
    std::optional<Entry> operator()(const LockCommand& lock) const
    {
        return Entry{lock.isLocked ? "lock" : "unlock", lock.by};
    }
    std::optional<Entry> operator()(const RemoveCommand& remove) const
    {
        return Entry{"remove", remove.by, numbered(remove.seq), std::nullopt, remove.reason};
    }
    std::optional<Entry> operator()(const auto& /*what*/) const { return std::nullopt; }
};

} // namespace

Result<AuditTable, Failure> AuditTable::prepare(Database& database)
{
    StatementGroup group(database);
    AuditTable table;
    table.insert_ =
        group.prepare("INSERT INTO audit (seq, time, action, by_name, by_key, whom, until, reason) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    if (group.failure())
        return Unexpected(*group.failure());
    return table;
}

bool AuditTable::write(const Command& command, const FoldEffect& effect, const FoldChange& change)
{
    if (std::holds_alternative<VoidReason>(effect.outcome))
        return true;
    const auto* silent = std::get_if<Silent>(&effect.outcome);
    const WallTime time = silent != nullptr ? silent->time : std::get<chat::Event>(effect.outcome).time;
    const auto entry = std::visit(EntryOf{change}, command.what);
    return !entry
        || Run(insert_, effect.seq, time, entry->action, entry->by.name, entry->by.key, entry->whom,
               entry->until, entry->reason)
               .done();
}

} // namespace hubbub::server
