#include "tests/sim/names_checker.h"

#include <algorithm>
#include <set>

namespace hubbub::sim {

void NamesChecker::handleStored(const Stored& stored)
{
    if (const auto* event = std::get_if<chat::Event>(&stored.record))
        apply(stored.seq, *event, *stored.command);
}

void NamesChecker::handleTornOff(Seq head)
{
    present_.clear();
    lastMember_ = {};
    for (Seq seq{1}; seq <= head; seq = next(seq)) {
        if (const chat::Event* event = ledger_.event(seq))
            apply(seq, *event, *ledger_.command(seq));
    }
}

void NamesChecker::apply(Seq seq, const chat::Event& event, const server::Command& command)
{
    const std::string where = " at event " + std::to_string(seq.value);
    const auto claim = [&](const std::string& name, MemberId member) {
        chat::NameKeys keys = chat::nameKeysOf(name);
        const auto rival = std::ranges::find_if(present_, [&](const auto& present) {
            const auto& [id, other] = present;
            return id != member && (other.keys.fold == keys.fold || other.keys.lookalike == keys.lookalike);
        });
        if (rival != present_.end())
            court_.complain(name + " is taken while " + rival->second.name + " is present" + where);
        return keys;
    };
    if (std::holds_alternative<chat::Joined>(event.what)) {
        const chat::NameKeys keys = claim(event.name, event.member);
        if (event.member <= lastMember_)
            court_.complain("a member number is used twice" + where);
        lastMember_ = event.member;
        present_[event.member] = {event.name, keys, std::get<server::JoinCommand>(command.what).instance.key};
        return;
    }
    if (event.member == MemberId{})
        return;
    const auto found = present_.find(event.member);
    if (found == present_.end())
        return court_.complain("somebody who is not present acts" + where);
    if (found->second.name != event.name)
        court_.complain(found->second.name + " acts as " + event.name + where);
    const auto* const say = std::get_if<server::SayCommand>(&command.what);
    if (say != nullptr && say->submission.outbox.key != found->second.key)
        court_.complain("somebody speaks as " + event.name + where);
    if (std::holds_alternative<chat::Left>(event.what)) {
        present_.erase(found);
    } else if (const auto* renamed = std::get_if<chat::Renamed>(&event.what)) {
        found->second.keys = claim(renamed->name, event.member);
        found->second.name = renamed->name;
    }
}

void NamesChecker::handleScreen(ActorId actor, const std::vector<chat::RosterEntry>& members)
{
    const bool isSame =
        std::ranges::equal(members, present_, [](const chat::RosterEntry& shown, const auto& present) {
            return shown.member == present.first && shown.name == present.second.name;
        });
    if (!isSame)
        court_.complain("client " + std::to_string(actor.value) + " sees other people than there are");
}

void NamesChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    const auto* const welcome = std::get_if<client::WelcomeNotice>(&notice);
    if (welcome == nullptr)
        return;
    std::set<std::string> keys;
    for (const chat::RosterEntry& entry : welcome->members) {
        const chat::NameKeys own = chat::nameKeysOf(entry.name);
        if (!keys.insert("fold " + own.fold).second || !keys.insert("look-alike " + own.lookalike).second)
            court_.complain("client " + std::to_string(actor.value) + " is shown two people called "
                            + entry.name);
    }
}

} // namespace hubbub::sim
