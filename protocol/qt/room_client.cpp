// Whatever the engine is told, its effects are gathered and let out together: at once when the world spoke,
// and in the next round of the event loop when the owner called, so that nobody hears a notice from within a
// call and lines read together are written down together.

#include "protocol/qt/room_client.h"

#include "protocol/base/version.h"
#include "protocol/qt/host_lookup.h"
#include "protocol/qt/local_time.h"
#include "protocol/qt/udp_socket.h"
#include "protocol/qt/utf8.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QPointer>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

namespace hubbub::qt {

namespace {

struct RoomClientText {
    Q_DECLARE_TR_FUNCTIONS(RoomClientText)
};

/// Between two look-ups of a name that is not known, for those who try for ever.
constexpr auto lookupInterval = std::chrono::seconds(5);

Instant now()
{
    return Instant(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

client::ClientSettings engineSettings(const RoomClientOptions& options, const Profile& profile)
{
    client::ClientSettings settings;
    settings.place = options.server.text();
    settings.expectedKey = options.server.key;
    settings.knownServers = profile.knownServers();
    settings.acceptNewKey = options.acceptNewKey;
    settings.askAboutNewKeys = options.askAboutNewKeys;
    settings.identity = profile.secret();
    if (options.identity)
        settings.identity = *options.identity;
    if (options.entersRoom && profile.holdsLock())
        settings.restored = profile.restoredOutbox(settings.place);
    settings.timeout = options.timeout;
    settings.giveUp = options.giveUp;
    settings.clientVersion = std::string(version);
    settings.asksForPassword = options.asksForPassword;
    settings.rememberedPassword = [&profile](const PublicKey& server) {
        return rememberedPassword(profile, server);
    };
    return settings;
}

} // namespace

struct RoomClient::State {
    State(RoomClient& ownerClient, RoomClientOptions clientOptions, Profile& clientProfile, Entropy& entropy)
        : owner(ownerClient),
          options(std::move(clientOptions)),
          profile(clientProfile),
          engine(engineSettings(options, profile), entropy)
    {
    }

    RoomClient& owner;
    RoomClientOptions options;
    Profile& profile;
    client::ClientEngine engine;
    UdpSocket socket;
    HostLookup lookup;
    QTimer deadline;
    QTimer lookupTimeout;
    QString lookupFailure; ///< told last
    std::vector<PeerAddress> addresses;
    client::ClientOutbox outbox;
    std::deque<client::Notice> notices;
    std::optional<PublicKey> keyAskedAbout;
    std::optional<PublicKey> serverKey;
    /// What a key is being made of; it goes once there is the key.
    SharedPassword password;
    using MadeKey = std::optional<crypto::PasswordKey>;
    QFutureWatcher<MadeKey> madeKey;
    bool isFlushScheduled = false;
    bool isOver = false;
    bool isHandedOver = false; ///< the journal is another client's by now

    /// What the owner wants: its effects wait for the event loop.
    template <class Action>
    auto act(Action action)
    {
        scheduleFlush();
        return action(now(), outbox);
    }
    void scheduleFlush();
    void flush();
    Result<Done, Failure> writeJournal(const std::vector<client::JournalEntry>& entries);
    void deliverNotices();
    void handleBefore(const client::Notice& notice);
    void rememberKey(const PublicKey& key);
    void handlePasswordBefore(const client::Notice& notice);
    void makePasswordKey();
    void handleMadeKey();

    void handleDatagrams();
    void handleDeadline();
    void setDeadline();
    void handleAddresses(const std::vector<PeerAddress>& found);
    void handleLookupFailure(const QString& reason);
    void fail(const QString& text);
};

void RoomClient::State::scheduleFlush()
{
    if (isFlushScheduled || isOver)
        return;
    isFlushScheduled = true;
    QMetaObject::invokeMethod(
        &owner, [this] { flush(); }, Qt::QueuedConnection);
}

void RoomClient::State::flush()
{
    isFlushScheduled = false;
    if (isOver)
        return;
    client::ClientOutbox out;
    std::swap(out, outbox);
    if (const auto written = writeJournal(out.journal); !written)
        return fail(QString::fromStdString(written.error().context));
    for (const client::OutgoingDatagram& datagram : out.datagrams) {
        if (const QString problem = socket.send(datagram.to, datagram.bytes); !problem.isEmpty())
            return fail(problem);
    }
    std::ranges::move(out.notices, std::back_inserter(notices));
    makePasswordKey();
    setDeadline();
    deliverNotices();
}

Result<Done, Failure> RoomClient::State::writeJournal(const std::vector<client::JournalEntry>& entries)
{
    return options.entersRoom && !isHandedOver ? profile.append(options.server.text(), entries) : Done{};
}

/// A listener may call back, run an event loop of its own, or delete the client.
void RoomClient::State::deliverNotices()
{
    const QPointer<RoomClient> alive(&owner);
    while (alive && !notices.empty()) {
        const client::Notice notice = std::move(notices.front());
        notices.pop_front();
        handleBefore(notice);
        if (!alive)
            return;
        Q_EMIT owner.noticed(notice);
    }
}

void RoomClient::State::handleBefore(const client::Notice& notice)
{
    handlePasswordBefore(notice);
    if (const auto* server = std::get_if<client::ServerKeyNotice>(&notice)) {
        const bool isFirst = server->verdict == client::KeyVerdict::firstSight;
        const bool isChanged = server->verdict == client::KeyVerdict::changed;
        if (isFirst && options.askAboutNewKeys && !options.server.key)
            keyAskedAbout = server->key;
        else if (!isChanged || (options.acceptNewKey && !options.server.key))
            rememberKey(server->key);
    } else if (const auto* link = std::get_if<client::LinkNotice>(&notice)) {
        // The server may have moved; a name then leads to where it is.
        const QString host = QString::fromStdString(options.server.host);
        if (link->state == client::LinkState::lost && !HostLookup::isAddress(host))
            lookup.start(options.server);
    } else if (std::holds_alternative<client::EndedNotice>(notice)) {
        isOver = true;
        deadline.stop();
        lookup.cancel();
        socket.close();
    }
}

void RoomClient::State::handlePasswordBefore(const client::Notice& notice)
{
    if (const auto* welcome = std::get_if<client::WelcomeNotice>(&notice)) {
        if (const auto* const key = engine.passwordKey(); key != nullptr && options.remembersPassword)
            rememberPassword(profile, welcome->serverKey, *key);
    } else if (const auto* refused = std::get_if<client::JoinRefusedNotice>(&notice)) {
        // What is kept may be out of date.
        if (refused->refusal.code == chat::RefusalCode::badPassword && serverKey)
            forgetPassword(profile, *serverKey);
    } else if (const auto* server = std::get_if<client::ServerKeyNotice>(&notice)) {
        serverKey = server->key;
    }
}

/// Argon2id takes its time and memory in a thread of its own; the session is kept alive meanwhile.
void RoomClient::State::makePasswordKey()
{
    const auto challenge = engine.wantedPasswordKey();
    if (!challenge || !password || madeKey.isRunning())
        return;
    const auto promise = std::make_shared<QPromise<MadeKey>>();
    promise->start();
    madeKey.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, challenge = *challenge, text = password] {
        promise->addResult(crypto::stretchPassword(*text, challenge));
        promise->finish();
    });
}

void RoomClient::State::handleMadeKey()
{
    if (isOver)
        return;
    const MadeKey key = madeKey.result();
    if (!key)
        return fail(RoomClientText::tr("This machine has not the memory that the room's password needs."));
    if (key->challenge == engine.wantedPasswordKey()) {
        password.reset();
        engine.usePasswordKey(now(), *key, outbox);
    }
    flush();
}

void RoomClient::State::rememberKey(const PublicKey& key)
{
    if (const auto done = profile.remember(key, options.server.text()); !done)
        Q_EMIT owner.failed(QString::fromStdString(done.error().context), false);
}

void RoomClient::State::handleDatagrams()
{
    if (isOver)
        return;
    socket.receive([this](const PeerAddress& from, ByteView bytes) {
        engine.handleDatagram(now(), from, bytes, outbox);
    });
    flush();
}

void RoomClient::State::handleDeadline()
{
    engine.handleDeadline(now(), outbox);
    flush();
}

void RoomClient::State::setDeadline()
{
    const auto next = engine.deadline();
    if (!next) {
        deadline.stop();
        return;
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*next - now());
    deadline.start(std::max(wait, std::chrono::milliseconds(0)));
}

void RoomClient::State::handleAddresses(const std::vector<PeerAddress>& found)
{
    lookupTimeout.stop();
    if (isOver || found == addresses)
        return;
    addresses = found;
    engine.start(now(), addresses, outbox);
    flush();
}

void RoomClient::State::handleLookupFailure(const QString& reason)
{
    if (isOver || !addresses.empty())
        return;
    const QString host = QString::fromStdString(options.server.host);
    const QString text = RoomClientText::tr("The host %1 was not found: %2.").arg(host, reason);
    if (options.timeout)
        return fail(text);
    QTimer::singleShot(lookupInterval, &owner, [this] {
        if (!isOver)
            lookup.start(options.server);
    });
    if (std::exchange(lookupFailure, text) != text)
        Q_EMIT owner.failed(text, false);
}

void RoomClient::State::fail(const QString& text)
{
    isOver = true;
    deadline.stop();
    lookup.cancel();
    lookupTimeout.stop();
    socket.close();
    notices.clear();
    Q_EMIT owner.failed(text, true);
}

RoomClient::RoomClient(RoomClientOptions options, Profile& profile, Entropy& entropy, QObject* parent)
    : QObject(parent),
      state_(std::make_unique<State>(*this, std::move(options), profile, entropy))
{
    State* const state = state_.get();
    state->deadline.setSingleShot(true);
    state->deadline.setTimerType(Qt::PreciseTimer);
    state->lookupTimeout.setSingleShot(true);
    connect(&state->deadline, &QTimer::timeout, this, [state] { state->handleDeadline(); });
    connect(&state->socket, &UdpSocket::datagramsReady, this, [state] { state->handleDatagrams(); });
    connect(&state->lookup, &HostLookup::found, this,
            [state](const std::vector<PeerAddress>& found) { state->handleAddresses(found); });
    connect(&state->lookup, &HostLookup::failed, this,
            [state](const QString& reason) { state->handleLookupFailure(reason); });
    connect(&state->madeKey, &QFutureWatcherBase::finished, this, [state] { state->handleMadeKey(); });
    connect(&state->lookupTimeout, &QTimer::timeout, this, [state] {
        state->lookup.cancel();
        state->handleLookupFailure(RoomClientText::tr("nobody answered in time"));
    });
}

RoomClient::~RoomClient() = default;

void RoomClient::tryForEver()
{
    state_->options.timeout.reset();
    state_->engine.tryForEver();
}

void RoomClient::start()
{
    auto& options = state_->options;
    if (options.timeout)
        state_->lookupTimeout.start(std::chrono::ceil<std::chrono::milliseconds>(*options.timeout));
    if (options.password)
        usePassword(std::exchange(options.password, nullptr));
    state_->lookup.start(options.server);
}

void RoomClient::trustServerKey(bool trusted)
{
    if (trusted && state_->keyAskedAbout)
        state_->rememberKey(*state_->keyAskedAbout);
    state_->keyAskedAbout.reset();
    state_->act([&](Instant at, auto& out) { state_->engine.trustServerKey(at, trusted, out); });
}

void RoomClient::join(const QString& name, bool takeOver)
{
    state_->act([&](Instant at, auto& out) { state_->engine.join(at, toUtf8(name), takeOver, out); });
}

void RoomClient::setRemembersPassword(bool remembers)
{
    state_->options.remembersPassword = remembers;
}

void RoomClient::usePassword(SharedPassword password)
{
    state_->password = std::move(password);
    state_->act([&](Instant at, auto& out) { state_->engine.expectPasswordKey(at, out); });
}

Result<client::SubmissionId, chat::Refusal> RoomClient::say(const QString& text, chat::MessageStyle style)
{
    return state_->act(
        [&](Instant at, auto& out) { return state_->engine.say(at, toUtf8(text), style, out); });
}

Result<client::SubmissionId, chat::Refusal> RoomClient::announce(const QString& text)
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.announce(at, toUtf8(text), out); });
}

