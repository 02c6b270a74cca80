#include "server/core/ghost_probes.h"

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
    const AddressPrefix prefix = AddressPrefix::of(asker.connection.path().remote.ip);
    if (now < holder.probeAllowed || !byKey_.has(now, asker.key) || !byPrefix_.has(now, prefix))
        return Finding::present;
    byKey_.take(now, asker.key);
    byPrefix_.take(now, prefix);
    holder.probeAllowed = now + limits::probePause;
    holder.probeEnds = now + limits::probeWait;
    due_.bringForward(holder.id, *holder.probeEnds);
    session->connection.link().sendPing(now);
    state_.lanes.add(*session, Lane::answers);
    return Finding::asked;
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
        member->probeEnds.reset();
        member->failedProbe = true;
        failed.push_back(id);
    }
    return failed;
}

} // namespace hubbub::server
