#include "bench/fan_out/light_member.h"

#include "protocol/base/version.h"
#include "protocol/chat/event.h"
#include "protocol/crypto/identity.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace hubbub::bench {

namespace {

constexpr StreamId privateStream{0};
/// Datagrams that a member may send at once; it has little to say.
constexpr std::size_t flushQuota = 16;
/// When a join that was refused for now is tried again, if the server does not say.
constexpr Duration joinPause = 500ms;

} // namespace

LightMember::LightMember(std::uint32_t number, Sockets::Number socket, Shared& shared)
    : number_(number),
      socket_(socket),
      shared_(shared),
      identity_(crypto::KeyPair::draw(shared.entropy)),
      outbox_(shared.entropy.draw<OutboxId>()),
      keepAlive_({}, shared.entropy)
{
}

void LightMember::enter(Instant now)
{
    link::HandshakeInitiator::Settings settings;
    settings.offer = shared_.offer;
    settings.identityFor = [this](const PublicKey&) { return std::optional(identity_); };
    settings.isFree = shared_.isFree;
    shared_.sink.turnTo(socket_);
    handshake_ = std::make_unique<link::HandshakeInitiator>(now, std::move(settings), Path{}, shared_.entropy,
                                                            shared_.drops);
    handshakeBegan_ = now;
    localIndex_ = handshake_->localIndex();
    handshake_->handleDeadline(now, shared_.sink);
}

void LightMember::vanish()
{
    connection_.reset();
    handshake_.reset();
    isIn_ = false;
}

void LightMember::say(Instant now, std::string text)
{
    chat::SayRequest request;
    request.number = nextNumber_;
    nextNumber_ = SubmissionNumber{nextNumber_.value + 1};
    request.text = std::move(text);
    requests_->append(chat::encode(request));
    shared_.sink.turnTo(socket_);
    flush(now);
}

// The world speaks.

void LightMember::handlePacket(Instant now, const wire::Packet& packet)
{
    shared_.sink.turnTo(socket_);
    if (const auto* sealed = std::get_if<wire::Sealed>(&packet)) {
        handleSealed(now, *sealed);
    } else if (handshake_) {
        if (const auto* response = std::get_if<wire::Response>(&packet))
            handshake_->handleResponse(now, *response, shared_.sink);
        else if (const auto* cookie = std::get_if<wire::CookieAnswer>(&packet))
            handshake_->handleCookieAnswer(now, *cookie, shared_.sink);
    }
}

void LightMember::handleSealed(Instant now, const wire::Sealed& packet)
{
    if (handshake_) {
        if (!handshake_->hasKeys() || !handshake_->findAccepted(packet))
            return;
        begin(now);
    }
    if (!connection_)
        return;
    if (connection_->handleSealed(now, {}, packet, *this) == link::Connection::Outcome::broken)
        fail("the server broke the protocol: " + std::string(connection_->link().why()));
    flush(now);
}

void LightMember::begin(Instant now)
{
    connection_.reset();
    requests_ = std::make_unique<client::RequestLog>();
    connection_.emplace(link::Role::client, now, handshake_->takeKeys(), Path{}, shared_.entropy,
                        shared_.drops);
    handshake_.reset();
    connection_->link().openSender(privateStream, *requests_, Seq{1});
    connection_->link().openReceiver(privateStream, Seq{1});
    keepAlive_.sent(now);
    join();
}

void LightMember::join()
{
    chat::JoinRequest request;
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "member%06u", number_);
    request.name = name.data();
    request.outbox = outbox_;
    request.clientVersion = version;
    if (wasIn_)
        request.resume = chat::LogPosition{log_, seq_, chain_};
    joinRequest_ = requests_->append(chat::encode(request));
}

void LightMember::flush(Instant now)
{
    if (connection_ && connection_->hasSomethingDue(now)
        && connection_->flush(now, shared_.sink, flushQuota) > 0)
        keepAlive_.sent(now);
}

void LightMember::handleDeadline(Instant now)
{
    shared_.sink.turnTo(socket_);
    if (handshake_)
        handshake_->handleDeadline(now, shared_.sink);
    if (!connection_)
        return;
    if (joinAgainAt_ && now >= *joinAgainAt_) {
        joinAgainAt_.reset();
        join();
    }
    connection_->handleDeadline(now);
    if (now >= keepAlive_.deadline(connection_->lastHeard()))
        connection_->link().sendPing(now);
    flush(now);
}

std::optional<Instant> LightMember::deadline() const
{
    if (handshake_)
        return handshake_->deadline();
    if (!connection_)
        return std::nullopt;
    Instant earliest = keepAlive_.deadline(connection_->lastHeard());
    if (const auto of = connection_->deadline())
        earliest = std::min(earliest, *of);
    if (joinAgainAt_)
        earliest = std::min(earliest, *joinAgainAt_);
    return earliest;
}

