#include "server/core/admission.h"

#include "protocol/base/fault.h"
#include "protocol/chat/text.h"
#include "server/core/name_suggestion.h"
#include "server/core/refusals.h"

#include <algorithm>
#include <array>

namespace hubbub::server {

using chat::RefusalCode;

Admission::Admission(RoomState& state, Attachments& attachments, GhostProbes& ghosts, Departures& departures)
    : state_(state),
      attachments_(attachments),
      ghosts_(ghosts),
      departures_(departures),
      perKey_(
          {state.settings.joinsPerKeyPerMinute / 60, static_cast<double>(state.settings.joinBurstPerKey)}),
      perPrefix_(
          {state.settings.joinsPerPrefixPerSecond, static_cast<double>(state.settings.joinBurstPerPrefix)})
{
}

void Admission::handleJoin(Instant now, Session& session, Seq request, chat::JoinRequest join)
{
    if (attempts_.contains(session.id))
        return state_.refuse(session, request,
                             refusal(RefusalCode::badArgument, "A join is under way; wait for its result."));
    if (attempts_.size() >= limits::joinsUnderWay)
        return state_.refuse(session, request, busyRefusal(limits::busyRetry));
    // What is cut is too long for a name all the same; nobody's memory is spent on it.
    join.name.resize(std::min(join.name.size(), limits::typedNameBytes));
    join.name.shrink_to_fit();
    state_.notices.log(now, LogLevel::debug, "session",
                       "join from " + session.connection.path().remote.text() + " with "
                           + chat::cleanLine(join.clientVersion, limits::clientVersionBytes));
    join.clientVersion.clear();
    judge(now, session, JoinAttempt{session.id, request, std::move(join), false, false, {}, {}});
}

void Admission::judge(Instant now, Session& session, JoinAttempt attempt)
{
    Verdict verdict = this->verdict(now, session, attempt);
    if (const auto* wait = std::get_if<JoinWait>(&verdict)) {
        attempt.wait = *wait;
        waiting_.emplace(*wait, session.id);
        patience_.bringForward(session.id, now + limits::joinPatience);
        attempts_.insert_or_assign(session.id, std::move(attempt));
        return;
    }
    patience_.remove(session.id);
    if (auto* proposes = std::get_if<Proposes>(&verdict)) {
        PendingProposal& proposal = state_.propose(std::move(proposes->command));
        proposal.waiters.push_back({session.id, attempt.request});
        session.joining = proposal.id;
        attempt.wait = proposal.id;
        attempts_.insert_or_assign(session.id, std::move(attempt));
        return;
    }
    if (const auto* attaches = std::get_if<Attaches>(&verdict)) {
        attachments_.attach(now, session, *state_.fold.find(attaches->member), attempt, Seq{0});
        return;
    }
    auto& refused = std::get<chat::Refusal>(verdict);
    state_.notices.log(now, LogLevel::info, "session",
                       "join as `" + attempt.join.name.substr(0, limits::nameBytes)
                           + "` refused: " + std::string(chat::refusalWord(refused.code)));
    state_.refuse(session, attempt.request, std::move(refused));
}

Admission::Verdict Admission::verdict(Instant now, Session& session, JoinAttempt& attempt)
{
    // Bans, the lock, allowed keys and the password have their places after the rates.
    static constexpr std::array<Check, 4> checks = {&Admission::checkRates, &Admission::checkResume,
                                                    &Admission::checkRoomFull, &Admission::checkOwnPlace};
    for (const Check check : checks) {
        if (auto verdict = (this->*check)(now, session, attempt))
            return std::move(*verdict);
    }
    return judgeName(now, session, attempt);
}

std::optional<Admission::Verdict> Admission::checkRates(Instant now, Session& session, JoinAttempt& attempt)
{
    if (std::exchange(attempt.hasPaid, true))
        return std::nullopt;
    const IpAddress& ip = session.connection.path().remote.ip;
    const AddressPrefix prefix = AddressPrefix::of(ip);
    Duration wait = perKey_.waitFor(now, session.key);
    if (!ip.isLoopback())
        wait = std::max(wait, perPrefix_.waitFor(now, prefix));
    if (wait > Duration::zero())
        return refusal(RefusalCode::rate, "Too many joins; wait a little.", wait);
    perKey_.take(now, session.key);
    if (!ip.isLoopback())
        perPrefix_.take(now, prefix);
    return std::nullopt;
}

void Admission::countLeave(Instant now, const Session& session)
{
    const IpAddress& ip = session.connection.path().remote.ip;
    perKey_.take(now, session.key);
    if (!ip.isLoopback())
        perPrefix_.take(now, AddressPrefix::of(ip));
}

std::optional<Admission::Verdict> Admission::checkResume(Instant, Session& session, JoinAttempt& attempt)
{
    using Resume = JoinAttempt::Resume;
    // Until the chain of the restored tail is known, nobody can be told where it begins.
    if (state_.records.missingChain())
        return JoinWait(AwaitsChain{});
    if (attempt.resume != Resume::undecided)
        return std::nullopt;
    const auto& position = attempt.join.resume;
    if (!position) {
        attempt.resume = Resume::none;
    } else if (position->log != state_.log || position->cursor > state_.records.head()) {
        attempt.resume = Resume::forked;
    } else if (next(position->cursor) < state_.records.first()) {
        // The event is gone and its chain value with it; the gap is told and shown.
        attempt.resume = Resume::good;
    } else if (const auto chain = state_.records.chainAt(position->cursor)) {
        const bool isSame = *chain == position->chain || isFault(Fault::forkOverlooked);
        attempt.resume = isSame ? Resume::good : Resume::forked;
    } else if (attempt.hasAskedChain) {
        return JoinWait(AwaitsChain{});
    } else if (state_.queries.isFull()) {
        return busyRefusal(limits::busyRetry);
    } else {
        attempt.hasAskedChain = true;
        const QueryId query = state_.queries.add(ResumeQuery{session.id, position->cursor});
        state_.storeRequests.emplace_back(FindChainRequest{query, position->cursor});
        return JoinWait(AwaitsChain{});
    }
    return std::nullopt;
}

std::optional<Admission::Verdict> Admission::checkRoomFull(Instant, Session& session, JoinAttempt& attempt)
{
    if (state_.fold.memberCount() + state_.pending.joins() < state_.settings.memberLimit)
        return std::nullopt;
    // Who comes back to a place of his own takes no other.
    const auto name = chat::Name::parse(attempt.join.name);
    const FoldedMember* const holder = name ? state_.fold.holderOf(name->keys()) : nullptr;
    if (holder != nullptr && holder->instance.key == session.key && holder->name == name->text())
        return std::nullopt;
    const PendingProposal* const claim = name ? state_.pending.claimOf(name->keys()) : nullptr;
    if (claim != nullptr) {
        const auto& join = std::get<JoinCommand>(claim->command.what);
        if (join.instance == OutboxKey{session.key, attempt.join.outbox} && join.name == name->text())
            return std::nullopt;
    }
    return refusal(RefusalCode::full, "The room is full; try again later.");
}

std::optional<Admission::Verdict> Admission::checkOwnPlace(Instant, Session& session, JoinAttempt& attempt)
{
    const FoldedMember* const own = state_.fold.find(session.member);
    if (own == nullptr || state_.pending.isLeaving(own->id))
        return std::nullopt;
    const auto name = chat::Name::parse(attempt.join.name);
    if (name && name->text() == own->name)
        return std::nullopt;
    return refusal(RefusalCode::badArgument, "You are in the room as " + own->name + "; leave first.");
}

std::optional<JoinAttempt> Admission::take(SessionId id)
{
    const auto found = attempts_.find(id);
    if (found == attempts_.end())
        return std::nullopt;
    JoinAttempt attempt = std::move(found->second);
    attempts_.erase(found);
    waiting_.erase({attempt.wait, id});
    if (state_.liveSession(id) == nullptr) {
        patience_.remove(id);
        return std::nullopt;
    }
    return attempt;
}

void Admission::retryAll(Instant now, const JoinWait& wait)
{
    std::vector<SessionId> sessions;
    for (auto each = waiting_.lower_bound({wait, SessionId{}}); each != waiting_.end() && each->first == wait;
         ++each)
        sessions.push_back(each->second);
    for (const SessionId id : sessions) {
        if (auto attempt = take(id))
            judge(now, *state_.liveSession(id), std::move(*attempt));
    }
}

void Admission::retry(Instant now, MemberId member)
{
    retryAll(now, member);
}

void Admission::retry(Instant now, ProposalId proposal)
{
    retryAll(now, proposal);
}

void Admission::retryAwaitingChain(Instant now)
{
    retryAll(now, AwaitsChain{});
}

void Admission::chainFound(Instant now, SessionId id, const std::optional<ChainValue>& chain)
{
    const auto found = attempts_.find(id);
    if (found == attempts_.end() || !std::holds_alternative<AwaitsChain>(found->second.wait))
        return;
    if (auto attempt = take(id)) {
        attempt->resume =
            chain == attempt->join.resume->chain ? JoinAttempt::Resume::good : JoinAttempt::Resume::forked;
        judge(now, *state_.liveSession(id), std::move(*attempt));
    }
}

void Admission::settled(Instant now, const PendingProposal& proposal, const FoldedMember* member,
                        const NotStored* why)
{
    const SessionId id = proposal.waiters.front().session;
    if (auto attempt = take(id)) {
        Session& session = *state_.liveSession(id);
        session.joining.reset();
        if (member != nullptr)
            attachments_.attach(now, session, *member, *attempt, member->joined);
        else if (why == nullptr)
            judge(now, session, std::move(*attempt)); // somebody else has the name by now: it is told who
        else
            state_.refuse(session, attempt->request, notStoredRefusal(why->isDiskFull));
    } else if (member != nullptr && proposal.isAbandoned) {
        departures_.propose(member->id, chat::LeftReason::quit, {});
    }
    retry(now, proposal.id);
}

void Admission::handleDeadline(Instant now)
{
    for (const SessionId id : patience_.takeDue(now)) {
        if (const auto attempt = take(id))
            state_.refuse(*state_.liveSession(id), attempt->request, busyRefusal(limits::busyRetry));
    }
}

} // namespace hubbub::server
