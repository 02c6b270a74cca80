// A small server for tests of the client engine: real handshakes, a real connection, a room that does what is
// expected, and a script that makes it do something else. One client at a time; the other people in the room
// exist only in its log.
#pragma once

#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"
#include "protocol/chat/roster_entry.h"
#include "protocol/link/connection.h"
#include "protocol/link/handshake_acceptor.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::test {

class MemoryLog final : public link::RecordSource {
public:
    Seq append(Bytes record)
    {
        records_.push_back(std::move(record));
        return head();
    }
    /// Below are gone.
    void forgetBelow(Seq first) { first_ = first; }
    Seq head() const override { return Seq{records_.size()}; }
    Seq first() const override { return first_; }
    std::optional<ByteView> find(Seq seq) const override
    {
        if (seq < first_ || seq > head())
            return std::nullopt;
        return ByteView(records_[seq.value - 1]);
    }

private:
    std::vector<Bytes> records_;
    Seq first_{1};
};

class ScriptedServer final : public link::LinkEvents {
public:
    struct Asked {
        Seq seq;
        chat::Request what;
    };

    ScriptedServer(crypto::KeyPair identity, Entropy& entropy, const Instant& now)
        : identity_(std::move(identity)),
          entropy_(entropy),
          now_(now),
          logId_(entropy.draw<LogId>())
    {
        restart();
        chain_.emplace_back();
    }

    // How it behaves