void LightMember::fail(const std::string& why)
{
    if (shared_.squad.isFaulty.exchange(true))
        return;
    std::snprintf(shared_.squad.fault.data(), shared_.squad.fault.size(), "member %u: %s", number_,
                  why.c_str());
}

// LinkEvents

bool LightMember::recordArrived(StreamId stream, Seq seq, ByteView record)
{
    if (stream == roomStream_ && isIn_)
        return handleEvent(seq, record);
    if (stream == privateStream)
        handleReply(record);
    else if (stream == rosterStream_)
        return handleRoster(record);
    return true;
}

bool LightMember::handleEvent(Seq seq, ByteView record)
{
    if (seq != next(seq_)) {
        fail("event " + std::to_string(seq.value) + " came after " + std::to_string(seq_.value));
        return false;
    }
    seq_ = seq;
    EventFact* const fact = shared_.facts.find(seq, record);
    if (fact == nullptr) {
        fail("event " + std::to_string(seq.value) + " is not what others got");
        return false;
    }
    hash_ = hash_ * 0x9e3779b97f4a7c15U + fact->hash;
    if (fact->rosterChange != 0 && seq > rosterAsOf_) {
        present_ += fact->rosterChange;
        rosterHash_ += fact->entryHash;
    }
    if (followsChain_) {
        const auto decoded = chat::decodeLogRecord(record);
        if (decoded)
            chain_ = chat::chainNext(chain_, seq, *decoded);
    }
    if (!shared_.isCounting || isTravelling_)
        return true;
    ++fact->holders;
    if (fact->saidAt != 0) {
        Squad& squad = shared_.squad;
        squad.deliveries.store(squad.deliveries.load(std::memory_order_relaxed) + 1,
                               std::memory_order_relaxed);
        if (shared_.arrived != 0) {
            squad.arrival.add(shared_.arrived - fact->saidAt);
            squad.handled.add(readNanoseconds() - fact->saidAt);
        }
    }
    return true;
}

bool LightMember::handleRoster(ByteView record)
{
    const auto fact = shared_.facts.ofRoster(record);
    if (!fact || fact->entries > rosterEntriesMissing_) {
        fail("its roster is no roster");
        return false;
    }
    rosterEntriesMissing_ -= fact->entries;
    present_ += static_cast<std::int32_t>(fact->entries);
    rosterHash_ += fact->hash;
    return true;
}

void LightMember::handleReply(ByteView record)
{
    const auto reply = chat::decodeReply(record);
    if (!reply) {
        fail("a reply does not decode");
        return;
    }
    Squad& squad = shared_.squad;
    if (const auto* welcome = std::get_if<chat::WelcomeReply>(&reply->what)) {
        handleWelcome(*welcome);
    } else if (const auto* refused = std::get_if<chat::RefusedReply>(&reply->what)) {
        ++squad.refused;
        if (reply->request == joinRequest_ && refused->retryAfter)
            joinAgainAt_ = readClock() + std::max(joinPause, *refused->retryAfter);
        else
            fail("refused: " + std::string(chat::refusalWord(refused->code)) + ' ' + refused->text);
    } else if (const auto* ok = std::get_if<chat::OkReply>(&reply->what)) {
        ++squad.confirmed;
        if (ok->seq && ok->seq->value > squad.lastSeq)
            squad.lastSeq = ok->seq->value;
    }
}

void LightMember::handleWelcome(const chat::WelcomeReply& welcome)
{
    link::Link& link = connection_->link();
    if (wasIn_ && (!welcome.resumed || welcome.roomFirst != next(seq_))) {
        fail("it could not resume");
        return;
    }
    roomStream_ = welcome.roomStream;
    log_ = welcome.log;
    nextNumber_ = welcome.nextNumber;
    if (!wasIn_) {
        rosterStream_ = welcome.rosterStream;
        rosterAsOf_ = welcome.rosterAsOf;
        rosterEntriesMissing_ = welcome.rosterEntries;
        seq_ = Seq{welcome.roomFirst.value - 1};
        chain_ = welcome.chainBefore;
        if (rosterStream_ != StreamId{})
            link.openReceiver(rosterStream_, Seq{1});
    }
    link.openReceiver(roomStream_, welcome.roomFirst);
    isIn_ = true;
    wasIn_ = true;
}

void LightMember::recordsTruncated(StreamId stream, Seq first)
{
    if (stream == roomStream_)
        fail("events before " + std::to_string(first.value) + " are withheld");
}

void LightMember::acknowledged(StreamId stream, Seq next)
{
    if (stream == privateStream)
        requests_->trim(next);
}

void LightMember::closedByPeer(std::uint64_t code, std::string_view text)
{
    fail("closed by the server with code " + std::to_string(code) + ' ' + std::string(text));
}

} // namespace hubbub::bench
