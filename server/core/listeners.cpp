#include "server/core/listeners.h"

#include "server/core/session.h"

#include <utility>

namespace hubbub::server {

void Listeners::add(Session& session)
{
    if (session.listener)
        return;
    // Whoever comes in the middle of a round has had nothing of it, and in an idle room there is none to
    // have.
    const bool isUnderWay = isRoundUnderWay();
    session.listener = sessions_.size();
    sessions_.push_back(&session);
    if (!isUnderWay)
        next_ = sessions_.size();
}

void Listeners::remove(Session& session)
{
    if (!session.listener)
        return;
    const auto swap = [this](std::size_t a, std::size_t b) {
        std::swap(sessions_[a], sessions_[b]);
        sessions_[a]->listener = a;
        sessions_[b]->listener = b;
    };
    // Those who have had their turn stay in front of the others.
    if (*session.listener < next_)
        swap(*session.listener, --next_);
    swap(*session.listener, sessions_.size() - 1);
    sessions_.pop_back();
    session.listener.reset();
}

bool Listeners::isToCome(const Session& session) const
{
    return session.listener && *session.listener >= next_;
}

} // namespace hubbub::server
