#include "tests/sim/restrictions_checker.h"

namespace hubbub::sim {

void RestrictionsChecker::handleProposed(const server::StoreRequest& request)
{
    const auto* const append = std::get_if<server::AppendRequest>(&request);
    if (append == nullptr)
        return;
    for (const server::Proposal& proposal : append->proposals) {
        if (const auto* lift = std::get_if<server::LiftCommand>(&proposal.command.what))
            liftAsked_.insert(lift->restriction);
        // What was under way already may come again, and be stored behind what forbids it.
        if (proposed_.insert(proposal.id).second)
            check(proposal.command);
    }
}

void RestrictionsChecker::check(const server::Command& command)
{
    const auto* const join = std::get_if<server::JoinCommand>(&command.what);
    if (join != nullptr && isTold(chat::RestrictionKind::ban, join->instance.key))
        court_.complain(join->name + " is to enter, who is banned");
    const auto* const say = std::get_if<server::SayCommand>(&command.what);
    if (say != nullptr && isTold(chat::RestrictionKind::mute, say->submission.outbox.key))
        court_.complain("somebody is to speak who is muted: " + say->text.substr(0, 40));
}

void RestrictionsChecker::handleServerNotice(const server::ServerNotice& notice)
{
    const auto* const moderated = std::get_if<server::ModeratedNotice>(&notice);
    if (moderated == nullptr || !moderated->restriction)
        return;
    const chat::Restriction& restriction = *moderated->restriction;
    const Against against{restriction.kind, std::get<PublicKey>(restriction.whom)};
    if (std::holds_alternative<server::LiftCommand>(moderated->command.what))
        told_.erase(against);
    else
        told_[against] = restriction.seq;
}

void RestrictionsChecker::handleTornOff(Seq head)
{
    std::erase_if(told_, [&](const auto& each) { return each.second > head; });
}

void RestrictionsChecker::handleOpened(const server::RestoredRoom& room)
{
    std::map<Against, Seq> restored;
    for (const chat::Restriction& each : room.state.restrictions)
        restored[{each.kind, std::get<PublicKey>(each.whom)}] = each.seq;
    for (const auto& [against, seq] : told_) {
        if (!restored.contains(against) && !liftAsked_.contains(seq))
            court_.complain("the restart has forgotten restriction " + std::to_string(seq.value));
    }
    told_ = std::move(restored);
    proposed_.clear();
}

} // namespace hubbub::sim
