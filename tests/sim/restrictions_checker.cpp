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
        if (const auto* leave = std::get_if<server::LeaveCommand>(&proposal.command.what)) {
            leaving_.insert(leave->member);
            mustLeave_.erase(leave->member);
        }
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
    if (say != nullptr && isSilenced(say->submission.outbox.key))
        court_.complain("somebody is to speak who is muted or banned: " + say->text.substr(0, 40));
    const auto* const rename = std::get_if<server::RenameCommand>(&command.what);
    const auto member = present_.find(rename != nullptr ? rename->member : MemberId{});
    if (member != present_.end() && isSilenced(member->second.key))
        court_.complain("somebody who is muted or banned is to be called " + rename->name);
}

void RestrictionsChecker::handleStored(const Stored& stored)
{
    const auto* const event = std::get_if<chat::Event>(&stored.record);
    if (event == nullptr)
        return;
    if (std::holds_alternative<chat::Joined>(event->what)) {
        const PublicKey& key = std::get<server::JoinCommand>(stored.command->what).instance.key;
        present_[event->member] = {key, stored.seq};
        // It was under way.
        const auto ban = told_.find({chat::RestrictionKind::ban, key});
        if (ban != told_.end() && !liftAsked_.contains(ban->second))
            mustLeave_.insert(event->member);
    } else if (std::holds_alternative<chat::Left>(event->what)) {
        present_.erase(event->member);
        mustLeave_.erase(event->member);
    }
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
    if (std::holds_alternative<server::LiftCommand>(moderated->command.what))
        lifted_[restriction.seq] = moderated->seq;
    else if (restriction.kind == chat::RestrictionKind::ban)
        for (const auto& [id, member] : present_)
            if (member.key == against.second && member.joined < restriction.seq && !leaving_.contains(id))
                mustLeave_.insert(id);
}

void RestrictionsChecker::handleTornOff(Seq head)
{
    std::erase_if(told_, [&](const auto& each) { return each.second > head; });
    std::erase_if(lifted_, [&](const auto& each) { return each.second > head; });
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
    for (const auto& [against, seq] : restored) {
        if (lifted_.contains(seq))
            court_.complain("the restart has brought back restriction " + std::to_string(seq.value));
    }
    told_ = std::move(restored);
    proposed_.clear();
    present_.clear();
    leaving_.clear();
    mustLeave_.clear();
    for (const server::FoldedMember& member : room.state.members) {
        present_[member.id] = {member.instance.key, member.joined};
        if (isTold(chat::RestrictionKind::ban, member.instance.key))
            mustLeave_.insert(member.id);
    }
}

std::optional<std::string> RestrictionsChecker::findUnmet()
{
    if (mustLeave_.empty())
        return std::nullopt;
    return "member " + std::to_string(mustLeave_.begin()->value) + " was banned and has not had to leave";
}

} // namespace hubbub::sim
