#include "tests/sim/own_checker.h"

#include "tests/sim/describe.h"

namespace hubbub::sim {

void OwnChecker::handleStored(const Stored& stored)
{
    const auto* const event = std::get_if<chat::Event>(&stored.record);
    if (event != nullptr && std::holds_alternative<chat::Joined>(event->what))
        authors_[event->member] = {std::get<server::JoinCommand>(stored.command->what).instance.key,
                                   stored.seq};
}

void OwnChecker::handleTornOff(Seq head)
{
    const auto isTornOff = [&](const auto& author) { return author.second.joined > head; };
    // Their numbers are given out anew. Who comes back over a gap cannot notice the fork, and may get one;
    // and says again what it was told of before.
    for (auto& [actor, view] : views_) {
        std::erase_if(view.strangers, [&](MemberId member) {
            const auto author = authors_.find(member);
            return author != authors_.end() && isTornOff(*author);
        });
        std::erase_if(view.said, [&](const auto& text) { return text.second > head; });
    }
    std::erase_if(authors_, isTornOff);
}

void OwnChecker::handleStart(ActorId actor, unsigned)
{
    views_[actor] = {};
}

void OwnChecker::handleSaid(const Said& said)
{
    views_[said.actor].said.emplace(said.text, Seq{});
}

void OwnChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    View& view = views_[actor];
    const auto* const link = std::get_if<client::LinkNotice>(&notice);
    if (const auto* welcome = std::get_if<client::WelcomeNotice>(&notice))
        handle(actor, view, *welcome);
    else if (const auto* event = std::get_if<client::EventNotice>(&notice))
        handle(actor, view, *event);
    else if (link != nullptr && link->state == client::LinkState::forked)
        view = {};
}

void OwnChecker::handle(ActorId actor, View& view, const client::WelcomeNotice& welcome)
{
    view.own.insert(welcome.member);
    // Nobody was this member before; who is attached may be told in mid-life whose place it is.
    if (!welcome.attached && view.strangers.contains(welcome.member))
        complain(actor,
                 "was told its own events as another's, as member " + std::to_string(welcome.member.value));
}

void OwnChecker::handle(ActorId actor, View& view, const client::EventNotice& notice)
{
    if (!ledger_.holds(notice.seq, notice.event))
        return; // it was on its way when the power went
    const std::string which = "event " + std::to_string(notice.seq.value);
    const auto author = authors_.find(notice.event.member);
    const bool isOurs = author != authors_.end() && author->second.key == keyOf_(actor);
    if (notice.own && !isOurs)
        complain(actor, "is told " + which + " of another as its own");
    // Over a gap nobody can tell that a number is another's since a power cut.
    if (!notice.own && isOurs && view.own.contains(notice.event.member))
        complain(actor, "is told its own " + which + " as another's");
    if (!notice.own)
        view.strangers.insert(notice.event.member);
    const auto said = view.said.find(notice.event.text());
    if (said == view.said.end())
        return;
    if (!(notice.own && notice.submission))
        complain(actor, "is told " + which + " and not that it said it: " + shortened(said->first));
    said->second = notice.seq;
}

void OwnChecker::complain(ActorId actor, const std::string& what)
{
    court_.complain("client " + std::to_string(actor.value) + " " + what);
}

} // namespace hubbub::sim
