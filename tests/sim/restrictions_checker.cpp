#include "tests/sim/restrictions_checker.h"

#include "tests/sim/describe.h"

#include <algorithm>

namespace hubbub::sim {

namespace {

auto isKey(const PublicKey& key)
{
    return [&key](const chat::RestrictedSet& whom) {
        const auto* const own = std::get_if<PublicKey>(&whom);
        return own != nullptr && *own == key;
    };
}

} // namespace

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
        if (proposed_.emplace(proposal.id, proposal.command).second)
            check(proposal.command);
    }
}

void RestrictionsChecker::check(const server::Command& command)
{
    if (const auto* const join = std::get_if<server::JoinCommand>(&command.what))
        checkEntry(*join);
    if (const auto* const say = std::get_if<server::SayCommand>(&command.what))
        checkSpeech(*say);
    const auto* const rename = std::get_if<server::RenameCommand>(&command.what);
    const auto* const leave = std::get_if<server::LeaveCommand>(&command.what);
    const auto member = present_.find(rename != nullptr  ? rename->member
                                      : leave != nullptr ? leave->member
                                                         : MemberId{});
    if (member == present_.end() || !isSilenced(member->second.key))
        return;
    if (rename != nullptr)
        court_.complain("somebody who is muted or banned is to be called " + rename->name);
    else if (leave->reason == chat::LeftReason::quit && !leave->text.empty())
        court_.complain("somebody who is muted or banned is to have a last word: " + leave->text);
}

void RestrictionsChecker::checkEntry(const server::JoinCommand& join)
{
    const PublicKey& key = join.instance.key;
    const Person* const person = onlyOneWith(key);
    const auto started = person != nullptr ? std::optional(person->started) : std::nullopt;
    if (book_.holding(Kind::ban, isKey(key)) != nullptr)
        court_.complain(join.name + " is to enter, who is banned");
    else if (isRestrictedByAddress(Kind::ban, key, started))
        court_.complain(join.name + " is to enter, whose address is banned");
}

void RestrictionsChecker::checkSpeech(const server::SayCommand& say)
{
    const PublicKey& key = say.submission.outbox.key;
    const auto found = said_.find(say.text);
    const auto said = found != said_.end() ? std::optional(found->second) : std::nullopt;
    if (isSilenced(key))
        court_.complain("somebody is to speak who is muted or banned: " + shortened(say.text));
    else if (isRestrictedByAddress(Kind::mute, key, said) || isRestrictedByAddress(Kind::ban, key, said))
        court_.complain("somebody is to speak whose address is muted or banned: " + shortened(say.text));
}

/// Bans silence, too.
bool RestrictionsChecker::isSilenced(const PublicKey& key) const
{
    return book_.holding(Kind::mute, isKey(key)) != nullptr
        || book_.holding(Kind::ban, isKey(key)) != nullptr;
}

bool RestrictionsChecker::isRestrictedByAddress(Kind kind, const PublicKey& key,
                                                std::optional<Instant> asked) const
{
    const Person* const person = onlyOneWith(key);
    if (person == nullptr || !asked)
        return false;
    const auto* const entry = book_.holding(kind, [&](const chat::RestrictedSet& whom) {
        const auto* const range = std::get_if<AddressRange>(&whom);
        return range != nullptr && std::ranges::all_of(person->addresses, [&](const IpAddress& each) {
                   return range->contains(each);
               });
    });
    return entry != nullptr && entry->since < *asked;
}

const RestrictionsChecker::Person* RestrictionsChecker::onlyOneWith(const PublicKey& key) const
{
    const auto has = [&](const auto& each) { return keyOf_(each.first) == key; };
    const auto found = std::ranges::find_if(people_, has);
    return std::ranges::count_if(people_, has) == 1 ? &found->second : nullptr;
}

void RestrictionsChecker::handleAnswered(const server::StoreReply& reply)
{
    const auto* const appended = std::get_if<server::AppendReply>(&reply);
    if (appended == nullptr)
        return;
    for (const server::ProposalOutcome& outcome : appended->outcomes) {
        const auto* const committed = std::get_if<server::Committed>(&outcome);
        if (committed == nullptr || std::holds_alternative<server::VoidReason>(committed->effect.outcome))
            continue;
        if (const auto found = proposed_.find(committed->proposal); found != proposed_.end())
            handleCommitted(found->second, committed->effect);
    }
}

void RestrictionsChecker::handleCommitted(const server::Command& command, const server::FoldEffect& effect)
{
    if (const auto* join = std::get_if<server::JoinCommand>(&command.what)) {
        const MemberId member = std::get<chat::Event>(effect.outcome).member;
        present_[member] = {join->instance.key, effect.seq};
        // It was under way.
        if (book_.holding(Kind::ban, isKey(join->instance.key)) != nullptr)
            mustLeave_.insert(member);
    } else if (const auto* leave = std::get_if<server::LeaveCommand>(&command.what)) {
        present_.erase(leave->member);
        mustLeave_.erase(leave->member);
    } else if (const auto* restriction = std::get_if<server::RestrictCommand>(&command.what)) {
        restricted(*restriction, effect.seq);
    } else if (const auto* lift = std::get_if<server::LiftCommand>(&command.what)) {
        book_.lift(lift->restriction);
        lifted_[lift->restriction] = effect.seq;
        committed_.insert(effect.seq);
    }
}