client::SubmissionId RoomClient::kick(MemberId member, const Fingerprint& fingerprint, const QString& reason)
{
    return state_->act([&](Instant at, auto& out) {
        return state_->engine.kick(at, member, fingerprint, toUtf8(reason), out);
    });
}

Result<client::SubmissionId, chat::Refusal> RoomClient::askToConfirm(const QString& text)
{
    return state_->act(
        [&](Instant at, auto& out) { return state_->engine.askToConfirm(at, toUtf8(text), out); });
}

client::SubmissionId RoomClient::rename(const QString& name)
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.rename(at, toUtf8(name), out); });
}

client::SubmissionId RoomClient::restrict(const chat::RestrictRequest& request)
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.restrict(at, request, out); });
}

client::SubmissionId RoomClient::lift(Seq restriction)
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.lift(at, restriction, out); });
}

client::SubmissionId RoomClient::askRestrictions()
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.askRestrictions(at, out); });
}

client::SubmissionId RoomClient::setTopic(const QString& topic)
{
    return state_->act(
        [&](Instant at, auto& out) { return state_->engine.setTopic(at, toUtf8(topic), out); });
}

client::SubmissionId RoomClient::setLock(bool isLocked)
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.setLock(at, isLocked, out); });
}

client::SubmissionId RoomClient::remove(Seq seq, const QString& reason)
{
    return state_->act(
        [&](Instant at, auto& out) { return state_->engine.remove(at, seq, toUtf8(reason), out); });
}

