#include "tests/sim/client_end.h"

#include "protocol/base/check.h"

#include <algorithm>

namespace hubbub::sim {

namespace {

crypto::ProfileSecret profileSecret(std::uint32_t number)
{
    return crypto::ProfileSecret(
        ByteArray<32>{static_cast<Byte>(number), static_cast<Byte>(number >> 8U), 1});
}

} // namespace

ClientEnd::ClientEnd(ActorId actor, std::uint64_t seed, ClientTraits given, const PublicKey& server,
                     World world)
    : id(actor),
      traits(std::move(given)),
      dice_(seed, 1000 + actor.value),
      entropy_(seed * 37 + 1000 + actor.value),
      key_(crypto::clientIdentity(profileSecret(traits.secret), server).shared),
      world_(std::move(world)),
      wish_(traits.name)
{
}

void ClientEnd::start(Instant now, const PeerAddress& server)
{
    CHECK(!isUp());
    client::ClientSettings settings;
    settings.place = "room:7788";
    settings.identity = profileSecret(traits.secret);
    settings.clientVersion = "simulated";
    settings.timeout.reset();
    settings.giveUp.reset();
    if (traits.keepsJournal)
        settings.restored = readJournal();
    engine_ = std::make_unique<client::ClientEngine>(std::move(settings), entropy_);
    ++run_;
    ended_.reset();
    asksAgainAt_.reset();
    notices_.clear();
    doom_.lift();
    world_.started();
    client::ClientOutbox out;
    engine_->start(now, {server}, out);
    enter(now, out);
    take(now, out);
    buryIfDead();
}

void ClientEnd::enter(Instant now, client::ClientOutbox& out)
{
    world_.entering(wish_);
    engine_->join(now, wish_, traits.takesOver, out);
}

void ClientEnd::kill(Ending ending)
{
    if (!isUp())
        return;
    engine_.reset();
    doom_.lift();
    world_.gone();
    if (ending == Ending::powerCut)
        losePower();
}

void ClientEnd::killAfter(std::uint64_t effects, Ending ending)
{
    ending_ = ending;
    doom_.set(effects);
}

void ClientEnd::leave(Instant now, const std::string& reason, bool drain)
{
    command(now, [&](auto& engine, auto& out) {
        world_.leaving({id, reason, now});
        engine.leave(now, reason, drain, out);
    });
}

void ClientEnd::sayAway(Instant now, const std::optional<std::string>& text)
{
    command(now, [&](client::ClientEngine& engine, client::ClientOutbox& out) {
        world_.away({id, engine.away(now, text, out), text.has_value()});
    });
}

void ClientEnd::confirm(Instant now, Seq announcement)
{
    command(now, [&](client::ClientEngine& engine, client::ClientOutbox& out) {
        world_.confirming({id, engine.acknowledge(now, announcement, out), announcement});
    });
}

std::optional<client::SubmissionId> ClientEnd::say(Instant now, const std::string& text,
                                                   chat::MessageStyle style, bool isAnnouncement)
{
    if (!isUp())
        return std::nullopt;
    client::ClientOutbox out;
    const auto said =
        isAnnouncement ? engine_->announce(now, text, out) : engine_->say(now, text, style, out);
    if (!said)
        return std::nullopt;
    world_.said(Said{id, run_, said.value(), text, isAnnouncement});
    take(now, out);
    buryIfDead();
    return said.value();
}

void ClientEnd::search(Instant now, const std::string& query, std::optional<Seq> before, std::uint32_t limit)
{
    command(now, [&](client::ClientEngine& engine, client::ClientOutbox& out) {
        const auto earlier = dice_.coin() ? client::EarlierSearches::kept : client::EarlierSearches::dropped;
        const auto submission = engine.search(now, query, before, limit, earlier, out);
        world_.lookedBack({id, submission, query, {}, before});
    });
}

void ClientEnd::lookBack(Instant now, const chat::HistoryAnchor& anchor, std::uint32_t limit)
{
    command(now, [&](client::ClientEngine& engine, client::ClientOutbox& out) {
        world_.lookedBack({id, engine.history(now, anchor, limit, out), std::nullopt, anchor, std::nullopt});
    });
}

void ClientEnd::command(Instant now,
                        const std::function<void(client::ClientEngine&, client::ClientOutbox&)>& action)
{
    if (!isUp())
        return;
    client::ClientOutbox out;
    action(*engine_, out);
    take(now, out);
    buryIfDead();
}

void ClientEnd::receive(Instant now, const PeerAddress& from, ByteView bytes)
{
    if (!isUp())
        return;
    client::ClientOutbox out;
    engine_->handleDatagram(now, from, bytes, out);
    take(now, out);
    buryIfDead();
}

std::optional<Instant> ClientEnd::deadline() const
{
    if (!isUp())
        return std::nullopt;
    const auto due = engine_->deadline();
    return due && asksAgainAt_ ? std::min(due, asksAgainAt_) : due ? due : asksAgainAt_;
}

void ClientEnd::act(Instant now)
{
    if (!isUp())
        return;
    client::ClientOutbox out;
    engine_->handleDeadline(now, out);
    if (asksAgainAt_ && *asksAgainAt_ <= now) {
        asksAgainAt_.reset();
        enter(now, out);
    }
    take(now, out);
    buryIfDead();
}

/// As the programs do it: what a crash tore off is cut away, and what is settled forgotten.
std::optional<client::RestoredOutbox> ClientEnd::readJournal()
{
    qsizetype damaged = 0;
    const auto journal = qt::OutboxJournal::parse(journal_, damaged);
    CHECK(journal.has_value());
    journal_ = journal->compacted();
    safe_ = journal_.size();
    auto restored = journal->restored();
    written_.clear();
    for (const client::SubmissionNumbered& each :
         restored ? restored->unsettled : decltype(restored->unsettled){})
        written_.push_back({each, 0});
    return restored;
}

/// In the order that the engine asks for: first the journal, then the network, then the person.
void ClientEnd::take(Instant now, const client::ClientOutbox& out)
{
    for (const client::JournalEntry& entry : out.journal)
        write(entry);
    for (const client::OutgoingDatagram& datagram : out.datagrams) {
        if (doom_.survives())
            world_.send(datagram.to, datagram.bytes);
    }
    for (const client::Notice& notice : out.notices) {
        if (!doom_.survives())
            return;
        notices_.push_back(notice);
        world_.notice(notice);
        heed(now, notice);
    }
}

void ClientEnd::write(const client::JournalEntry& entry)
{
    if (doom_.hasStruck() || !traits.keepsJournal)
        return;
    const QByteArray line = qt::journalLine(entry);
    if (doom_.survives()) {
        journal_ += line;
        written_.push_back({entry, journal_.size()});
        if (qt::mustOutlivePowerCut(entry))
            safe_ = journal_.size();
        world_.journaled(entry);
    } else {
        journal_ += line.left(static_cast<qsizetype>(dice_.below(static_cast<std::size_t>(line.size()))));
    }
}

/// A person who is refused takes what is offered, or tries again.
void ClientEnd::heed(Instant now, const client::Notice& notice)
{
    if (const auto* refused = std::get_if<client::JoinRefusedNotice>(&notice)) {
        const chat::Refusal& refusal = refused->refusal;
        if (refusal.suggestion && dice_.coin())
            wish_ = *refusal.suggestion;
        asksAgainAt_ = now + dice_.between(Duration{50ms}, Duration{2s});
    } else if (const auto* ended = std::get_if<client::EndedNotice>(&notice)) {
        ended_ = ended->reason;
    }
}

void ClientEnd::buryIfDead()
{
    if (isUp() && (doom_.hasStruck() || ended_))
        kill(doom_.hasStruck() ? ending_ : Ending::killed);
}

void ClientEnd::losePower()
{
    const qsizetype atRisk = std::max(journal_.size() - safe_, qsizetype{0});
    journal_.truncate(safe_ + static_cast<qsizetype>(dice_.below(static_cast<std::size_t>(atRisk) + 1)));
    std::erase_if(written_, [&](const Written& each) { return each.end > journal_.size(); });
    world_.journalTorn();
    for (const Written& each : written_)
        world_.journaled(each.entry);
}

} // namespace hubbub::sim
