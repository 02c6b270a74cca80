#include "server/core/room_state.h"

#include "protocol/base/limits.h"
#include "protocol/chat/text.h"
#include "protocol/crypto/identity.h"
#include "server/core/refusals.h"

#include <algorithm>

namespace hubbub::server {

RoomState::RoomState(CoreSettings given, RestoredRoom& restored, Instant now, WallTime wall, Entropy& random)
    : settings(std::move(given)),
      entropy(random),
      reserved(settings.reservedNames),
      log(restored.log),
      fold(restored.state),
      records(restored),
      notices(settings.logLevels),
      started(now),
      wallKnownAt(now),
      wallKnown(wall)
{
    const std::size_t threads = std::clamp<std::size_t>(settings.threads, 1, limits::threads);
    for (std::size_t i = 0; i < threads; ++i)
        shards.push_back(std::make_unique<Shard>(limits::reassemblyBytes / threads));
    for (const auto& [id, member] : fold.members()) {
        PresentMember& present = members.add(id);
        present.fingerprint = crypto::fingerprintOf(member.instance.key);
        present.instance = member.instance.id;
        present.heardBefore = now;
        present.isRestored = true;
        present.isSilent = true;
    }
    for (FormerName& former : restored.formerNames) {
        if (const FoldedMember* const member = fold.find(former.member))
            formerNames.insert_or_assign(member->instance, std::move(former));
    }
}

// Sessions

Session* RoomState::liveSession(SessionId id) const
{
    Session* const session = sessions.find(id);
    return session == nullptr || session->isClosing ? nullptr : session;
}

void RoomState::endSession(Session& session, std::optional<Closing> closing)
{
    if (session.isClosing)
        return;
    session.isClosing = true;
    if (closing)
        closing->text = chat::cleanLine(closing->text, limits::reasonBytes);
    ended.push_back({session.id, std::move(closing)});
    PresentMember* const member = members.find(session.member);
    if (member != nullptr && member->session == session.id) {
        member->session = {};
        member->heardBefore = session.connection.lastHeard();
    }
}

void RoomState::endWhoLacks(Seq seq)
{
    for (const auto& [id, session] : sessions.all()) {
        if (session->isClosing || session->roomStream == StreamId{})
            continue;
        if (session->connection.link().acknowledgedBelow(session->roomStream) <= seq)
            endSession(*session, Closing{wire::CloseCode::busy, {}, false});
    }
}

void RoomState::setMember(Session& session, MemberId member)
{
    sessions.setMember(session, member);
    assignPool(session);
}

void RoomState::assignPool(Session& session)
{
    const bool mayReassemble = session.member != MemberId{} || isAdmin(session.key);
    session.connection.link().setReassemblyPool(mayReassemble ? &session.shard.reassembly : &noReassembly);
}

void RoomState::answer(Session& session, Seq request, decltype(chat::Reply::what) what)
{
    if (session.isClosing)
        return;
    if (const auto* const refusal = std::get_if<chat::RefusedReply>(&what))
        ++counters.refusals.at(static_cast<std::size_t>(refusal->code));
    session.answers.append(
        std::make_shared<const Bytes>(chat::encode(chat::Reply{request, std::move(what)})));
    session.shard.lanes.add(session, Lane::answers);
}

void RoomState::refuse(Session& session, Seq request, chat::Refusal refusal)
{
    answer(session, request, std::move(refusal));
}

void RoomState::tellNews(Session& session, const SharedRecord& record)
{
    if (session.isClosing)
        return;
    if (!session.answers.hasRoomForLists()) {
        session.newsMissedFrom = MemberId{0};
        return;
    }
    session.answers.append(record);
    session.shard.lanes.add(session, Lane::live);
}

void RoomState::schedule(Instant now, Session& session)
{
    if (session.isClosing || session.lane != Lane::none)
        return;
    Instant due = session.keysSince + limits::sessionLifetime;
    if (const auto deadline = session.connection.deadline())
        due = std::min(due, *deadline);
    if (session.member == MemberId{})
        due = std::min(due, session.connection.lastHeard() + limits::visitorSilence);
    due = std::max(due, now + limits::idlePause);
    if (due >= session.dueAt)
        return;
    session.dueAt = due;
    session.shard.due.bringForward(session.id, due);
}

bool RoomState::isAdmin(const PublicKey& key) const
{
    return std::ranges::find(settings.admins, key) != settings.admins.end();
}

bool RoomState::isAllowed(const PublicKey& key) const
{
    const auto& allowed = settings.allowedKeys;
    return allowed.empty() || std::ranges::find(allowed, key) != allowed.end() || isAdmin(key);
}

std::optional<PasswordChallenge> RoomState::passwordChallenge() const
{
    return settings.password ? std::optional(settings.password->challenge) : std::nullopt;
}

const chat::Restriction* RoomState::restrictionOf(Instant now, chat::RestrictionKind kind,
                                                  const Session& session) const
{
    if (fold.restrictions().size() == 0 || isAdmin(session.key))
        return nullptr;
    return fold.restrictions().against(kind, session.key, session.connection.path().remote.ip, wallAt(now));
}

// Members

const FoldedMember* RoomState::renamedFrom(const OutboxKey& instance, std::string_view name) const
{
    const auto former = formerNames.find(instance);
    return former != formerNames.end() && former->second.name == name ? fold.find(former->second.member)
                                                                      : nullptr;
}

Instant RoomState::lastHeard(const PresentMember& member) const
{
    const Session* const session = sessions.find(member.session);
    return session != nullptr ? session->connection.lastHeard() : member.heardBefore;
}

chat::MemberFlags RoomState::flagsOf(const FoldedMember& member) const
{
    const PresentMember* const present = members.find(member.id);
    return {isAdmin(member.instance.key), present != nullptr && present->isAway()};
}

std::string RoomState::describe(const FoldedMember& member) const
{
    return member.name + " #" + std::to_string(member.id.value) + ' '
         + shownFingerprint(crypto::fingerprintOf(member.instance.key));
}

std::optional<chat::Refusal> RoomState::spend(Instant now, PresentMember& member, std::size_t bytes)
{
    const auto rateOf = [](std::uint64_t perSecond) {
        const auto rate = static_cast<double>(perSecond);
        return BucketRate{rate, rate * limits::fanOutBurstSeconds};
    };
    const BucketRate messages{settings.messageRate, static_cast<double>(settings.messageBurst)};
    const BucketRate ofMember = rateOf(settings.fanOutPerMember);
    const BucketRate ofRoom = rateOf(settings.fanOutForRoom);
    const auto cost = static_cast<double>(bytes) * static_cast<double>(fold.memberCount());
    const Duration wait =
        std::max({member.messages.waitFor(now, messages, 1), member.fanOut.waitFor(now, ofMember, cost),
                  roomFanOut.waitFor(now, ofRoom, cost)});
    if (wait > Duration::zero())
        return refusal(chat::RefusalCode::rate, "Too much at once; wait a little.", wait);
    member.messages.take(now, messages, 1);
    member.fanOut.take(now, ofMember, cost);
    roomFanOut.take(now, ofRoom, cost);
    return std::nullopt;
}

// The log

PendingProposal& RoomState::propose(decltype(Command::what) what)
{
    PendingProposal& proposal = pending.add(std::move(what));
    queue.add(proposal.id);
    return proposal;
}

bool RoomState::addWaiter(PendingProposal& proposal, const Waiter& waiter)
{
    // A session asks once; one that asks again waits with its later request too.
    if (proposal.waiters.size() >= limits::waitersPerProposal)
        return false;
    proposal.waiters.push_back(waiter);
    return true;
}

WallTime RoomState::wallAt(Instant now) const
{
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(now - wallKnownAt);
    return WallTime{wallKnown.milliseconds + passed.count()};
}

} // namespace hubbub::server