client::SubmissionId RoomClient::acknowledge(Seq announcement)
{
    return state_->act(
        [&](Instant at, auto& out) { return state_->engine.acknowledge(at, announcement, out); });
}

client::SubmissionId RoomClient::askConfirmations(Seq announcement)
{
    return state_->act(
        [&](Instant at, auto& out) { return state_->engine.askConfirmations(at, announcement, out); });
}

client::SubmissionId RoomClient::away(std::optional<QString> text)
{
    const auto utf8 = text ? std::optional(toUtf8(*text)) : std::nullopt;
    return state_->act([&](Instant at, auto& out) { return state_->engine.away(at, utf8, out); });
}

client::SubmissionId RoomClient::askMembers()
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.askMembers(at, out); });
}

client::SubmissionId RoomClient::askStats()
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.askStats(at, out); });
}

client::SubmissionId RoomClient::askFigures()
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.askFigures(at, out); });
}

client::SubmissionId RoomClient::askInfo()
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.askInfo(at, out); });
}

client::SubmissionId RoomClient::history(const chat::HistoryAnchor& anchor, std::uint32_t limit)
{
    return state_->act([&](Instant at, auto& out) { return state_->engine.history(at, anchor, limit, out); });
}

client::SubmissionId RoomClient::search(const QString& query, std::optional<Seq> before, std::uint32_t limit,
                                        client::EarlierSearches earlier)
{
    const std::string utf8 = localQuery(query).toStdString();
    return state_->act(
        [&](Instant at, auto& out) { return state_->engine.search(at, utf8, before, limit, earlier, out); });
}

