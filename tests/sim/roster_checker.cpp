#include "tests/sim/roster_checker.h"

#include <algorithm>

namespace hubbub::sim {

void RosterChecker::handleAway(const SaidAway& away)
{
    Person& person = people_[away.actor];
    person.asked[away.submission] = away.isAway;
    person.isAway.reset();
}

void RosterChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    const auto person = people_.find(actor);
    if (person == people_.end())
        return;
    if (const auto* welcome = std::get_if<client::WelcomeNotice>(&notice))
        handle(person->second, *welcome);
    else if (const auto* done = std::get_if<client::DoneNotice>(&notice))
        settle(person->second, done->submission, true);
    else if (const auto* refused = std::get_if<client::RefusedNotice>(&notice))
        settle(person->second, refused->submission, false);
}

/// What an earlier run has said may hold still, of a member who was in the room all the time.
void RosterChecker::handle(Person& person, const client::WelcomeNotice& welcome)
{
    if (person.member == MemberId{} && !welcome.attached && person.asked.empty() && !person.answered)
        person.isAway = false;
    person.member = welcome.member;
}

void RosterChecker::settle(Person& person, client::SubmissionId submission, bool isDone)
{
    const auto asked = person.asked.extract(submission);
    if (asked.empty() || !isDone)
        return;
    // In the order of asking: otherwise nobody knows.
    const bool isLast = person.asked.empty() && !(person.answered && submission < *person.answered);
    person.isAway = isLast ? std::optional(asked.mapped()) : std::nullopt;
    person.answered = std::max(submission, person.answered.value_or(submission));
}

/// Either may have said it last of the one member that they are.
bool RosterChecker::hasTwin(ActorId actor) const
{
    const auto count =
        std::ranges::count_if(keys_, [&](const auto& each) { return each.second == keys_.at(actor); });
    return count > 1;
}

void RosterChecker::handleScreen(ActorId actor, const std::vector<chat::RosterEntry>& members)
{
    std::map<MemberId, std::optional<bool>> clients;
    for (const auto& [id, person] : people_)
        clients[person.member] = hasTwin(id) ? std::nullopt : person.isAway;
    const std::string who = "client " + std::to_string(actor.value);
    for (const chat::RosterEntry& entry : members) {
        if (entry.flags.admin || entry.flags.muted)
            court_.complain(who + " is shown " + entry.name + " as what nobody is");
        const auto client = clients.find(entry.member);
        if (client == clients.end())
            continue; // who does not play by the rules is there or not as it likes
        const std::string shown =
            who + " is shown " + entry.name + (entry.flags.away ? " as away" : " as there");
        const auto& isAway = client->second;
        if (isAway && *isAway != entry.flags.away && !mayBeSilenced_)
            court_.complain(shown + ", who said otherwise");
        const auto known = shown_.emplace(entry.member, entry.flags.away).first;
        if (known->second != entry.flags.away)
            court_.complain(shown + ", and others are not");
    }
}

} // namespace hubbub::sim
