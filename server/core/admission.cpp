#include "server/core/admission.h"

#include "protocol/base/fault.h"
#include "protocol/chat/text.h"
#include "server/core/name_suggestion.h"
#include "server/core/refusals.h"

#include <algorithm>
#include <array>

namespace hubbub::server {

using chat::RefusalCode;

namespace {

BucketRate joinsOfKey(const CoreSettings& settings)
{
    return {settings.joinsPerKeyPerMinute / 60, static_cast<double>(settings.joinBurstPerKey)};
}

BucketRate joinsOfPrefix(const CoreSettings& settings)
{
    return {settings.joinsPerPrefixPerSecond, static_cast<double>(settings.joinBurstPerPrefix)};
}

} // namespace

Admission::Admission(RoomState& state, Attachments& attachments, GhostProbes& ghosts, Departures& departures)
    : state_(state),
      attachments_(attachments),
      ghosts_(ghosts),
      departures_(departures),
      perKey_(joinsOfKey(state.settings)),
      perPrefix_(joinsOfPrefix(state.settings)),
      wrongPasswords_({limits::wrongPasswordsPerSecond, limits::wrongPasswordBurst})
{
}

void Admission::followSettings()
{
    perKey_.setRate(joinsOfKey(state_.settings));
    perPrefix_.setRate(joinsOfPrefix(state_.settings));
}

void Admission::handleJoin(Instant now, Session& session, Seq request, chat::JoinRequest join)
{
    if (attempts_.contains(session.id))
        return state_.refuse(session, request,
                             refusal(RefusalCode::badArgument, "A join is under way; wait for its result."));
    // The password was changed since: a new handshake tells what is wanted. So it does after a few wrong
    // ones.
    const PasswordTold* const told = session.passwordTold.get();
    if (state_.settings.password && (told == nullptr || told->challenge != state_.passwordChallenge()))
        return state_.endSession(session, Closing{wire::CloseCode::expiredKeys, "the password was changed"});
    if (told != nullptr && told->wrongOnes >= limits::wrongPasswordsPerSession)
        return state_.endSession(session, Closing{wire::CloseCode::busy, "too many wrong passwords"});
    if (attempts_.size() >= limits::joinsUnderWay)
        return state_.refuse(session, request, busyRefusal(limits::busyRetry));
    // What is cut is too long for a name all the same; nobody's memory is spent on it.
    join.name.resize(std::min(join.name.size(), limits::typedNameBytes));
    join.name.shrink_to_fit();
    const std::string version = chat::cleanLine(join.clientVersion, limits::clientVersionBytes);
    session.clientVersion = state_.versions.idOf(version);
    state_.notices.log(now, LogLevel::debug, "session",
                       "join from " + session.connection.path().remote.text() + " with " + version);
    join.clientVersion.clear();
    judge(now, session, JoinAttempt{session.id, request, std::move(join)});
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
    static constexpr std::array<Check, 8> checks = {&Admission::checkRates,    &Admission::checkBan,
                                                    &Admission::checkLock,     &Admission::checkAllowedKey,
                                                    &Admission::checkPassword, &Admission::checkResume,
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
    if (auto refused = pay(now, session, "Too many joins; wait a little."))
        return std::move(*refused);
    return std::nullopt;
}

std::optional<chat::Refusal> Admission::payForRename(Instant now, const Session& session)
{
    return pay(now, session, "Too many new names; wait a little.");
}

std::optional<chat::Refusal> Admission::pay(Instant now, const Session& session, const char* what)
{
    const IpAddress& ip = session.connection.path().remote.ip;
    const AddressPrefix prefix = AddressPrefix::of(ip);
    Duration wait = perKey_.waitFor(now, session.key);
    if (!ip.isLoopback())
        wait = std::max(wait, perPrefix_.waitFor(now, prefix));
    if (wait > Duration::zero())
        return refusal(RefusalCode::rate, what, wait);
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

std::optional<Admission::Verdict> Admission::checkBan(Instant now, Session& session, JoinAttempt&)
{
    const chat::Restriction* const ban = state_.restrictionOf(now, chat::RestrictionKind::ban, session);
    if (ban == nullptr)
        return std::nullopt;
    return restrictedRefusal(*ban, state_.wallAt(now));
}

std::optional<Admission::Verdict> Admission::checkLock(Instant, Session& session, JoinAttempt& attempt)
{
    if (!state_.fold.isLocked() || state_.isAdmin(session.key) || hasOwnPlace(session, attempt))
        return std::nullopt;
    return lockedRefusal();
}

std::optional<Admission::Verdict> Admission::checkAllowedKey(Instant, Session& session, JoinAttempt&)
{
    if (state_.isAllowed(session.key))
        return std::nullopt;
    return refusal(RefusalCode::notAllowed, "Only people the admin has listed may enter.");
}

/// An admin's key is more than a password. Only wrong ones draw on the rate, but who has used it up is not
/// even told whether the next one is right.
std::optional<Admission::Verdict> Admission::checkPassword(Instant now, Session& session,
                                                           JoinAttempt& attempt)
{
    const auto& password = state_.settings.password;
    if (!password || attempt.hasProvedPassword || state_.isAdmin(session.key))
        return std::nullopt;
    if (!attempt.join.passwordProof || !session.passwordTold)
        return passwordNeededRefusal();
    const AddressPrefix prefix = AddressPrefix::of(session.connection.path().remote.ip);
    if (const Duration wait = wrongPasswords_.waitFor(now, prefix); wait > Duration::zero())
        return refusal(RefusalCode::rate, "Too many wrong passwords from your address; wait a little.", wait);
    if (crypto::isPasswordProof(*attempt.join.passwordProof, *password, session.passwordTold->handshake)) {
        attempt.hasProvedPassword = true;
        return std::nullopt;
    }
    wrongPasswords_.take(now, prefix);
    ++session.passwordTold->wrongOnes;
    return wrongPasswordRefusal();
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
        attempt.resume = Resume::overGap;
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
    if (hasOwnPlace(session, attempt))
        return std::nullopt;
    return refusal(RefusalCode::full, "The room is full; try again later.");
}

bool Admission::hasOwnPlace(const Session& session, const JoinAttempt& attempt) const
{
    const auto name = chat::Name::parse(attempt.join.name);
    if (!name)
        return false;
    const OutboxKey instance{session.key, attempt.join.outbox};
    if (state_.renamedFrom(instance, name->text()) != nullptr)
        return true;
    const FoldedMember* const holder = state_.fold.holderOf(name->keys());
    if (holder != nullptr && holder->instance.key == session.key && holder->name == name->text())
        return true;
    const PendingProposal* const claim = state_.pending.claimOf(name->keys());
    const auto* join = claim != nullptr ? std::get_if<JoinCommand>(&claim->command.what) : nullptr;
    return join != nullptr && join->instance == instance && join->name == name->text();
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
        const chat::LogPosition& position = *attempt->join.resume;
        // The store may have let go of it just before.
        if (!chain && next(position.cursor) < state_.records.first())
            attempt->resume = JoinAttempt::Resume::overGap;
        else
            attempt->resume =
                chain == position.chain ? JoinAttempt::Resume::good : JoinAttempt::Resume::forked;
        judge(now, *state_.liveSession(id), std::move(*attempt));
    }
}

void Admission::settled(Instant now, const PendingProposal& proposal, const FoldedMember* member,
                        const chat::Refusal* why)
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
            state_.refuse(session, attempt->request, *why);
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
