#include "tests/sim/confirmations_checker.h"

#include "server/core/limits.h"

#include <algorithm>

namespace hubbub::sim {

void ConfirmationsChecker::handleStored(const Stored& stored)
{
    const auto* const event = std::get_if<chat::Event>(&stored.record);
    if (event == nullptr)
        return;
    if (std::holds_alternative<chat::Joined>(event->what)) {
        keys_[event->member] = std::get<server::JoinCommand>(stored.command->what).instance.key;
        present_[event->member] = keys_[event->member];
    } else if (std::holds_alternative<chat::Left>(event->what)) {
        present_.erase(event->member);
    }
}

/// Which confirmations went with it nobody knows who cannot see them in the log.
void ConfirmationsChecker::handleTornOff(Seq head)
{
    ++tears_;
    done_.clear();
    present_.clear();
    for (Seq seq{1}; seq <= head; seq = next(seq)) {
        if (const chat::Event* const event = ledger_.event(seq))
            handleStored({seq, *event, ledger_.command(seq)});
    }
}

void ConfirmationsChecker::handleConfirming(const Confirming& confirming)
{
    asked_[confirming.actor][confirming.submission] = {confirming.announcement, tears_};
    wanted_.emplace(confirming.announcement, keyOf_(confirming.actor));
}

void ConfirmationsChecker::handleNotice(ActorId actor, const client::Notice& notice)
{
    const auto* const done = std::get_if<client::DoneNotice>(&notice);
    if (done == nullptr)
        return;
    const auto asked = asked_[actor].extract(done->submission);
    if (!asked.empty() && asked.mapped().tears == tears_)
        done_.emplace(asked.mapped().announcement, keyOf_(actor));
}

void ConfirmationsChecker::handleConfirmations(Seq announcement, const Confirmations& list)
{
    if (!list)
        return checkRemembered(announcement);
    const std::string which = " notice " + std::to_string(announcement.value);
    std::set<MemberId> confirmed;
    for (const chat::Confirmation& each : *list) {
        if (each.state != chat::ConfirmationState::confirmed)
            continue;
        confirmed.insert(each.member.member);
        if (!wanted_.contains({announcement, keys_[each.member.member]}))
            court_.complain(each.name + " is listed to have confirmed" + which + " and has not");
    }
    for (const auto& [member, key] : present_) {
        if (done_.contains({announcement, key}) && !confirmed.contains(member))
            court_.complain("member " + std::to_string(member.value) + " has confirmed" + which
                            + " and is not listed");
    }
}

void ConfirmationsChecker::checkRemembered(Seq announcement)
{
    std::size_t later = 0;
    for (Seq seq = next(announcement); seq <= ledger_.head(); seq = next(seq)) {
        const chat::Event* const event = ledger_.event(seq);
        const auto* const asks = event != nullptr ? std::get_if<chat::Announcement>(&event->what) : nullptr;
        later += asks != nullptr && asks->asksToConfirm ? 1U : 0U;
    }
    if (later < limits::questions)
        court_.complain("nobody remembers that notice " + std::to_string(announcement.value)
                        + " asks to be confirmed");
}

} // namespace hubbub::sim
