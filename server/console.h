// The admin console: what a line typed at the server means, and what it answers. Knows no terminal; lines
// come in, lines go out.
#pragma once

#include "protocol/base/time.h"
#include "server/core/server_core.h"
#include "server/reload.h"

#include <QCoreApplication>

#include <functional>
#include <string>
#include <string_view>

namespace hubbub::server {

class Console {
    Q_DECLARE_TR_FUNCTIONS(Console)

public:
    struct Doors {
        /// One line, safe to print, without its newline.
        std::function<void(const QString&)> print;
        /// A clean stop with a reason for the members.
        std::function<void(const std::string&)> quit;
        std::function<QString()> invite;
        /// Reads the configuration again; a failure has a line for each mistake, and nothing was changed.
        std::function<Result<Reloaded, Failure>(Instant now, ServerOutbox& out)> reload;
    };
    Console(ServerCore& core, Doors doors) : core_(core), doors_(std::move(doors)) {}

    /// A plain line is an announcement to everyone, `//…` one that begins with a slash, `/word …` a command.
    void handleLine(Instant now, std::string_view line, ServerOutbox& out);
    /// As by `/reload`.
    void reload(Instant now, ServerOutbox& out);
    /// What became of an announcement or a removal.
    void handleNotice(const ServerNotice& notice);

private:
    void announce(Instant now, std::string_view text, bool asksToConfirm, ServerOutbox& out);
    void announceAsTold(Instant now, std::string_view arguments, ServerOutbox& out);
    /// False if the word is none of moderation's.
    bool moderate(Instant now, std::string_view word, std::string_view rest, ServerOutbox& out);
    void restrict(Instant now, chat::RestrictionKind kind, std::string_view rest, ServerOutbox& out);
    void lift(Instant now, chat::RestrictionKind kind, std::string_view word, ServerOutbox& out);
    void topic(std::string_view rest, ServerOutbox& out);
    void remove(Instant now, std::string_view rest, ServerOutbox& out);
    void printRestrictions(Instant now);
    void printConfirmations(std::string_view number);
    void tellModerated(const ModeratedNotice& notice);
    void answer(const Result<Done, chat::Refusal>& result);
    void kick(Instant now, std::string_view arguments, ServerOutbox& out);
    void printHelp();
    void printMembers(Instant now);
    void printStats(Instant now);
    void printRefusal(const chat::Refusal& refusal);

    ServerCore& core_;
    Doors doors_;
};

} // namespace hubbub::server
