// What is sent, and what a server answers to it without a session (docs/PROTOCOL.md, section 4):
// - the opening of a handshake, of 1200 bytes: a response, or a cookie or version answer. It is not gone on
//   with.
// - the smallest sealed packet, of a session that does not exist: a reset hint that quotes its counter.
#include "client-cli/path_trial.h"

#include "protocol/link/session_keys.h"
#include "protocol/wire/handshake_payload.h"
#include "protocol/wire/packet.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

namespace hubbub::cli {

namespace {

Instant now()
{
    return Instant(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

std::chrono::milliseconds milliseconds(Duration duration)
{
    return std::chrono::ceil<std::chrono::milliseconds>(duration);
}

Bytes initiationOf(SessionIndex index, Entropy& entropy)
{
    const auto ephemeral = entropy.draw<wire::Ephemeral>();
    Bytes noise = copyOf(ephemeral.view());
    const Bytes payload = encode(link::ownOffer());
    noise.insert(noise.end(), payload.begin(), payload.end());
    wire::Initiation initiation;
    initiation.sender = index;
    initiation.noise = noise;
    return encode(initiation);
}

} // namespace

PathTrial::PathTrial(const PeerAddress& address, Entropy& entropy, QObject* parent)
    : QObject(parent),
      entropy_(entropy),
      socket_(address),
      index_{static_cast<std::uint32_t>(entropy.drawNumber())}
{
    facts_.address = address;
    initiation_ = initiationOf(index_, entropy_);
    connect(&socket_, &ConnectedSocket::received, this,
            [this](const Bytes& datagram) { handleDatagram(datagram); });
    connect(&socket_, &ConnectedSocket::failed, this, &PathTrial::handleNetworkError);
    connect(&timer_, &QTimer::timeout, this, &PathTrial::handleTimer);
}

void PathTrial::start()
{
    facts_.local = socket_.localAddress();
    began_ = now();
    timer_.start(milliseconds(repeat));
    handleTimer();
}

void PathTrial::handleTimer()
{
    if (isPinging_) {
        if (facts_.asked < pings)
            return sendSmall();
        if (facts_.roundTrips.size() == facts_.asked || now() - began_ >= pings * pingPause + pingPatience)
            finish();
        return;
    }
    if (facts_.isSmallAnswered && facts_.isLargeAnswered) {
        isPinging_ = true;
        sent_.clear();
        began_ = now();
        timer_.start(milliseconds(pingPause));
        return;
    }
    // Who is refused may be refused by what will be another answer a moment later: once more, and enough.
    const bool isRefused = facts_.networkError != 0 && !facts_.isAnswered() && counter_ > 1;
    if (isRefused || facts_.ownError != 0 || now() - began_ >= patience)
        return finish();
    sendLarge();
    sendSmall();
}

void PathTrial::sendLarge()
{
    if (facts_.isLargeAnswered)
        return;
    const int error = socket_.send(initiation_);
    if (error != 0 && error != EMSGSIZE && !facts_.isAnswered())
        facts_.ownError = error;
}

void PathTrial::sendSmall()
{
    if (!isPinging_ && facts_.isSmallAnswered)
        return;
    Bytes datagram(limits::packetHeaderBytes + limits::tagBytes);
    entropy_.fill(datagram);
    wire::writeSealedHeader(std::span(datagram).first<limits::packetHeaderBytes>(), index_, ++counter_);
    sent_[counter_] = now();
    facts_.asked += isPinging_ ? 1 : 0;
    if (const int error = socket_.send(datagram); error != 0 && !facts_.isAnswered())
        facts_.ownError = error;
}

void PathTrial::handleDatagram(ByteView datagram)
{
    const auto packet = wire::decodePacket(datagram);
    if (!packet)
        return;
    if (const auto* const hint = std::get_if<wire::ResetHint>(&*packet)) {
        if (hint->index == index_)
            handleSmallAnswered(hint->counter);
        return;
    }
    SessionIndex receiver{};
    if (const auto* const response = std::get_if<wire::Response>(&*packet))
        receiver = response->receiver;
    else if (const auto* const cookie = std::get_if<wire::CookieAnswer>(&*packet))
        receiver = cookie->receiver;
    else if (const auto* const versions = std::get_if<wire::VersionAnswer>(&*packet))
        receiver = versions->receiver;
    else
        return;
    facts_.isLargeAnswered |= receiver == index_;
}

void PathTrial::handleSmallAnswered(std::uint64_t counter)
{
    const auto sent = sent_.find(counter);
    if (sent == sent_.end())
        return;
    facts_.isSmallAnswered = true;
    if (isPinging_)
        facts_.roundTrips.push_back(now() - sent->second);
    sent_.erase(sent);
}

void PathTrial::handleNetworkError(int error)
{
    // That one was too large says what its missing answer says.
    if (error != EMSGSIZE)
        facts_.networkError = error;
}

void PathTrial::finish()
{
    timer_.stop();
    if (!std::exchange(isFinished_, true))
        Q_EMIT finished();
}

} // namespace hubbub::cli
