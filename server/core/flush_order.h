// Which session is sent something next. Within a lane the order is that of asking, so that nobody starves.
#pragma once

#include "server/core/session_table.h"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

namespace hubbub::server {

class FlushOrder {
public:
    /// A session stands in one lane, the best it was asked for.
    void add(Session& session, Lane lane)
    {
        if (session.lane <= lane || session.isClosing)
            return;
        session.lane = lane;
        // It may stand there still, from before it moved to a better one.
        const auto i = static_cast<std::size_t>(lane);
        if (!std::exchange(session.standsIn[i], true))
            lanes_[i].push_back(session.id);
    }
    struct Taken {
        Session* session = nullptr; ///< nothing at the end
        Lane lane = Lane::none;
    };
    /// The next one of the lanes up to `last`, no longer in any lane.
    Taken take(const SessionTable& sessions, Lane last)
    {
        for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) {
            while (!lanes_[i].empty()) {
                Session* const session = sessions.find(lanes_[i].front());
                lanes_[i].pop_front();
                if (session == nullptr)
                    continue;
                session->standsIn[i] = false;
                if (session->lane == static_cast<Lane>(i)) {
                    session->lane = Lane::none;
                    return {session, static_cast<Lane>(i)};
                }
            }
        }
        return {};
    }
    bool isEmpty() const { return size() == 0; }
    /// About how many sessions stand in it.
    std::size_t size() const
    {
        std::size_t size = 0;
        for (const auto& lane : lanes_)
            size += lane.size();
        return size;
    }

private:
    std::array<std::deque<SessionId>, static_cast<std::size_t>(Lane::none)> lanes_;
};

} // namespace hubbub::server
