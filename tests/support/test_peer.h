// A client for tests of the server's core: real handshakes and a real connection, and beyond that only a
// memory of what it was told. It knows no outbox, no roster and no patience.
#pragma once

#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"
#include "protocol/chat/request.h"
#include "protocol/link/connection.h"
#include "protocol/link/handshake_initiator.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::test {

/// Datagrams on their way to the server.
class DatagramQueue final : public DatagramSink {
public:
    bool ready() override { return true; }
    MutableBytes buffer() override { return buffer_; }
    void commit(const Path&, std::size_t bytes) override
    {
        waiting_.emplace_back(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(bytes));
    }
    std::deque<Bytes> take() { return std::exchange(waiting_, {}); }
    void put(Bytes datagram) { waiting_.push_back(std::move(datagram)); }

private:
    ByteArray<limits::datagramBytes> buffer_{};
    std::deque<Bytes> waiting_;
};

class TestPeer final : public link::LinkEvents {
public:
    struct Told {
        Seq seq;
        chat::LogRecord record;
    };

    TestPeer(PeerAddress address, crypto::KeyPair identity, OutboxId outbox, Entropy& entropy)
        : address_(address),
          identity_(std::move(identity)),
          outbox_(outbox),
          entropy_(entropy)
    {
    }

    // What the test does

    /// Begins a session; the one before, if any, is forgotten without a word.
    void connect(Instant now)
    {
        requests_.records.clear();
        connection_.reset();
        beginHandshake(now, std::nullopt);
    }
    void makeNewKeys(Instant now) { beginHandshake(now, connection_->remoteIndex()); }
    Seq ask(const chat::Request& request) { return askRaw(chat::encode(request)); }
    Seq askRaw(Bytes record)
    {
        requests_.records.push_back(std::move(record));
        return requests_.head();
    }
    void close()
    {
        if (connection_)
            connection_->close(wire::CloseCode::goodbye, {}, 3, out);
        connection_.reset();
    }
    /// Neither hears nor says anything: its program was killed, or its cable pulled.
    bool isDead = false;

    // What it was told

    std::map<Seq, std::vector<chat::Reply>> answers; ///< by request, of this session
    std::vector<chat::PresenceNews> news;
    std::vector<Told> events; ///< of all sessions
    std::vector<chat::RosterEntry> roster;
    std::optional<chat::WelcomeReply> welcome;
    std::optional<std::uint64_t> closedWith;
    std::string closedText;
    std::optional<bool> continued;
    Digest handshake; ///< of the session's first keys
    std::optional<PasswordChallenge> passwordChallenge;
    std::vector<std::pair<std::uint64_t, Bytes>> ephemerals;
    std::vector<Seq> truncatedTo;
    ChainValue chain; ///< of the last event told, worked out from the welcome on
    std::uint64_t hints = 0;
    std::string serverBrokeTheProtocol;

    const PeerAddress& address() const { return address_; }
    const PublicKey& key() const { return identity_.shared; }
    Fingerprint fingerprint() const { return crypto::fingerprintOf(key()); }
    const OutboxId& outbox() const { return outbox_; }
    void setOutbox(const OutboxId& outbox) { outbox_ = outbox; }
    void setAddress(const PeerAddress& address) { address_ = address; }
    bool isConnected() const { return connection_.has_value(); }
    link::Connection& connection() { return *connection_; }
    /// Where it stands in the log.
    chat::LogPosition position() const { return {welcome->log, lastSeq_, chain}; }

    // The world

    void handleDatagram(Instant now, const Path& from, ByteView datagram)
    {
        const auto packet = wire::decodePacket(datagram);
        CHECK(packet.has_value());
        if (const auto* response = std::get_if<wire::Response>(&*packet)) {
            if (handshake_)
                handshake_->handleResponse(now, *response, out);
        } else if (const auto* sealed = std::get_if<wire::Sealed>(&*packet)) {
            handleSealed(now, from, *sealed);
        } else if (std::holds_alternative<wire::ResetHint>(*packet)) {
            ++hints;
        }
    }
    void handleDeadline(Instant now)
    {
        if (handshake_)
            handshake_->handleDeadline(now, out);
        if (connection_) {
            connection_->handleDeadline(now);
            if (now - lastSent_ >= limits::keepAlive)
                connection_->link().sendPing(now);
        }
    }
    void flush(Instant now)
    {
        if (connection_ && connection_->flush(now, out, 64) > 0)
            lastSent_ = now;
    }
    std::optional<Instant> deadline() const
    {
        std::optional<Instant> earliest;
        if (handshake_)
            earliest = handshake_->deadline();
        if (connection_) {
            for (const auto& each : {connection_->deadline(), std::optional(lastSent_ + limits::keepAlive)})
                if (each && (!earliest || *each < *earliest))
                    earliest = each;
        }
        return earliest;
    }
    DatagramQueue out;

private:
    struct Requests final : link::RecordSource {
        Seq head() const override { return Seq{records.size()}; }
        Seq first() const override { return Seq{1}; }
        std::optional<ByteView> find(Seq seq) const override
        {
            return ByteView(records.at(static_cast<std::size_t>(seq.value - 1)));
        }
        std::vector<Bytes> records;
    };

