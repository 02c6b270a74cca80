// What can be seen of a run from outside: what people said and were told, what was written to disks, what
// travelled. Checkers are witnesses: they hear of everything after it has happened, and do not ask an
// actor what it thinks (but for what docs/TESTING.md names).
#pragma once

#include "protocol/base/address.h"
#include "protocol/client/journal.h"
#include "protocol/client/notice.h"
#include "server/core/command.h"
#include "server/core/server_core.h"

#include <optional>
#include <string>
#include <vector>

namespace hubbub::sim {

/// A client program on a machine of its own; it has several runs if it is killed or leaves.
using ActorId = StrongId<struct ActorIdTag, std::uint32_t>;

struct Said {
    ActorId actor;
    unsigned run = 0;
    client::SubmissionId submission;
    std::string text; ///< no two are the same
    bool isAnnouncement = false;
};

struct LookedBack {
    ActorId actor;
    client::SubmissionId submission;
    std::optional<std::string> query; ///< nothing: a page is asked for
    chat::HistoryAnchor anchor;       ///< of the page
    std::optional<Seq> before;        ///< of what is searched for
};

/// Somebody leaves politely.
struct Leaving {
    ActorId actor;
    std::string reason; ///< no two are the same, unless there is none
    Instant at;
};

struct SaidAway {
    ActorId actor;
    client::SubmissionId submission;
    bool isAway = false; ///< or back
};

/// That a notice has been read.
struct Confirming {
    ActorId actor;
    client::SubmissionId submission;
    Seq announcement;
};

/// What the operator is told of a notice; nothing: it is none, or forgotten.
using Confirmations = std::optional<std::vector<chat::Confirmation>>;

struct Stored {
    Seq seq;
    const chat::LogRecord& record;
    /// What was proposed; nothing for VOID records.
    const server::Command* command = nullptr;
};

class Witness {
public:
    Witness() = default;
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;
    virtual ~Witness() = default;

    // Clients

    virtual void handleStart(ActorId, unsigned /*run*/) {}
    virtual void handleSaid(const Said&) {}
    virtual void handleLookedBack(const LookedBack&) {}
    virtual void handleLeaving(const Leaving&) {}
    virtual void handleAway(const SaidAway&) {}
    virtual void handleConfirming(const Confirming&) {}
    /// Its person wants to be in the room under this name: the answer may be a refusal.
    virtual void handleEntering(ActorId, const std::string& /*name*/) {}
    /// Where it sends from. Told before the first start, too.
    virtual void handleAddress(ActorId, const PeerAddress&) {}
    virtual void handleJournal(ActorId, const client::JournalEntry&) {}
    /// A power cut has taken some of it; what is left is told once more.
    virtual void handleJournalTorn(ActorId) {}
    virtual void handleNotice(ActorId, const client::Notice&) {}
    /// Its process is no more.
    virtual void handleGone(ActorId) {}

    // The log

    virtual void handleStored(const Stored&) {}
    /// A power cut has taken what stood above.
    virtual void handleTornOff(Seq /*head*/) {}

    // The server

    virtual void handleProposed(const server::StoreRequest&) {}
    virtual void handleAnswered(const server::StoreReply&) {}
    virtual void handleServerStart() {}
    /// What it begins on, just before that.
    virtual void handleOpened(const server::RestoredRoom&) {}
    virtual void handleServerGone() {}
    virtual void handleServerNotice(const server::ServerNotice&) {}
    virtual void handleConfirmations(Seq /*announcement*/, const Confirmations&) {}
    virtual void handleWallJump(WallTime /*before*/, WallTime /*after*/) {}
    virtual void handleToServer(Instant, const PeerAddress& /*from*/, ByteView) {}
    virtual void handleFromServer(Instant, const PeerAddress& /*to*/, ByteView) {}

    // The end

    /// In calm weather: what is still owed to somebody.
    virtual std::optional<std::string> findUnmet() { return std::nullopt; }
    /// Nothing was found unmet: who is present, as this person's screen shows it.
    virtual void handleScreen(ActorId, const std::vector<chat::RosterEntry>&) {}
};

} // namespace hubbub::sim