    /// Returns true if it has answered (or will not): otherwise the server does what is usual.
    std::function<bool(const Asked&)> script;
    chat::Rates rates{60'000, 200, 1U << 20U, 8U << 20U};
    /// False: a session that is carried on is unknown, as after a restart.
    bool knowsSessions = true;
    bool sendsHints = false;
    /// From here on handshakes tell it, also after a restart.
    void setPassword(const PasswordChallenge& challenge)
    {
        password_ = challenge;
        acceptor_->setPassword(password_);
    }
    /// What every welcome goes through before it is sent.
    std::function<void(chat::WelcomeReply&)> spoil;

    // What it was told

    std::vector<Asked> asked; ///< in all sessions
    Digest handshakeHash;     ///< of the last session that began
    int sessions = 0;         ///< that began
    int continued = 0;
    int closes = 0; ///< CLOSE of the client's
    int pings = 0;
    int finishes = 0;
    std::optional<PublicKey> clientKey;

    template <class Request>
    std::vector<Request> all() const
    {
        std::vector<Request> found;
        for (const Asked& each : asked) {
            if (const auto* request = std::get_if<Request>(&each.what))
                found.push_back(*request);
        }
        return found;
    }

    // Words of the script

    void reply(Seq request, decltype(chat::Reply::what) what)
    {
        if (session_)
            session_->replies.append(chat::encode(chat::Reply{request, std::move(what)}));
    }
    void refuse(const Asked& what, chat::RefusalCode code, std::optional<Duration> retryAfter = {})
    {
        reply(what.seq, chat::Refusal{code, "because", retryAfter, std::nullopt});
    }
    void welcome(const Asked& join);
    Seq event(chat::Event event);
    Seq joined(MemberId member, const std::string& name, const Fingerprint& fingerprint = {});
    Seq left(MemberId member, std::string name, chat::LeftReason reason = chat::LeftReason::quit);
    Seq says(MemberId member, const std::string& name, const std::string& text, SubmissionNumber number = {});
    Seq announces(const std::string& text);
    Seq renames(MemberId member, const std::string& before, const std::string& name);
    Seq setsTopic(const std::string& topic);
    /// The text of what was said stays in the log, as it is with one who has had it.
    Seq removes(Seq seq);
    Seq voids() { return append(chat::VoidEvent{}); }
    void rawRecord(Bytes record) { log_->append(std::move(record)); }
    void rawReply(Bytes record) { session_->replies.append(std::move(record)); }
    void close(wire::CloseCode code, DatagramSink& sink)
    {
        session_->connection.close(code, "so it is", 1, sink);
        session_.reset();
    }
    /// The sessions are gone; the log stays.
    void restart()
    {
        session_.reset();
        link::HandshakeAcceptor::Settings settings{identity_, link::ownOffer(),
                                                   [](SessionIndex) { return true; }, 1};
        acceptor_ = std::make_unique<link::HandshakeAcceptor>(std::move(settings), entropy_, drops_);
        acceptor_->setPassword(password_);
    }
    /// The log is an older one from here on: what came after `head` never was.
    void restore(Seq head);
    void forgetBelow(Seq first) { log_->forgetBelow(first); }
    bool hasSession() const { return session_ != nullptr; }
    /// The member of the client, if it is in the room.
    MemberId member() const { return member_; }
    Seq head() const { return log_->head(); }
    /// Of what is in the log, as a page of its history.
    chat::PageReply page(Seq first, Seq last) const;
    const LogId& logId() const { return logId_; }
    /// Nobody notices: the member is logged as lost.
    void loseMember()
    {
        left(member_, names_.at(member_), chat::LeftReason::lost);
        member_ = {};
    }

    // The world speaks

    void handleDatagram(const PeerAddress& from, ByteView datagram, DatagramSink& sink);
    void flush(DatagramSink& sink)
    {
        if (session_) {
            session_->connection.handleDeadline(now_);
            session_->connection.flush(now_, sink, 10'000);
        }
    }
    std::optional<Instant> deadline() const
    {
        return session_ ? session_->connection.deadline() : std::nullopt;
    }

private:
    struct Session {
        Session(Instant now, link::SessionKeys keys, const Path& path, Entropy& entropy, DropCounters& drops)
            : connection(link::Role::server, now, std::move(keys), path, entropy, drops)
        {
            connection.link().openSender(StreamId{0}, replies, Seq{1});
            connection.link().openReceiver(StreamId{0}, Seq{1});
        }
        MemoryLog replies;
        MemoryLog roster;
        std::shared_ptr<MemoryLog> log; ///< outlives the stream over it
        link::Connection connection;
    };
    struct OutboxState {
        std::map<SubmissionNumber, Seq> seqs;
        std::uint32_t cursor = 0;
    };

    bool recordArrived(StreamId, Seq seq, ByteView record) override
    {
        const auto request = chat::decodeRequest(record);
        CHECK(request);
        asked.push_back({seq, *request});
        const Asked what = asked.back();
        if (!script || !script(what))
            obey(what);
        return true;
    }
    void recordsTruncated(StreamId, Seq) override {}
    void acknowledged(StreamId, Seq) override {}
    void ephemeralArrived(std::uint64_t, ByteView) override {}
    void accepted(bool) override {}
    void pongArrived(const wire::PingBytes&) override {}
    void closedByPeer(std::uint64_t, std::string_view) override { ++closes; }

    void accept(link::AcceptedHandshake handshake, DatagramSink& sink);
    Seq append(const chat::LogRecord& record);
    std::optional<Seq> repeat(SubmissionNumber number, const Asked& what);

public:
    /// What is usual, whatever the script says.
    void obey(const Asked& what);

private:
    crypto::KeyPair identity_;
    Entropy& entropy_;
    const Instant& now_;
    DropCounters drops_;
    std::optional<PasswordChallenge> password_;
    std::unique_ptr<link::HandshakeAcceptor> acceptor_;
    std::map<Digest, std::pair<SessionIndex, bool>> finishes_; ///< and whether it carried on
    std::unique_ptr<Session> session_;
    LogId logId_;
    std::shared_ptr<MemoryLog> log_ = std::make_shared<MemoryLog>();
    std::vector<ChainValue> chain_; ///< by seq
    std::map<MemberId, std::string> names_;
    MemberId member_;
    std::uint32_t nextMember_ = 1;
    OutboxId instance_;
    std::map<OutboxId, OutboxState> outboxes_;
};

inline void ScriptedServer::handleDatagram(const PeerAddress& from, ByteView datagram, DatagramSink& sink)
{
    const auto packet = wire::decodePacket(datagram);
    if (!packet)
        return;
    const Path path{{}, from};
    acceptor_->handleDeadline(now_);
    if (const auto* initiation = std::get_if<wire::Initiation>(&*packet)) {
        acceptor_->handleInitiation(now_, path, *initiation, sink);
    } else if (const auto* finish = std::get_if<wire::Finish>(&*packet)) {
        ++finishes;
        if (auto handshake = acceptor_->handleFinish(now_, path, *finish))
            accept(std::move(*handshake), sink);
        else if (const auto known = finishes_.find(link::digestOf(*finish));
                 known != finishes_.end() && session_)
            session_->connection.sendAccepted(known->second.first, known->second.second, sink);
    } else if (const auto* sealed = std::get_if<wire::Sealed>(&*packet)) {
        const auto outcome = session_ ? session_->connection.handleSealed(now_, path, *sealed, *this)
                                      : link::Connection::Outcome::dropped;
        if (outcome == link::Connection::Outcome::dropped && sendsHints) {
            const Bytes hint = wire::encode(wire::ResetHint{sealed->receiver, sealed->counter});
            sink.send(path, hint);
        }
    }
    flush(sink);
}

inline void ScriptedServer::accept(link::AcceptedHandshake handshake, DatagramSink& sink)
{
    const SessionIndex local = handshake.keys.local;
    clientKey = handshake.client;
    const bool goesOn = handshake.continues && session_ && knowsSessions
                     && session_->connection.localIndex() == *handshake.continues;
    if (goesOn) {
        ++continued;
        session_->connection.installKeys(now_, std::move(handshake.keys), handshake.path);
    } else {
        ++sessions;
        handshakeHash = handshake.handshakeHash;
        session_ =
            std::make_unique<Session>(now_, std::move(handshake.keys), handshake.path, entropy_, drops_);
    }
    finishes_.emplace(handshake.finishDigest, std::pair(local, goesOn));
    session_->connection.sendAccepted(local, goesOn, sink);
}

inline void ScriptedServer::obey(const Asked& what)
{
    if (std::holds_alternative<chat::JoinRequest>(what.what)) {
        welcome(what);
    } else if (const auto* say = std::get_if<chat::SayRequest>(&what.what)) {
        if (!repeat(say->number, what)) {
            const Seq seq = event({{},
                                   member_,
                                   names_.at(member_),
                                   say->number,
                                   chat::Content{{}, say->text},
                                   chat::Message{say->style},
                                   {}});
            outboxes_[instance_].seqs[say->number] = seq;
            reply(what.seq, chat::OkReply{seq});
        }
    } else if (const auto* announce = std::get_if<chat::AnnounceRequest>(&what.what)) {
        if (announce->outbox)
            instance_ = *announce->outbox;
        if (!repeat(announce->number, what)) {
            const std::string name = member_.value != 0 ? names_.at(member_) : "";
            const Seq seq = event({{},
                                   member_,
                                   name,
                                   announce->number,
                                   chat::Content{{}, announce->text},
                                   chat::Announcement{},
                                   {}});
            outboxes_[instance_].seqs[announce->number] = seq;
            reply(what.seq, chat::OkReply{seq});
        }
    } else if (std::holds_alternative<chat::LeaveRequest>(what.what)) {
        const Seq seq = left(member_, names_.at(member_));
        member_ = {};
        reply(what.seq, chat::OkReply{seq});
    } else if (std::holds_alternative<chat::InfoRequest>(what.what)) {
        reply(what.seq, chat::InfoReply{"1.2.3", "Room", 3, 100});
    } else if (std::holds_alternative<chat::StatsRequest>(what.what)) {
        reply(what.seq, chat::StatsReply{{{"members", 3}}});
    } else {
        reply(what.seq, chat::OkReply{});
    }
}

/// Answers a number that was seen before as the first time; nothing for a fresh one.
inline std::optional<Seq> ScriptedServer::repeat(SubmissionNumber number, const Asked& what)
{
    OutboxState& outbox = outboxes_[instance_];
    if (const auto found = outbox.seqs.find(number); found != outbox.seqs.end()) {
        reply(what.seq, chat::OkReply{found->second});
        return found->second;
    }
    if (number.value <= outbox.cursor) {
        refuse(what, chat::RefusalCode::notStored);
        return Seq{};
    }
    outbox.cursor = number.value;
    return std::nullopt;
}

inline void ScriptedServer::welcome(const Asked& join)
{
    const auto& request = std::get<chat::JoinRequest>(join.what);
    const auto& resume = request.resume;
    const bool isKnown = resume && resume->log == logId_ && resume->cursor <= head()
                      && chain_[resume->cursor.value] == resume->chain;
    chat::WelcomeReply reply;
    reply.attached = member_.value != 0 && names_.at(member_) == request.name;
    const Seq before = head();
    std::vector<chat::RosterEntry> roster;
    roster.reserve(names_.size());
    for (const auto& [member, name] : names_)
        roster.push_back({member, name, {}, {}});
    if (!reply.attached) {
        member_ = MemberId{nextMember_++};
        reply.ownJoined = joined(member_, request.name);
    }
    instance_ = request.outbox;
    reply.member = member_;
    reply.name = request.name;
    reply.log = logId_;
    reply.head = head();
    reply.nextNumber = SubmissionNumber{outboxes_[instance_].cursor + 1};
    reply.room = "Room";
    reply.resumed = isKnown;
    reply.forked = resume && !isKnown;
    reply.roomStream = StreamId{5};
    reply.rosterAsOf = before;
    const std::uint64_t history = reply.head.value > 100 ? reply.head.value - 100 : 1;
    reply.roomFirst = isKnown ? next(resume->cursor) : Seq{std::min(before.value + 1, history)};
    reply.chainBefore = chain_[reply.roomFirst.value - 1];
    reply.rosterStream = StreamId{isKnown ? 0U : 6U};
    reply.rosterEntries = static_cast<std::uint32_t>(roster.size());
    reply.textBytes = 16 * 1024;
    reply.rates = rates;
    reply.topic = "Topic";
    reply.serverVersion = "1.2.3";
    reply.members = static_cast<std::uint32_t>(names_.size());
    if (spoil)
        spoil(reply);
    session_->log = log_;
    this->reply(join.seq, reply);
    link::Link& link = session_->connection.link();
    link.openSender(StreamId{5}, *log_, std::max(reply.roomFirst, Seq{1}));
    if (!isKnown) {
        for (Bytes& record : chat::encodeRoster(roster))
            session_->roster.append(std::move(record));
        link.openSender(StreamId{6}, session_->roster, Seq{1});
    }
}

inline Seq ScriptedServer::append(const chat::LogRecord& record)
{
    const Seq seq = log_->append(chat::encode(record));
    chain_.push_back(chat::chainNext(chain_.back(), seq, record));
    return seq;
}

inline Seq ScriptedServer::event(chat::Event event)
{
    event.time = WallTime{1'700'000'000'000 + static_cast<std::int64_t>(head().value)};
    return append(event);
}

inline Seq ScriptedServer::joined(MemberId member, const std::string& name, const Fingerprint& fingerprint)
{
    nextMember_ = std::max(nextMember_, member.value + 1);
    names_[member] = name;
    return event({{}, member, name, {}, chat::Content{}, chat::Joined{fingerprint}, {}});
}

inline Seq ScriptedServer::left(MemberId member, std::string name, chat::LeftReason reason)
{
    names_.erase(member);
    return event({{}, member, std::move(name), {}, chat::Content{}, chat::Left{reason}, {}});
}

inline Seq ScriptedServer::says(MemberId member, const std::string& name, const std::string& text,
                                SubmissionNumber number)
{
    return event({{}, member, name, number, chat::Content{{}, text}, chat::Message{}, {}});
}

inline Seq ScriptedServer::announces(const std::string& text)
{
    return event({{}, {}, "", {}, chat::Content{{}, text}, chat::Announcement{}, {}});
}

inline Seq ScriptedServer::renames(MemberId member, const std::string& before, const std::string& name)
{
    names_.insert_or_assign(member, name);
    return event({{}, member, before, {}, chat::Content{}, chat::Renamed{name}, {}});
}

inline Seq ScriptedServer::setsTopic(const std::string& topic)
{
    return event({{}, {}, "", {}, chat::Content{{}, topic}, chat::TopicSet{}, {}});
}

inline Seq ScriptedServer::removes(Seq seq)
{
    return event({{}, {}, "", {}, chat::Content{}, chat::Removed{seq}, {}});
}

inline chat::PageReply ScriptedServer::page(Seq first, Seq last) const
{
    chat::PageReply reply;
    for (Seq seq = first; seq <= last; seq = next(seq))
        reply.events.push_back({seq, chat::decodeLogRecord(*log_->find(seq)).value()});
    reply.chainBefore = chain_[first.value - 1];
    reply.more = first > Seq{1};
    reply.firstKept = Seq{1};
    return reply;
}

inline void ScriptedServer::restore(Seq head)
{
    auto older = std::make_shared<MemoryLog>();
    for (Seq seq{1}; seq <= head; seq = next(seq))
        older->append(copyOf(*log_->find(seq)));
    log_ = std::move(older);
    chain_.resize(head.value + 1);
    for (auto& [id, outbox] : outboxes_) {
        std::erase_if(outbox.seqs, [&](const auto& entry) { return entry.second > head; });
        outbox.cursor = outbox.seqs.empty() ? 0 : outbox.seqs.rbegin()->first.value;
    }
    restart();
}

} // namespace hubbub::test