void RoomClient::leave(const QString& reason, bool drain)
{
    state_->act([&](Instant at, auto& out) { state_->engine.leave(at, toUtf8(reason), drain, out); });
}

void RoomClient::handOver()
{
    if (state_->isOver || state_->isHandedOver)
        return;
    state_->engine.giveUpUnsent(state_->outbox);
    // At once: the other client reads it when it is made. What cannot be written is said once more.
    static_cast<void>(state_->writeJournal(std::exchange(state_->outbox.journal, {})).has_value());
    state_->isHandedOver = true;
}

void RoomClient::tryNow()
{
    state_->act([&](Instant at, auto& out) { state_->engine.tryNow(at, out); });
}

const client::ClientEngine& RoomClient::engine() const
{
    return state_->engine;
}

std::optional<Duration> RoomClient::untilNextAttempt() const
{
    const auto next = state_->engine.nextAttempt();
    return next ? std::optional(std::max(*next - now(), Duration::zero())) : std::nullopt;
}

std::optional<Duration> RoomClient::sinceLastHeard() const
{
    const auto last = state_->engine.lastHeard();
    return last ? std::optional(now() - *last) : std::nullopt;
}

chat::ServerAddress RoomClient::server() const
{
    return state_->options.server;
}

} // namespace hubbub::qt
