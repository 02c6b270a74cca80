// Those who follow the room, and how far a round of fan-out has come through them.
#pragma once

#include <cstddef>
#include <vector>

namespace hubbub::server {

struct Session;

class Listeners {
public:
    void add(Session& session);
    void remove(Session& session);
    std::size_t size() const { return sessions_.size(); }

    void beginRound() { next_ = 0; }
    bool isRoundUnderWay() const { return next_ < sessions_.size(); }
    /// How many the round has still to come to.
    std::size_t toCome() const { return sessions_.size() - next_; }
    bool isToCome(const Session& session) const;
    /// The next session of the round; nullptr when it is over.
    Session* take() { return isRoundUnderWay() ? sessions_[next_++] : nullptr; }
    /// One of those that take() will give after some more calls; nullptr beyond the last.
    Session* ahead(std::size_t calls) const { return calls < toCome() ? sessions_[next_ + calls] : nullptr; }

private:
    /// Those before next_ have had their turn; all when no round is under way.
    std::vector<Session*> sessions_;
    std::size_t next_ = 0;
};

} // namespace hubbub::server
