// The key generations of one session: those in use, those before (packets under them may still be on their
// way), and, on a server, those that the client has not used yet.
//
// Client: new keys are in use from their installation. Server: they wait until the first packet has opened
// with them, which proves that the client has them too. Each older generation opens for
// limits::previousKeysKept more, then it is wiped and its index retired.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/ids.h"
#include "protocol/base/prefetch.h"
#include "protocol/base/time.h"
#include "protocol/link/key_generation.h"

#include <memory>
#include <optional>
#include <vector>

namespace hubbub::link {

class KeyRing {
public:
    /// The limits must outlive it.
    KeyRing(Role role, Instant now, SessionKeys keys, const KeyLimits& limits, Entropy& entropy);

    KeyGeneration& current() { return *current_; }
    const KeyGeneration& current() const { return *current_; }
    void prefetchCurrent() const { prefetch(current_.get(), sizeof *current_); }
    /// The generation that has this local index, if it still opens.
    KeyGeneration* find(SessionIndex local);
    bool isWaiting(const KeyGeneration& generation) const { return &generation == waiting_.get(); }

    /// Keys that were still waiting are retired: the client made a further handshake because it never heard
    /// of them.
    void install(Instant now, SessionKeys keys, Entropy& entropy);
    /// A packet opened with the waiting keys: they are the current ones from here on.
    void useWaiting(Instant now);
    /// Wipes the previous keys when their time is over.
    void expire(Instant now);
    std::vector<SessionIndex> takeRetired();
    /// The local indices of all keys it holds, and those retired that have not been taken.
    std::vector<SessionIndex> locals() const;

    const KeyLimits& limits() const { return limits_; }
    bool wantsNew(Instant now) const;
    bool areSpent(Instant now) const;
    /// When one of the answers above or the previous keys change by time alone; only points later than
    /// `after`.
    std::optional<Instant> deadline(Instant after) const;

private:
    void supersede(Instant now, std::unique_ptr<KeyGeneration> successor);
    void retire(std::unique_ptr<KeyGeneration>& generation);

    Role role_;
    const KeyLimits& limits_;
    std::unique_ptr<KeyGeneration> current_;
    std::unique_ptr<KeyGeneration> previous_;
    std::unique_ptr<KeyGeneration> waiting_;
    Instant wipePreviousAt_; ///< of previous_, if there is one
    Instant rekeyAt_;        ///< of a client
    std::vector<SessionIndex> retired_;
};

} // namespace hubbub::link
