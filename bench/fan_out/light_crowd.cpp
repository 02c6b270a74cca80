#include "bench/fan_out/light_crowd.h"

#include "protocol/wire/packet.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace hubbub::bench {

namespace {

/// How often an order is looked for when nothing happens.
constexpr std::chrono::microseconds idlePause{1000};
/// While other processes' progress is waited for.
constexpr std::chrono::microseconds shortPause{50};
/// How often all members are looked at for what is told of them.
constexpr std::int64_t tellPause = 5'000'000;

} // namespace

void DueWheel::add(std::uint32_t member, Instant due)
{
    const std::int64_t tick = std::clamp(tickOf(due) + 1, at_ + 1, at_ + slotCount - 1);
    if (tick >= earliest_[member])
        return;
    earliest_[member] = tick;
    slots_[static_cast<std::size_t>(tick % slotCount)].push_back(member);
}

void DueWheel::take(Instant now, std::vector<std::uint32_t>& due)
{
    due.clear();
    for (const std::int64_t until = tickOf(now); at_ < until;) {
        ++at_;
        auto& slot = slots_[static_cast<std::size_t>(at_ % slotCount)];
        for (const std::uint32_t member : slot) {
            if (earliest_[member] > at_)
                continue; // it has been here already
            earliest_[member] = never;
            due.push_back(member);
        }
        slot.clear();
    }
}

LightCrowd::LightCrowd(const CrowdSettings& settings, Board& board, std::uint32_t squad, Entropy& entropy)
    : settings_(settings),
      board_(board),
      squad_(board.squad[squad]),
      squadNumber_(squad),
      sockets_(settings.sockets, settings.server),
      sink_(sockets_),
      shared_{entropy, sink_,          squad_,
              facts_,  settings.offer, [this](SessionIndex index) { return indices_.isFree(index); }},
      wheel_(readClock())
{
}

void LightCrowd::run()
{
    while (!hasEnded_) {
        now_ = readClock();
        takeOrder();
        handleDeadlines();
        enterSome();
        talk();
        sockets_.flush();
        sockets_.receive(pause(), [this](Sockets::Number socket, ByteView datagram, std::int64_t arrived) {
            if (socket != std::exchange(lastSocket_, socket))
                now_ = readClock();
            shared_.arrived = arrived;
            handleDatagram(socket, datagram);
        });
        tell();
    }
}

void LightCrowd::takeOrder()
{
    const std::uint32_t number = board_.orderNumber.load(std::memory_order_acquire);
    if (number == orderDone_)
        return;
    switch (board_.order) {
    case Order::none:
        break;
    case Order::enter:
        shared_.isCounting = false;
        for (std::uint32_t i = 0; i < board_.members; ++i)
            toEnter_ += i % board_.squads == squadNumber_ ? 1 : 0;
        squad_.members = static_cast<std::uint32_t>(members_.size()) + toEnter_;
        break;
    case Order::beginAnew:
        facts_.beginAnew(members_.empty() ? Seq{} : members_.front().seq());
        for (LightMember& member : members_)
            member.beginAnew();
        squad_.deliveries = 0;
        squad_.said = 0;
        squad_.confirmed = 0;
        squad_.lastSeq = 0;
        squad_.arrival.clear();
        squad_.handled.clear();
        shared_.isCounting = true;
        break;
    case Order::talk:
        if (squadNumber_ != 0)
            break;
        isTalking_ = true;
        said_ = 0;
        confirmedBefore_ = squad_.confirmed;
        heardBefore_ = everyoneHas();
        talkBegan_ = readNanoseconds();
        squad_.isTalking = true;
        break;
    case Order::quiet:
        isTalking_ = false;
        squad_.isTalking = false;
        break;
    case Order::leaveTraveller:
        if (squadNumber_ == 0) {
            traveller_ = static_cast<std::uint32_t>(members_.size() - 1);
            members_[*traveller_].vanish();
            members_[*traveller_].travel();
        }
        break;
    case Order::resumeTraveller:
        if (squadNumber_ == 0)
            enter(*traveller_);
        break;
    case Order::end:
        hasEnded_ = true;
        break;
    }
    tellOfAll();
    orderDone_ = number;
    squad_.done.store(number, std::memory_order_release);
}

// The world speaks

void LightCrowd::handleDatagram(Sockets::Number socket, ByteView datagram)
{
    const auto packet = wire::decodePacket(datagram);
    if (!packet)
        return;
    std::uint32_t index = IndexTable::nobody;
    if (const auto* sealed = std::get_if<wire::Sealed>(&*packet))
        index = indices_.find(sealed->receiver);
    else if (const auto* response = std::get_if<wire::Response>(&*packet))
        index = indices_.find(response->receiver);
    else if (const auto* cookie = std::get_if<wire::CookieAnswer>(&*packet))
        index = indices_.find(cookie->receiver);
    if (index == IndexTable::nobody || members_[index].socket() != socket)
        return;
    members_[index].handlePacket(now_, *packet);
    schedule(members_[index]);
}

void LightCrowd::handleDeadlines()
{
    wheel_.take(now_, due_);
    for (const std::uint32_t index : due_) {
        LightMember& member = members_[index];
        const auto deadline = member.deadline();
        if (member.isForgotten(now_)) {
            enter(index);
            continue;
        }
        if (deadline && *deadline <= now_)
            member.handleDeadline(now_);
        schedule(member);
    }
}

void LightCrowd::schedule(LightMember& member)
{
    if (const auto deadline = member.deadline())
        wheel_.add(member.number() - settings_.firstNumber, *deadline);
}