    void beginHandshake(Instant now, std::optional<SessionIndex> continues)
    {
        continued.reset();
        link::HandshakeInitiator::Settings settings;
        settings.offer = link::ownOffer();
        settings.identityFor = [this](const PublicKey&) { return std::optional(identity_); };
        settings.continues = continues;
        handshake_ =
            std::make_unique<link::HandshakeInitiator>(now, std::move(settings), Path{}, entropy_, drops_);
        handshake_->handleDeadline(now, out);
    }

    void handleSealed(Instant now, const Path& from, const wire::Sealed& sealed)
    {
        if (handshake_ && handshake_->hasKeys() && sealed.receiver == handshake_->localIndex()) {
            const auto accepted = handshake_->findAccepted(sealed);
            if (!accepted)
                return;
            if (*accepted) {
                connection_->installKeys(now, handshake_->takeKeys());
            } else {
                begin(now, from);
            }
            handshake_.reset();
        }
        if (connection_
            && connection_->handleSealed(now, from, sealed, *this) == link::Connection::Outcome::broken)
            serverBrokeTheProtocol = connection_->link().why();
        if (closedWith)
            connection_.reset();
    }

    void begin(Instant now, const Path& from)
    {
        answers.clear();
        closedWith.reset();
        handshake = handshake_->handshakeHash();
        passwordChallenge = handshake_->passwordChallenge();
        connection_.emplace(link::Role::client, now, handshake_->takeKeys(), from, entropy_, drops_);
        connection_->link().openReceiver(StreamId{0}, Seq{1});
        connection_->link().openSender(StreamId{0}, requests_, Seq{1});
        lastSent_ = now;
    }

    // LinkEvents

    bool recordArrived(StreamId stream, Seq seq, ByteView record) override
    {
        if (stream == StreamId{0})
            handleReply(record);
        else if (welcome && stream == welcome->rosterStream)
            handleRoster(record);
        else
            handleEvent(seq, record);
        return true;
    }
    void handleReply(ByteView record)
    {
        auto reply = chat::decodeReply(record);
        CHECK(reply.has_value());
        if (const auto* told = std::get_if<chat::PresenceNews>(&reply->what))
            news.push_back(*told);
        if (auto* arrived = std::get_if<chat::WelcomeReply>(&reply->what)) {
            // Streams of an earlier welcome bring nothing more.
            if (welcome) {
                for (const StreamId stream : {welcome->roomStream, welcome->rosterStream})
                    if (stream != StreamId{})
                        connection_->link().closeReceiver(stream);
            }
            welcome = *arrived;
            roster.clear();
            chain = welcome->chainBefore;
            lastSeq_ = Seq{welcome->roomFirst.value - 1};
            connection_->link().openReceiver(welcome->roomStream, welcome->roomFirst);
            if (welcome->rosterStream != StreamId{})
                connection_->link().openReceiver(welcome->rosterStream, Seq{1});
        }
        if (reply->request != Seq{})
            answers[reply->request].push_back(std::move(*reply));
    }
    void handleRoster(ByteView record)
    {
        const auto entries = chat::decodeRosterRecord(record);
        CHECK(entries.has_value());
        roster.insert(roster.end(), entries->begin(), entries->end());
    }
    void handleEvent(Seq seq, ByteView record)
    {
        auto decoded = chat::decodeLogRecord(record);
        CHECK(decoded.has_value());
        chain = chat::chainNext(chain, seq, *decoded);
        lastSeq_ = seq;
        events.push_back({seq, std::move(*decoded)});
    }
    void recordsTruncated(StreamId, Seq first) override { truncatedTo.push_back(first); }
    void acknowledged(StreamId, Seq) override {}
    void ephemeralArrived(std::uint64_t kind, ByteView bytes) override
    {
        ephemerals.emplace_back(kind, copyOf(bytes));
    }
    void accepted(bool isContinued) override { continued = isContinued; }
    void pongArrived(const wire::PingBytes&) override {}
    void closedByPeer(std::uint64_t code, std::string_view text) override
    {
        closedWith = code;
        closedText = text;
    }

    PeerAddress address_;
    crypto::KeyPair identity_;
    OutboxId outbox_;
    Entropy& entropy_;
    DropCounters drops_;
    std::unique_ptr<link::HandshakeInitiator> handshake_;
    Requests requests_;
    std::optional<link::Connection> connection_;
    Instant lastSent_{};
    Seq lastSeq_;
};

} // namespace hubbub::test
