// A join on its way: what was asked, how far it has come, and what it waits for.
#pragma once

#include "protocol/chat/request.h"
#include "server/core/command.h"
#include "server/core/session_id.h"

#include <variant>

namespace hubbub::server {

/// The store is asked for a value of the chain.
struct AwaitsChain {
    friend auto operator<=>(const AwaitsChain&, const AwaitsChain&) = default;
};
/// A member to be probed or to leave; a proposal to be committed, one's own or one that claims the same name.
using JoinWait = std::variant<AwaitsChain, MemberId, ProposalId>;

struct JoinAttempt {
    SessionId session;
    Seq request;
    chat::JoinRequest join;

    bool hasPaid = false; ///< the rates count an attempt once
    bool hasProvedPassword = false;
    bool hasAskedChain = false;
    enum class Resume : std::uint8_t {
        undecided,
        none, ///< it knows nothing of the log
        good,
        overGap, ///< what comes next for it is no longer kept
        forked
    } resume = Resume::undecided;
    JoinWait wait;
};

} // namespace hubbub::server