void LightCrowd::enterSome()
{
    while (enteredFirst_ < members_.size() && (members_[enteredFirst_].isIn() || enteredFirst_ == traveller_))
        ++enteredFirst_;
    while (toEnter_ > 0 && members_.size() - enteredFirst_ < settings_.entering) {
        --toEnter_;
        const auto index = static_cast<std::uint32_t>(members_.size());
        members_.emplace_back(settings_.firstNumber + index,
                              static_cast<Sockets::Number>(index % sockets_.count()), shared_);
        if (board_.followsChain)
            members_.back().followChain();
        wheel_.resize(members_.size());
        enter(index);
    }
}

void LightCrowd::enter(std::uint32_t index)
{
    LightMember& member = members_[index];
    indices_.remove(member.localIndex());
    member.enter(now_);
    indices_.put(member.localIndex(), index);
    schedule(member);
}

// Talk

bool LightCrowd::maySay(std::int64_t at) const
{
    const Talk& talk = board_.talk;
    if (talk.messages != 0 && said_ == talk.messages)
        return false;
    switch (talk.mode) {
    case TalkMode::heard:
        return said_ < everyoneHas() - heardBefore_ + talk.inFlight;
    case TalkMode::confirmed:
        return said_ < squad_.confirmed.load(std::memory_order_relaxed) - confirmedBefore_ + talk.inFlight;
    case TalkMode::paced:
        return at >= talkBegan_ + static_cast<std::int64_t>(said_) * talk.interval;
    }
    return false;
}

void LightCrowd::talk()
{
    if (!isTalking_)
        return;
    const Talk& talk = board_.talk;
    for (std::int64_t at = readNanoseconds(); maySay(at); at = readNanoseconds())
        say(talk.mode == TalkMode::paced ? talkBegan_ + static_cast<std::int64_t>(said_) * talk.interval
                                         : at);
    if (talk.messages != 0 && said_ == talk.messages) {
        isTalking_ = false;
        squad_.isTalking = false;
    }
}

void LightCrowd::say(std::int64_t saidAt)
{
    auto index =
        static_cast<std::uint32_t>(said_ % std::min<std::size_t>(board_.talk.talkers, members_.size()));
    if (index == traveller_)
        index = 0;
    LightMember& member = members_[index];
    member.say(now_, messageText(saidAt, board_.talk.textBytes));
    schedule(member);
    ++said_;
    squad_.said.store(said_, std::memory_order_relaxed);
}

std::chrono::microseconds LightCrowd::pause() const
{
    if (!isTalking_)
        return toEnter_ > 0 ? shortPause : idlePause;
    const Talk& talk = board_.talk;
    if (talk.mode != TalkMode::paced)
        return board_.squads > 1 ? shortPause : idlePause;
    const std::int64_t next =
        talkBegan_ + static_cast<std::int64_t>(said_) * talk.interval - readNanoseconds();
    return std::clamp(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::nanoseconds(next)),
                      std::chrono::microseconds{0}, idlePause);
}

/// Of all squads.
std::uint64_t LightCrowd::everyoneHas() const
{
    std::uint64_t least = UINT64_MAX;
    for (std::uint32_t i = 0; i < board_.squads; ++i) {
        if (board_.squad[i].members != 0)
            least = std::min(least, board_.squad[i].everyoneHas.load(std::memory_order_relaxed));
    }
    return least;
}

// Telling

void LightCrowd::tell()
{
    const Sockets::Counters& counters = sockets_.counters();
    squad_.datagramsIn.store(counters.datagramsIn, std::memory_order_relaxed);
    squad_.bytesIn.store(counters.bytesIn, std::memory_order_relaxed);
    squad_.datagramsOut.store(counters.datagramsOut, std::memory_order_relaxed);
    if (shared_.isCounting) {
        const auto members = static_cast<std::uint32_t>(members_.size()) - (traveller_ ? 1 : 0);
        squad_.everyoneHas.store(facts_.heldBy(members).value, std::memory_order_relaxed);
    }
    const std::int64_t at = readNanoseconds();
    if (at - toldAllAt_ < tellPause || (isTalking_ && !traveller_))
        return;
    tellOfAll();
    toldAllAt_ = readNanoseconds();
}

void LightCrowd::tellOfAll()
{
    std::uint32_t in = 0;
    std::uint32_t knowing = 0;
    std::uint64_t least = UINT64_MAX;
    const std::uint32_t wanted = board_.wantedRoster;
    if (traveller_)
        squad_.travellerSeq = members_[*traveller_].seq().value;
    for (const LightMember& member : members_) {
        if (!member.isIn())
            continue;
        ++in;
        least = std::min(least, member.seq().value);
        if (member.hasRoster() && member.present() == wanted) {
            ++knowing;
            squad_.rosterHash = member.rosterHash();
        }
    }
    // Those who know of as many know of the same ones, and who has the same events has got the same ones.
    for (const LightMember& member : members_) {
        const bool knowsOthers = member.isIn() && member.hasRoster() && member.present() == wanted
                              && member.rosterHash() != squad_.rosterHash;
        const bool heardOthers = shared_.isCounting && member.isIn() && member.seq() == members_.front().seq()
                              && member.hash() != members_.front().hash();
        if ((knowsOthers || heardOthers) && !squad_.isFaulty.exchange(true))
            std::snprintf(squad_.fault.data(), squad_.fault.size(), "member %u has another %s than others",
                          member.number(), knowsOthers ? "roster" : "hash of all events");
    }
    squad_.in = in;
    squad_.knowing = knowing;
    if (!members_.empty())
        squad_.roomHash = members_.front().hash();
    if (!shared_.isCounting && in > 0)
        squad_.everyoneHas = least;
}

} // namespace hubbub::bench
