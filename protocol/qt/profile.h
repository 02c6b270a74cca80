// A person's files on this machine: the secret their keys come from, servers met before, the last name,
// drafts, the outbox journal (docs/ARCHITECTURE.md). One program holds the folder's lock; a second one on the
// same folder works too, as another instance that writes no journal.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/result.h"
#include "protocol/client/client_engine.h"
#include "protocol/client/journal.h"
#include "protocol/crypto/identity.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::qt {

class Profile {
public:
    /// `folder` empty: the XDG folders (configuration in ~/.config/hubbub, state in ~/.local/state/hubbub);
    /// otherwise both live there. Makes what is missing, with mode 0700, files 0600. Fails, with a sentence,
    /// if it cannot be made, read or written, or if a file in it is damaged.
    /// A tool (`ping`, `admin`) leaves the lock to those who enter rooms.
    enum class Use { room, tool };
    static Result<std::unique_ptr<Profile>, Failure> open(const QString& folder, Entropy& entropy,
                                                          Use use = Use::room);
    ~Profile();

    /// Where what is kept from run to run stands.
    const QString& folder() const;
    const crypto::ProfileSecret& secret() const;
    /// False: another program works in this folder; nothing is restored or journalled then.
    bool holdsLock() const;

    std::vector<client::KnownServer> knownServers() const;
    /// From here on the key is the one known at this place; it replaces another one.
    Result<Done, Failure> remember(const PublicKey& key, const std::string& place);

    QString lastName() const;
    QString lastServer() const;
    /// Most recent first.
    QStringList recentServers() const;
    void setLast(const QString& name, const QString& server);
    /// Only as one of the recent ones: its key stays known.
    void forgetRecentServer(const QString& server);

    /// What a screen keeps for its next run, under a name of lower-case letters and `-`: drafts, who is
    /// ignored, … A convenience: empty if there is nothing or it cannot be read, and without it what cannot
    /// be written is lost.
    QByteArray kept(const QString& name) const;
    void keep(const QString& name, const QByteArray& text);

    /// What the last run left for this server place; only with the lock.
    std::optional<client::RestoredOutbox> restoredOutbox(const std::string& place) const;
    /// When it returns, the entries outlive this process, however it ends; an outbox newly drawn also
    /// outlives a power cut (docs/decisions/0007). Only
    /// with the lock; otherwise it does nothing and succeeds.
    Result<Done, Failure> append(const std::string& place, const std::vector<client::JournalEntry>& entries);

private:
    struct State;
    explicit Profile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// An admin key file: 32 bytes of X25519 private key in base64url, used as it is.
Result<crypto::KeyPair, Failure> readIdentityFile(const QString& path);

} // namespace hubbub::qt
