// The last check of a join: its name. Both keys are compared with what is reserved, held, resting and
// claimed; a holder that has gone quiet is asked whether it is still there before anybody is refused or made
// to leave.
#include "server/core/admission.h"
#include "server/core/name_suggestion.h"
#include "server/core/refusals.h"

namespace hubbub::server {

using chat::RefusalCode;

Admission::Verdict Admission::judgeName(Instant now, Session& session, const JoinAttempt& attempt)
{
    const auto name = chat::Name::parse(attempt.join.name);
    if (!name)
        return name.error();
    // Who lost the link before hearing of its own rename asks for the name that it had.
    const OutboxKey instance{session.key, attempt.join.outbox};
    if (const FoldedMember* const renamed = state_.renamedFrom(instance, name->text())) {
        if (state_.pending.isLeaving(renamed->id))
            return JoinWait(renamed->id);
        return judgeOwn(now, session, attempt, *renamed, *name);
    }
    const auto refuseWithSuggestion = [&](chat::Refusal refused) {
        refused.suggestion = suggestName(state_, now, *name, session.key);
        return refused;
    };
    if (state_.reserved.contains(name->keys()))
        return refuseWithSuggestion(reservedRefusal(*name));

    if (const FoldedMember* const holder = state_.fold.holderOf(name->keys())) {
        if (state_.pending.isLeaving(holder->id))
            return JoinWait(holder->id);
        const bool isOwn = holder->instance.key == session.key && holder->name == name->text();
        Verdict verdict =
            isOwn ? judgeOwn(now, session, attempt, *holder, *name) : judgeHeld(now, session, *holder, *name);
        if (auto* const refused = std::get_if<chat::Refusal>(&verdict))
            return refuseWithSuggestion(std::move(*refused));
        return verdict;
    }
    const WallTime wall = std::max(state_.wallAt(now), state_.fold.lastTime());
    if (const RestingName* const resting = state_.fold.restingAgainst(name->keys(), session.key, wall)) {
        const std::chrono::milliseconds left(resting->until.milliseconds - wall.milliseconds);
        return refuseWithSuggestion(restingRefusal(*name, left));
    }
    if (const PendingProposal* const claim = state_.pending.claimOf(name->keys())) {
        const auto* other = std::get_if<JoinCommand>(&claim->command.what);
        // The same client, whose earlier session was lost before its join came through.
        if (other != nullptr && other->instance == instance && other->name == name->text())
            return JoinWait(claim->id);
        const chat::NameKeys& keys =
            other != nullptr ? other->keys : std::get<RenameCommand>(claim->command.what).keys;
        return refuseWithSuggestion(clashRefusal(keys.fold == name->keys().fold, *name));
    }
    if (state_.queue.isFull())
        return busyRefusal(limits::busyRetry);
    return Proposes{JoinCommand{name->text(), name->keys(), instance}};
}

Admission::Verdict Admission::judgeOwn(Instant now, const Session& session, const JoinAttempt& attempt,
                                       const FoldedMember& holder, const chat::Name& name)
{
    PresentMember& present = *state_.members.find(holder.id);
    const bool isUnattached = state_.liveSession(present.session) == nullptr;
    if (isUnattached || present.session == session.id || present.instance == attempt.join.outbox
        || attempt.join.takeOver)
        return Attaches{holder.id};
    switch (ghosts_.find(now, present, session)) {
    case GhostProbes::Finding::asked:
        return JoinWait(holder.id);
    case GhostProbes::Finding::gone:
        return Attaches{holder.id};
    case GhostProbes::Finding::present:
        break;
    }
    return refusal(RefusalCode::selfInUse, "You are in the room as " + name.text()
                                               + " from elsewhere; take over, or choose another name.");
}

Admission::Verdict Admission::judgeHeld(Instant now, const Session& session, const FoldedMember& holder,
                                        const chat::Name& name)
{
    PresentMember& present = *state_.members.find(holder.id);
    switch (ghosts_.find(now, present, session)) {
    case GhostProbes::Finding::asked:
        return JoinWait(holder.id);
    case GhostProbes::Finding::gone:
        departures_.proposeGhost(now, present);
        return JoinWait(holder.id);
    case GhostProbes::Finding::present:
        break;
    }
    return clashRefusal(holder.keys.fold == name.keys().fold, name);
}

} // namespace hubbub::server
