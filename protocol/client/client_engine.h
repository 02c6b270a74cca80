// The client's brain: finds and trusts a server, joins under a name, says things exactly once, follows the
// room, survives the loss of its link. No sockets, clocks or files: it is handed datagrams and the time, and
// hands out datagrams, journal entries and notices.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/chat/event.h"
#include "protocol/chat/refusal.h"
#include "protocol/chat/request.h"
#include "protocol/client/journal.h"
#include "protocol/client/notice.h"
#include "protocol/crypto/identity.h"
#include "protocol/crypto/password.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hubbub::client {

/// A server met before: known by its key, found at these places (`HOST:PORT` as typed, and addresses as
/// resolved).
struct KnownServer {
    PublicKey key;
    std::vector<std::string> places;
};

struct ClientSettings {
    /// `HOST:PORT` as the person gave it; one of the places a known server is known at.
    std::string place;
    /// From an invite link or --server-key: the only key to talk to.
    std::optional<PublicKey> expectedKey;
    std::vector<KnownServer> knownServers;
    bool acceptNewKey = false;
    /// Ask the person about a key at first sight (desktop); otherwise it is recorded and reported.
    bool askAboutNewKeys = false;
    /// The profile's secret, or an admin key used as it is.
    std::variant<crypto::ProfileSecret, crypto::KeyPair> identity;
    /// What an earlier run left, if the profile's lock is held; otherwise a new outbox is drawn and nothing
    /// is offered. Its texts are offered first, under their numbers. Their events are told as own, without a
    /// submission and without a SentNotice; a refusal is told under ofEarlierRun.
    std::optional<RestoredOutbox> restored;
    /// From start() to the first welcome (rooms) or answer (tools). Nothing: try for ever.
    std::optional<Duration> timeout = 10s;
    /// From the loss of the link to its return. Nothing: try for ever.
    std::optional<Duration> giveUp = 60s;
    std::string clientVersion;
    /// The key of the room's password that an earlier run left for this server; empty: there is none.
    std::function<std::optional<crypto::PasswordKey>(const PublicKey& server)> rememberedPassword;
    /// BAD_PASSWORD does not end the run: the person is asked for another password, and join() is called
    /// again.
    bool asksForPassword = false;
};

struct OutgoingDatagram {
    PeerAddress to;
    Bytes bytes;
};

/// Filled by each call, emptied by the caller, in this order: write the journal and make sure of it; send the
/// datagrams; act on the notices.
struct ClientOutbox {
    std::vector<JournalEntry> journal;
    std::vector<OutgoingDatagram> datagrams;
    std::vector<Notice> notices;
};

enum class EarlierSearches : std::uint8_t { kept, dropped };

class ClientEngine {
public:
    /// `entropy` must outlive the engine.
    ClientEngine(ClientSettings settings, Entropy& entropy);
    ~ClientEngine();

    // The world speaks.

    void handleDatagram(Instant now, const PeerAddress& from, ByteView bytes, ClientOutbox& out);
    /// Early or twice is harmless.
    void handleDeadline(Instant now, ClientOutbox& out);
    std::optional<Instant> deadline() const;

    // The user wants.

