// A person's machine: the real client engine, its journal on a disk that outlives it, and a person who wants
// to be in the room. It can be killed between any two of its effects on the world.
#pragma once

#include "protocol/client/client_engine.h"
#include "protocol/qt/outbox_journal.h"
#include "tests/sim/dice.h"
#include "tests/sim/doom.h"
#include "tests/sim/network.h"
#include "tests/sim/witness.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::sim {

struct ClientTraits {
    std::string name;
    /// The profile's; clients with the same are one person.
    std::uint32_t secret = 1;
    /// Holds the profile's lock: reads and writes the journal.
    bool keepsJournal = true;
    bool takesOver = false;
};

class ClientEnd {
public:
    struct World {
        std::function<void(const PeerAddress& to, ByteView)> send;
        std::function<void(const client::JournalEntry&)> journaled;
        std::function<void()> journalTorn;
        std::function<void(const client::Notice&)> notice;
        std::function<void(const Said&)> said;
        std::function<void(const LookedBack&)> lookedBack;
        std::function<void(const Leaving&)> leaving;
        std::function<void(const std::string& name)> entering;
        std::function<void(const SaidAway&)> away;
        std::function<void(const Confirming&)> confirming;
        std::function<void()> started;
        std::function<void()> gone;
    };

    ClientEnd(ActorId id, std::uint64_t seed, ClientTraits traits, const PublicKey& server, World world);

    const ActorId id;
    ClientTraits traits;
    PeerAddress address;
    Way up;
    Way down;

    bool isUp() const { return engine_ != nullptr; }
    /// Its program has ended since the room does not let this person in.
    bool isShutOut() const
    {
        return !isUp() && (ended_ == client::EndReason::banned || ended_ == client::EndReason::notAdmitted);
    }
    unsigned run() const { return run_; }
    const PublicKey& key() const { return key_; }
    /// The one it asks for, or has.
    const std::string& name() const { return wish_; }
    /// Everything this run was told.
    const std::vector<client::Notice>& notices() const { return notices_; }
    template <class Kind>
    std::vector<Kind> all() const
    {
        std::vector<Kind> found;
        for (const client::Notice& notice : notices_) {
            if (const auto* each = std::get_if<Kind>(&notice))
                found.push_back(*each);
        }
        return found;
    }
    /// What stands on the screen beside the timeline.
    std::vector<chat::RosterEntry> members() const { return engine_->members(); }
    std::string journal() const { return journal_.toStdString(); }

    void start(Instant now, const PeerAddress& server);
    enum class Ending : std::uint8_t {
        killed,
        powerCut, ///< the same, and what the journal has not forced onto the disk may be lost
    };
    void kill(Ending ending = Ending::killed);
    void killAfter(std::uint64_t effects, Ending ending = Ending::killed);
    /// It will not be killed after all.
    void spare() { doom_.lift(); }
    void leave(Instant now, const std::string& reason, bool drain);
    /// Nothing: back.
    void sayAway(Instant now, const std::optional<std::string>& text);
    void confirm(Instant now, Seq announcement);
    /// Nothing if it cannot be said now.
    std::optional<client::SubmissionId> say(Instant now, const std::string& text, chat::MessageStyle style,
                                            bool isAnnouncement = false);
    void search(Instant now, const std::string& query, std::optional<Seq> before, std::uint32_t limit);
    void lookBack(Instant now, const chat::HistoryAnchor& anchor, std::uint32_t limit);
    /// Anything else that the person wants.
    void command(Instant now,
                 const std::function<void(client::ClientEngine&, client::ClientOutbox&)>& action);

    void receive(Instant now, const PeerAddress& from, ByteView bytes);
    std::optional<Instant> deadline() const;
    void act(Instant now);

private:
    std::optional<client::RestoredOutbox> readJournal();
    void enter(Instant now, client::ClientOutbox& out);
    void take(Instant now, const client::ClientOutbox& out);
    void write(const client::JournalEntry& entry);
    void heed(Instant now, const client::Notice& notice);
    void buryIfDead();
    void losePower();

    Dice dice_;
    test::SeededEntropy entropy_;
    PublicKey key_;
    World world_;
    Doom doom_;
    QByteArray journal_;
    struct Written {
        client::JournalEntry entry;
        qsizetype end; ///< of its line
    };
    std::vector<Written> written_;
    qsizetype safe_ = 0; ///< bytes that were forced onto the disk
    Ending ending_ = Ending::killed;
    std::unique_ptr<client::ClientEngine> engine_;
    unsigned run_ = 0;
    std::vector<client::Notice> notices_;
    std::string wish_;                   ///< the name to ask for next
    std::optional<Instant> asksAgainAt_; ///< after a refusal
    std::optional<client::EndReason> ended_;
};

} // namespace hubbub::sim