void RestrictionsChecker::restricted(const server::RestrictCommand& command, Seq seq)
{
    chat::Restriction made;
    made.seq = seq;
    made.kind = command.kind;
    made.whom = command.whom;
    made.until = command.until;
    book_.add(made);
    committed_.insert(seq);
    if (command.kind != Kind::ban || !book_.mustHold(*book_.find(seq)))
        return;
    for (const auto& [id, member] : present_) {
        if (isKey(member.key)(command.whom) && !leaving_.contains(id))
            mustLeave_.insert(id);
    }
}

void RestrictionsChecker::handleServerNotice(const server::ServerNotice& notice)
{
    const auto* const moderated = std::get_if<server::ModeratedNotice>(&notice);
    if (moderated == nullptr)
        return;
    const bool isRestriction = std::holds_alternative<server::RestrictCommand>(moderated->command.what)
                            || std::holds_alternative<server::LiftCommand>(moderated->command.what);
    if (isRestriction != moderated->restriction.has_value())
        court_.complain("the operator is told of the wrong ban or mute, or of none");
    if (isRestriction && !committed_.contains(moderated->seq))
        court_.complain("the operator is told of a ban or mute that is not in the log: "
                        + std::to_string(moderated->seq.value));
}

void RestrictionsChecker::handleTornOff(Seq head)
{
    book_.tearOff(head);
    std::erase_if(lifted_, [&](const auto& each) { return each.second > head; });
}

void RestrictionsChecker::handleOpened(const server::RestoredRoom& room)
{
    const auto& restored = room.state.restrictions;
    for (const RestrictionBook::Entry& each : book_.all()) {
        const bool isThere = std::ranges::any_of(restored, [&](const chat::Restriction& one) {
            return one.kind == each.what.kind && one.whom == each.what.whom;
        });
        if (!isThere && book_.mustHold(each) && !liftAsked_.contains(each.what.seq))
            court_.complain("the restart has forgotten restriction " + std::to_string(each.what.seq.value));
        if (!isThere)
            book_.lift(each.what.seq);
    }
    for (const chat::Restriction& each : restored) {
        if (lifted_.contains(each.seq))
            court_.complain("the restart has brought back restriction " + std::to_string(each.seq.value));
        const RestrictionBook::Entry* const before = book_.find(each.seq);
        if (before != nullptr && before->what.until != each.until)
            court_.complain("restriction " + std::to_string(each.seq.value)
                            + " has another end after the restart");
        if (before == nullptr)
            book_.add(each);
    }
    proposed_.clear();
    present_.clear();
    leaving_.clear();
    mustLeave_.clear();
    for (const server::FoldedMember& member : room.state.members) {
        present_[member.id] = {member.instance.key, member.joined};
        if (book_.holding(Kind::ban, isKey(member.instance.key)) != nullptr)
            mustLeave_.insert(member.id);
    }
}

std::optional<std::string> RestrictionsChecker::findUnmet()
{
    if (mustLeave_.empty())
        return std::nullopt;
    return "member " + std::to_string(mustLeave_.begin()->value) + " was banned and has not had to leave";
}

void RestrictionsChecker::handleAddress(ActorId actor, const PeerAddress& address)
{
    people_[actor].addresses.insert(address.ip);
}

void RestrictionsChecker::handleStart(ActorId actor, unsigned)
{
    Person& person = people_[actor];
    person.started = person.asked = clock_.now();
    person.said.clear();
}

void RestrictionsChecker::handleEntering(ActorId actor, const std::string&)
{
    people_[actor].asked = clock_.now();
}

void RestrictionsChecker::handleSaid(const Said& said)
{
    said_[said.text] = clock_.now();
    if (const auto person = people_.find(said.actor); person != people_.end())
        person->second.said[said.submission] = clock_.now();
}

void RestrictionsChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    const Person& person = people_[actor];
    if (const auto* refused = std::get_if<client::JoinRefusedNotice>(&notice)) {
        checkReason(actor, refused->refusal.code, person.asked);
    } else if (const auto* text = std::get_if<client::RefusedNotice>(&notice)) {
        const auto said = person.said.find(text->submission);
        checkReason(actor, text->refusal.code, said != person.said.end() ? said->second : person.started);
    } else if (const auto* ended = std::get_if<client::EndedNotice>(&notice)) {
        if (ended->reason == client::EndReason::banned)
            checkReason(actor, chat::RefusalCode::banned, person.started);
    }
}

void RestrictionsChecker::checkReason(ActorId actor, chat::RefusalCode code, Instant from)
{
    if (code != chat::RefusalCode::banned && code != chat::RefusalCode::muted)
        return;
    const Kind kind = code == chat::RefusalCode::banned ? Kind::ban : Kind::mute;
    const PublicKey key = keyOf_(actor);
    const auto isMeant = [&](const chat::RestrictedSet& whom) {
        const auto* const range = std::get_if<AddressRange>(&whom);
        return isKey(key)(whom)
            || (range != nullptr && std::ranges::any_of(people_[actor].addresses, [&](const IpAddress& each) {
                    return range->contains(each);
                }));
    };
    if (!book_.mayHaveHeld(kind, isMeant, from))
        court_.complain("client " + std::to_string(actor.value) + " is refused as "
                        + (kind == Kind::ban ? "banned" : "muted") + " and is not");
}

} // namespace hubbub::sim
