// A peer after the handshake: its connection, the streams it is sent, and who it is.
#pragma once

#include "protocol/link/connection.h"
#include "server/core/command.h"
#include "server/core/private_stream.h"
#include "server/core/room_log.h"
#include "server/core/roster_snapshot.h"
#include "server/core/session_id.h"
#include "server/core/token_bucket.h"
#include "server/core/version_table.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::server {

/// What a session is told when it ends.
struct Closing {
    wire::CloseCode code = wire::CloseCode::goodbye;
    std::string text; ///< endSession() sees to it that it fits a packet
    /// What waits for it goes out before. Not where a record has become of another length under a part that
    /// was sent.
    bool isFlushed = true;
};

/// A list that is sent in pieces as the earlier ones are acknowledged.
struct Listing {
    enum class What : std::uint8_t { members, figures, restrictions, confirmations };
    Seq request;
    What what = What::members;
    std::uint64_t next = 0; ///< a member, or the seq of a restriction
    Seq announcement = {};  ///< whose confirmations they are
};

/// What the handshake that began a session told of the room's password.
struct PasswordTold {
    PasswordChallenge challenge;
    Digest handshake; ///< what a proof is bound to
    unsigned wrongOnes = 0;
};

struct PastQuestion;

/// Whose turn it is to be flushed: what people wait for comes before what merely has to arrive.
enum class Lane : std::uint8_t { answers, live, catchUp, none };

struct Shard;

struct Session {
    Session(SessionId name, const PublicKey& client, link::Connection made, const RoomLog& log, Shard& home);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    SessionId id;
    Shard& shard;  ///< whose thread it belongs to
    PublicKey key; ///< the client's static key
    /// Of its last handshake: a repeated finish is answered again.
    Digest finish;
    std::unique_ptr<PasswordTold> passwordTold; ///< nothing: the room had none
    VersionTable::Id clientVersion = 0;
    bool isContinued = false;
    Instant keysSince;

    // What it is sent. These stand before the connection, which must go first.
    PrivateStream answers;
    std::shared_ptr<const RosterSnapshot> roster;
    RoomView room;
    StreamId rosterStream; ///< 0: not open
    StreamId roomStream;
    std::uint32_t lastStream = 0;
    std::unique_ptr<Listing> listing;   ///< under way; nothing: none
    std::unique_ptr<PastQuestion> past; ///< the same
    TokenBucket pages;
    TokenBucket searches;
    /// It was too far behind to be told who is away; from this member on it has still to hear everyone's
    /// flags.
    std::optional<MemberId> newsMissedFrom;

    // Who it is.
    MemberId member; ///< 0: a visitor
    OutboxId outbox; ///< of its join
    std::optional<ProposalId> joining;
    /// The highest number refused for now: what was sent before its author knew must not overtake it.
    SubmissionNumber postponed;
    unsigned lookUps = 0; ///< of repeats, under way

    /// Where it stands among those who follow the room; nothing: it does not.
    std::optional<std::size_t> listener;
    /// When it will be looked at, whatever happens.
    Instant dueAt = Instant::max();
    Lane lane = Lane::none;
    std::array<bool, static_cast<std::size_t>(Lane::none)>
        standsIn{}; ///< lanes, also those it has left for a better one
    bool isWaitingForBlock = false;
    /// It is as good as gone, and is sent no more than this.
    bool isClosing = false;

    link::Connection connection;
};

} // namespace hubbub::server
