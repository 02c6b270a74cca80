// The room as this client follows it, from welcome to welcome: roster, timeline, and the order in which
// people are told (docs/ARCHITECTURE.md): the welcome when the roster is complete up to the head, then what
// came before, then what happens.
#pragma once

#include "protocol/base/bytes.h"
#include "protocol/base/ids.h"
#include "protocol/chat/event.h"
#include "protocol/chat/reply.h"
#include "protocol/client/chain_proof.h"
#include "protocol/client/outbox.h"
#include "protocol/client/removed_texts.h"
#include "protocol/client/roster.h"
#include "protocol/client/timeline.h"
#include "protocol/client/turn.h"

#include <optional>
#include <set>
#include <string_view>
#include <variant>
#include <vector>

namespace hubbub::client {

class Room {
public:
    /// `outbox` must outlive the room.
    explicit Room(Outbox& outbox) : outbox_(outbox) {}

    /// A session begins; whatever was not told yet comes again.
    void handleNewSession();
    /// False if the welcome contradicts itself or what was asked.
    bool handleWelcome(const chat::WelcomeReply& welcome, const PublicKey& serverKey, Turn& turn);
    /// True if this welcome speaks of another log than the one followed so far.
    bool isForkedBy(const chat::WelcomeReply& welcome) const;
    /// False if the record is not what may come in this stream.
    bool handleRecord(StreamId stream, Seq seq, ByteView record, Turn& turn);
    void handleTruncated(StreamId stream, Seq first, Turn& turn);
    void handlePresence(const chat::PresenceNews& news, Turn& turn);

    /// What to resume from.
    std::optional<chat::LogPosition> position() const;
    /// The last event that came.
    Seq head() const { return timeline_.cursor(); }
    /// The last event that people were told.
    Seq told() const { return told_; }
    /// The welcome of this session has been told, or none was needed.
    bool isEntered() const { return stage_ == Stage::entered; }
    bool wasEverEntered() const { return wasEverEntered_; }
    MemberId ownMember() const { return welcome_.member; }
    /// As of the last event.
    const std::string& ownName() const { return welcome_.name; }
    /// The log's place from which on it is that.
    Seq ownNameFrom() const { return ownNameFrom_; }
    const chat::WelcomeReply& welcome() const { return welcome_; }
    const Roster& roster() const { return roster_; }
    ChainProof& proof() { return proof_; }
    const ChainProof& proof() const { return proof_; }
    const RemovedTexts& removedTexts() const { return removedTexts_; }

private:
    /// outside    no welcome in this session
    /// entering   what comes is held until the roster is complete up to the head
    /// entered    what comes is told
    enum class Stage : std::uint8_t { outside, entering, entered };
    struct Held {
        Seq seq;
        std::variant<chat::Event, GapNotice> what;
    };

    void resume(Turn& turn);
    void enter(Turn& turn);
    bool handleRoster(ByteView record, Turn& turn);
    bool handleLogRecord(Seq seq, ByteView record, Turn& turn);
    /// False if too much is held.
    bool hold(Held held, std::size_t bytes);
    void holdGap(const GapNotice& gap);
    void enterIfComplete(Turn& turn);
    void fold(Seq seq, const chat::Event& event);
    /// What is removed further on is not told any more.
    void removeHeldTexts();
    void disownStrangers();
    void tellWelcome(Turn& turn);
    /// Once it is folded.
    void tell(Seq seq, chat::Event event, Turn& turn);
    void tellGap(GapNotice gap, Turn& turn);
    void tellNewMemberIfReached(Turn& turn);

    Outbox& outbox_;
    Stage stage_ = Stage::outside;
    bool wasEverEntered_ = false;
    chat::WelcomeReply welcome_;
    PublicKey serverKey_;
    Timeline timeline_;
    ChainProof proof_;
    RemovedTexts removedTexts_;
    Roster roster_;
    bool isRosterGood_ = false; ///< complete, and folded up to the timeline's cursor
    Seq told_;
    Seq historyEnd_; ///< events below are history
    /// What this run is owed of this log begins here, whether or not it ever came to be told; 0: all so far
    /// is history.
    Seq owedFrom_;
    std::vector<Held> held_;
    std::size_t heldBytes_ = 0;
    std::set<MemberId> ownMembers_; ///< of this run and log
    std::optional<Fingerprint> ownFingerprint_;
    Seq ownNameFrom_;
    MemberId toldMember_; ///< that the screens know as their own
};

} // namespace hubbub::client
