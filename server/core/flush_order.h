// Which session is sent something next. Within a lane the order is that of asking, so that nobody starves.
#pragma once

#include "server/core/session_table.h"

#include <algorithm>
#include <array>
#include <deque>

namespace hubbub::server {

class FlushOrder {
public:
    /// A session stands in one lane, the best it was asked for.
    void add(Session& session, Lane lane)
    {
        if (session.lane <= lane || session.isClosing)
            return;
        session.lane = lane;
        lanes_[static_cast<std::size_t>(lane)].push_back(session.id);
    }
    /// The next one, no longer in any lane; nothing at the end.
    Session* take(const SessionTable& sessions)
    {
        for (std::size_t i = 0; i < lanes_.size(); ++i) {
            while (!lanes_[i].empty()) {
                Session* const session = sessions.find(lanes_[i].front());
                lanes_[i].pop_front();
                // It may be gone, or have moved to a better lane meanwhile.
                if (session == nullptr || session->lane != static_cast<Lane>(i))
                    continue;
                session->lane = Lane::none;
                return session;
            }
        }
        return nullptr;
    }
    bool isEmpty() const
    {
        return std::all_of(lanes_.begin(), lanes_.end(), [](const auto& lane) { return lane.empty(); });
    }

private:
    std::array<std::deque<SessionId>, static_cast<std::size_t>(Lane::none)> lanes_;
};

} // namespace hubbub::server
