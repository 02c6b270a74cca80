// Members of a room in one thread, each with an engine and a socket of its own, served by one epoll.
#pragma once

#include "bench/clock.h"
#include "bench/server_process.h"
#include "protocol/base/check.h"
#include "protocol/base/version.h"
#include "protocol/client/client_engine.h"
#include "protocol/crypto/identity.h"
#include "server/net/udp_port.h"

#include <sys/epoll.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace hubbub::bench {

class Crowd {
public:
    /// A datagram that a member has sent.
    struct Recorded {
        std::size_t member;
        Bytes bytes;
    };

    explicit Crowd(const ServerProcess& server) : server_(server)
    {
        rlimit files{};
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
        epoll_ = epoll_create1(EPOLL_CLOEXEC);
    }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;
    ~Crowd() { ::close(epoll_); }

    /// Starts another one on its way in; its number.
    std::size_t enter()
    {
        const std::size_t index = members_.size();
        Member& member = members_.emplace_back();
        auto port = server::UdpPort::bind({IpAddress::v4(0x7f000001), 0}, 0);
        CHECK(port.has_value());
        member.port = std::move(*port);
        member.since = readClock();
        client::ClientSettings settings;
        settings.place = server_.address().text();
        settings.timeout = 120s;
        crypto::ProfileSecret secret;
        entropy_.fill(secret.bytes());
        settings.identity = secret;
        settings.clientVersion = version;
        member.engine = std::make_unique<client::ClientEngine>(std::move(settings), entropy_);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = index;
        CHECK(epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor(index), &event) == 0);
        act(index, [&](client::ClientEngine& engine, Instant now, client::ClientOutbox& out) {
            engine.start(now, {server_.address()}, out);
            engine.join(now, "member" + std::to_string(index), false, out);
        });
        return index;
    }

    void say(std::size_t member, const std::string& text)
    {
        act(member, [&](client::ClientEngine& engine, Instant now, client::ClientOutbox& out) {
            CHECK(engine.say(now, text, chat::MessageStyle::plain, out).has_value());
        });
    }

    void leave(std::size_t member)
    {
        act(member, [](client::ClientEngine& engine, Instant now, client::ClientOutbox& out) {
            engine.leave(now, {}, false, out);
        });
    }

    /// Waits for something to happen, at most so long, and handles it.
    void poll(std::chrono::milliseconds most)
    {
        Instant now = readClock();
        while (!dues_.empty() && dues_.begin()->first <= now) {
            const std::size_t index = dues_.begin()->second;
            act(index, [](client::ClientEngine& engine, Instant at, client::ClientOutbox& out) {
                engine.handleDeadline(at, out);
            });
        }
        auto wait = most;
        if (!dues_.empty())
            wait = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(dues_.begin()->first - now),
                              std::chrono::milliseconds{0}, most);
        std::array<epoll_event, 256> events{};
        const int ready = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                     static_cast<int>(wait.count()));
        for (int i = 0; i < ready; ++i) {
            const auto index = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
            members_[index].port->receive(64, [&](const Path& from, ByteView bytes) {
                act(index, [&](client::ClientEngine& engine, Instant at, client::ClientOutbox& out) {
                    engine.handleDatagram(at, from.remote, bytes, out);
                });
            });
        }
    }

    template <class Condition>
    bool runUntil(Duration most, Condition condition)
    {
        const Instant end = readClock() + most;
        while (!condition()) {
            const Instant now = readClock();
            if (now >= end)
                return false;
            poll(std::min(std::chrono::ceil<std::chrono::milliseconds>(end - now),
                          std::chrono::milliseconds{100}));
        }
        return true;
    }

    std::size_t count() const { return members_.size(); }
    std::size_t in() const { return in_; }
    /// Members who have heard of `many` or more.
    std::size_t knowing(std::size_t many) const
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            members_, [&](const Member& member) { return member.isIn && member.present >= many; }));
    }
    std::uint64_t seen() const { return seen_; }
    Instant lastSeen() const { return lastSeen_; }
    /// From enter() to the welcome; nothing before that.
    std::optional<Duration> timeToEnter(std::size_t member) const { return members_[member].timeToEnter; }
    std::size_t linksLost() const { return linksLost_; }
    std::size_t refusals() const { return refusals_; }
    int descriptor(std::size_t member) const { return static_cast<int>(members_[member].port->descriptor()); }

    /// Called with each message that a member is shown, but for history.
    std::function<void(std::size_t member, std::string_view text, Instant now)> messageSeen;
    /// Kept up to this many.
    std::size_t recordMost = 0;
    std::vector<Recorded> recorded;

private:
    struct Member {
        std::unique_ptr<server::UdpPort> port;
        std::unique_ptr<client::ClientEngine> engine;
        std::optional<Instant> due;
        Instant since;
        std::optional<Duration> timeToEnter;
        bool isIn = false;
        std::size_t present = 0;
    };

    template <class Action>
    void act(std::size_t index, Action action)
    {
        Member& member = members_[index];
        const Instant now = readClock();
        client::ClientOutbox out;
        action(*member.engine, now, out);
        for (const client::OutgoingDatagram& datagram : out.datagrams) {
            member.port->send(std::vector<server::OutgoingDatagram>{{{{}, datagram.to, 0}, datagram.bytes}});
            if (recorded.size() < recordMost)
                recorded.push_back({index, datagram.bytes});
        }
        for (const client::Notice& notice : out.notices)
            note(index, member, notice);
        if (member.due)
            dues_.erase({*member.due, index});
        member.due = member.engine->deadline();
        if (member.due)
            dues_.insert({*member.due, index});
    }

    void note(std::size_t index, Member& member, const client::Notice& notice)
    {
        if (const auto* welcome = std::get_if<client::WelcomeNotice>(&notice)) {
            if (!std::exchange(member.isIn, true)) {
                ++in_;
                member.timeToEnter = readClock() - member.since;
            }
            member.present = welcome->members.size();
        } else if (const auto* event = std::get_if<client::EventNotice>(&notice)) {
            if (std::holds_alternative<chat::Joined>(event->event.what) && !event->history && !event->own)
                ++member.present;
            if (std::holds_alternative<chat::Message>(event->event.what) && !event->history) {
                ++seen_;
                lastSeen_ = readClock();
                if (messageSeen)
                    messageSeen(index, event->event.text(), lastSeen_);
            }
        } else if (const auto* link = std::get_if<client::LinkNotice>(&notice)) {
            linksLost_ += link->state == client::LinkState::lost ? 1 : 0;
        } else if (std::holds_alternative<client::RefusedNotice>(notice)) {
            ++refusals_;
        } else if (const auto* ended = std::get_if<client::EndedNotice>(&notice)) {
            if (ended->reason != client::EndReason::left)
                std::fprintf(stderr, "a member's engine ended: %s\n", ended->text.c_str());
        }
    }

    const ServerProcess& server_;
    crypto::SystemEntropy entropy_;
    int epoll_ = -1;
    std::deque<Member> members_;
    std::set<std::pair<Instant, std::size_t>> dues_;
    std::size_t in_ = 0;
    std::uint64_t seen_ = 0;
    Instant lastSeen_;
    std::size_t linksLost_ = 0;
    std::size_t refusals_ = 0;
};

} // namespace hubbub::bench
