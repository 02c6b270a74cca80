#include "server/core/ghost_probes.h"

#include <algorithm>

namespace hubbub::server {

GhostProbes::Finding GhostProbes::find(Instant now, PresentMember& holder, const Session& asker)
{
    if (!holder.isRestored && now - state_.lastHeard(holder) < limits::heardLately)
        return Finding::present;
    Session* const session = state_.liveSession(holder.session);
    if (session == nullptr || holder.failedProbe)
        return Finding::gone;
    if (holder.probeEnds)
        return Finding::asked;
    const IpAddress& ip = asker.connection.path().remote.ip;
    const AddressPrefix prefix = AddressPrefix::of(ip);
    if (now < holder.probeAllowed || !byKey_.has(now, asker.key)
        || (!ip.isLoopback() && !byPrefix_.has(now, prefix)))
        return Finding::present;
    byKey_.take(now, asker.key);
    if (!ip.isLoopback())
        byPrefix_.take(now, prefix);
    holder.probeAllowed = now + limits::probePause;
    holder.probeEnds = now + limits::probeWait;
    ask(now, holder);
    return Finding::asked;
}

void GhostProbes::ask(Instant now, const PresentMember& holder)
{
    due_.bringForward(holder.id, std::min(*holder.probeEnds, now + limits::probeRepeat));
    if (Session* const session = state_.liveSession(holder.session)) {
        session->connection.link().sendPing(now);
        session->shard.lanes.add(*session, Lane::answers);
    }
}

bool GhostProbes::heard(PresentMember& member)
{
    member.failedProbe = false;
    if (!member.probeEnds)
        return false;
    member.probeEnds.reset();
    due_.remove(member.id);
    return true;
}

std::vector<MemberId> GhostProbes::takeFailed(Instant now)
{
    std::vector<MemberId> failed;
    for (const MemberId id : due_.takeDue(now)) {
        PresentMember* const member = state_.members.find(id);
        if (member == nullptr || !member->probeEnds)
            continue;
        if (now < *member->probeEnds) {
            ask(now, *member);
            continue;
        }
        member->probeEnds.reset();
        member->failedProbe = true;
        failed.push_back(id);
    }
    return failed;
}

} // namespace hubbub::server