    /// Begins to connect; the addresses are tried in turn. Called again with others, they replace the first.
    void start(Instant now, std::vector<PeerAddress> addresses, ClientOutbox& out);
    /// To get in, whatever ClientSettings::timeout says; a server that must not be talked to ends it all the
    /// same.
    void tryForEver();
    /// The answer to a ServerKeyNotice of a key at first sight, if asked for.
    void trustServerKey(Instant now, bool trusted, ClientOutbox& out);
    /// Enters the room, as soon as there is a session; again after a JoinRefusedNotice. An illegal name is
    /// refused here, with the reason. While the wish is pending or granted, another one changes nothing.
    void join(Instant now, std::string_view name, bool takeOver, ClientOutbox& out);
    /// There is a password, and its key will be given: where the room wants one, a join waits until then, and
    /// wantedPasswordKey() tells what it is to be made for. It takes the place of a key used before.
    void expectPasswordKey(Instant now, ClientOutbox& out);
    void usePasswordKey(Instant now, crypto::PasswordKey key, ClientOutbox& out);
    /// Waits in the outbox until it has its result, whatever happens to the link. Refused at once:
    /// TEXT_ILLEGAL, TOO_LONG, BUSY (too many wait).
    Result<SubmissionId, chat::Refusal> say(Instant now, std::string_view text, chat::MessageStyle style,
                                            ClientOutbox& out);
    Result<SubmissionId, chat::Refusal> announce(Instant now, std::string_view text, ClientOutbox& out);
    /// An announcement that each member is to confirm.
    Result<SubmissionId, chat::Refusal> askToConfirm(Instant now, std::string_view text, ClientOutbox& out);
    /// Asked again in a later session if the link is lost before the answer.
    SubmissionId kick(Instant now, MemberId member, const Fingerprint& fingerprint, std::string_view reason,
                      ClientOutbox& out);
    /// Events tell everyone of a new name, a topic and a removal; a DoneNotice the one who asked.
    SubmissionId rename(Instant now, std::string_view name, ClientOutbox& out);
    SubmissionId restrict(Instant now, chat::RestrictRequest request, ClientOutbox& out);
    SubmissionId lift(Instant now, Seq restriction, ClientOutbox& out);
    SubmissionId askRestrictions(Instant now, ClientOutbox& out);
    SubmissionId setTopic(Instant now, std::string_view topic, ClientOutbox& out);
    SubmissionId setLock(Instant now, bool isLocked, ClientOutbox& out);
    SubmissionId remove(Instant now, Seq seq, std::string_view reason, ClientOutbox& out);
    SubmissionId acknowledge(Instant now, Seq announcement, ClientOutbox& out);
    SubmissionId askConfirmations(Instant now, Seq announcement, ClientOutbox& out);
    SubmissionId away(Instant now, std::optional<std::string> text, ClientOutbox& out);
    SubmissionId askMembers(Instant now, ClientOutbox& out);
    SubmissionId askStats(Instant now, ClientOutbox& out);
    SubmissionId askFigures(Instant now, ClientOutbox& out);
    SubmissionId askInfo(Instant now, ClientOutbox& out);
    /// PageNotice follows, of at most so many events; the server may give fewer. Also without joining, where
    /// the server lets people in who are no members.
    SubmissionId history(Instant now, const chat::HistoryAnchor& anchor, std::uint32_t limit,
                         ClientOutbox& out);
    /// FoundNotice follows: the newest that match, or with `before` those before that event. Of earlier
    /// searches that are dropped nothing more is told; otherwise this one waits for them.
    SubmissionId search(Instant now, std::string query, std::optional<Seq> before, std::uint32_t limit,
                        EarlierSearches earlier, ClientOutbox& out);
    /// Leaves politely: waits for everything said to be confirmed if `drain` (as long as the link allows),
    /// then at most 2 s for the leave, then closes. EndedNotice follows.
    void leave(Instant now, std::string_view reason, bool drain, ClientOutbox& out);
    /// Nothing that this run said is offered any more, if no result of it has been told. Nobody is told
    /// either.
    void giveUpUnsent(ClientOutbox& out);
    /// The link is lost and the person does not want to wait.
    void tryNow(Instant now, ClientOutbox& out);

    // Questions.

    bool isAdmitted() const;
    bool hasEnded() const;
    LinkState linkState() const;
    std::optional<Duration> roundTrip() const;
    /// Of the last authentic packet, for "last contact".
    std::optional<Instant> lastHeard() const;
    /// When the next attempt is made while the link is lost.
    std::optional<Instant> nextAttempt() const;
    std::size_t unconfirmed() const;
    std::optional<PasswordChallenge> wantedPasswordKey() const;
    /// What this room was entered with; null: it wanted none. Valid until the next call.
    const crypto::PasswordKey* passwordKey() const;
    /// The newest one that is known, whether or not its event has come; or what is asked for.
    const std::string& ownName() const;
    MemberId ownMember() const;
    /// Present members in order of member numbers, folded up to the last event told.
    std::vector<chat::RosterEntry> members() const;
    std::uint32_t textBytes() const;
    /// How far what this run has been given of the log is proven to be without a gap.
    Completeness completeness() const;
    /// Of the log, as told with the last welcome; 0: not told.
    Seq firstKept() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hubbub::client
