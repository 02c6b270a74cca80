#include "server/core/departures.h"

#include <utility>

namespace hubbub::server {

PendingProposal& Departures::propose(MemberId member, chat::LeftReason reason, std::string_view text,
                                     std::optional<WallTime> restsUntil, std::optional<Moderator> by)
{
    if (PendingProposal* const underWay = state_.pending.leaveOf(member))
        return *underWay;
    return state_.propose(LeaveCommand{member, reason, std::string(text), restsUntil, std::move(by)});
}

void Departures::proposeGhost(Instant now, const PresentMember& member)
{
    const Instant until = member.isRestored ? state_.started + state_.settings.grace
                                            : state_.lastHeard(member) + limits::restAfterHeard;
    propose(member.id, chat::LeftReason::lost, {}, state_.wallAt(std::max(until, now)));
}

void Departures::goodbye(Session& session)
{
    const MemberId member = session.member;
    if (session.joining) {
        if (PendingProposal* const join = state_.pending.find(*session.joining))
            join->isAbandoned = true;
    }
    state_.endSession(session, std::nullopt);
    if (state_.members.find(member) != nullptr)
        propose(member, chat::LeftReason::quit, {});
}

void Departures::left(Instant now, const FoldedMember& member, const chat::Event& event, Seq seq)
{
    const auto reason = std::get<chat::Left>(event.what).reason;
    const PresentMember* const present = state_.members.find(member.id);
    CHECK(present != nullptr);
    Session* const session = state_.liveSession(present->session);
    state_.members.remove(member.id);
    std::erase_if(state_.formerNames, [&](const auto& each) { return each.second.member == member.id; });
    std::string line = state_.describe(member) + " left (" + std::string(chat::leftReasonWord(reason)) + ')';
    // Not what somebody says as the last word: it may be removed from the room.
    if (reason != chat::LeftReason::quit && !event.text().empty())
        line.append(": ").append(event.text());
    state_.notices.log(now, LogLevel::info, "room", line);
    if (session == nullptr)
        return;
    state_.setMember(*session, {});
    session->room.endAt(seq);
    switch (reason) {
    case chat::LeftReason::quit:
        state_.schedule(now, *session);
        break;
    case chat::LeftReason::lost:
        state_.endSession(*session, Closing{wire::CloseCode::lost, {}});
        break;
    case chat::LeftReason::removed:
        state_.endSession(*session, Closing{wire::CloseCode::removed, std::string(event.text())});
        break;
    case chat::LeftReason::banned:
        state_.endSession(*session, Closing{wire::CloseCode::banned, std::string(event.text())});
        break;
    }
}

} // namespace hubbub::server
