#include "tests/sim/farewell_checker.h"

#include <algorithm>

namespace hubbub::sim {

namespace {

/// So long a client waits for the answer to its leave; who ends sooner, linked, has had it.
constexpr Duration patience = 2s;

} // namespace

void FarewellChecker::handleStart(ActorId actor, unsigned)
{
    runs_[actor] = {};
}

void FarewellChecker::handleLeaving(const Leaving& leaving)
{
    Run& run = runs_[leaving.actor];
    ++run.times;
    run.last = leaving;
    if (!leaving.reason.empty())
        given_[leaving.reason] = {leaving.actor, {}};
}

void FarewellChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    Run& run = runs_[actor];
    if (const auto* welcome = std::get_if<client::WelcomeNotice>(&notice)) {
        run.member = welcome->member;
    } else if (const auto* link = std::get_if<client::LinkNotice>(&notice)) {
        run.isLinked =
            link->state == client::LinkState::connected || link->state == client::LinkState::resumed;
        // Another welcome follows, or none.
        if (link->state == client::LinkState::connected || link->state == client::LinkState::forked)
            run.member = {};
    } else if (const auto* ended = std::get_if<client::EndedNotice>(&notice)) {
        if (ended->reason == client::EndReason::left)
            handleEnded(actor, run);
    }
}

void FarewellChecker::handleEnded(ActorId actor, const Run& run)
{
    const bool isAnswered =
        run.isLinked && run.member != MemberId{} && run.times == 1 && clock_.now() - run.last.at < patience;
    if (!isAnswered || run.wasTorn)
        return;
    const std::string who = "client " + std::to_string(actor.value);
    const chat::Event* const event = leaveOf(run.member);
    if (event == nullptr)
        return court_.complain(who + " was told that it has left, and has not");
    const bool isQuit = std::get<chat::Left>(event->what).reason == chat::LeftReason::quit;
    if (isQuit && !mayBeSilenced_ && event->text() != run.last.reason)
        court_.complain(who + " has left without its last words: " + run.last.reason);
}

void FarewellChecker::handleStored(const Stored& stored)
{
    const auto* const event = std::get_if<chat::Event>(&stored.record);
    if (event == nullptr)
        return;
    if (std::holds_alternative<chat::Joined>(event->what))
        keys_[event->member] = std::get<server::JoinCommand>(stored.command->what).instance.key;
    const auto* const left = std::get_if<chat::Left>(&event->what);
    if (left == nullptr || left->reason != chat::LeftReason::quit || event->text().empty())
        return;
    const auto key = keys_.find(event->member);
    const auto isOurs = [&](const auto& run) {
        return key != keys_.end() && keyOf_(run.first) == key->second;
    };
    if (std::ranges::none_of(runs_, isOurs))
        return; // hostile members say what they like
    const auto given = given_.find(event->text());
    const std::string where = " in event " + std::to_string(stored.seq.value);
    if (given == given_.end() || key->second != keyOf_(given->second.actor))
        return court_.complain("somebody leaves with words that they have not said" + where);
    if (given->second.seq != Seq{})
        court_.complain("somebody leaves twice with the same words" + where);
    given->second.seq = stored.seq;
}

void FarewellChecker::handleTornOff(Seq head)
{
    for (auto& [reason, words] : given_) {
        if (words.seq > head)
            words.seq = {};
    }
    for (auto& [actor, run] : runs_)
        run.wasTorn = true;
}

const chat::Event* FarewellChecker::leaveOf(MemberId member) const
{
    for (Seq seq = ledger_.head(); seq.value > 0; --seq.value) {
        const chat::Event* const event = ledger_.event(seq);
        if (event != nullptr && event->member == member && std::holds_alternative<chat::Left>(event->what))
            return event;
    }
    return nullptr;
}

} // namespace hubbub::sim
