// The refusals of the server's core, each with the sentence that says what to do.
#pragma once

#include "protocol/chat/refusal.h"

namespace hubbub::server {

inline chat::Refusal refusal(chat::RefusalCode code, std::string text,
                             std::optional<Duration> retryAfter = std::nullopt)
{
    return {code, std::move(text), retryAfter, std::nullopt};
}

inline chat::Refusal busyRefusal(Duration retryAfter)
{
    return refusal(chat::RefusalCode::busy, "The server is busy; try again in a moment.", retryAfter);
}

inline chat::Refusal notStoredRefusal(bool isDiskFull = false)
{
    return refusal(chat::RefusalCode::notStored,
                   isDiskFull ? "The server's disk is full; tell its operator, and send it again later."
                              : "The server could not keep it; send it again.");
}

inline chat::Refusal notJoinedRefusal()
{
    return refusal(chat::RefusalCode::badArgument, "Only members can do this; join the room first.");
}

inline chat::Refusal noSuchMemberRefusal()
{
    return refusal(chat::RefusalCode::noSuchMember, "No such member is in the room; look again with who.");
}

} // namespace hubbub::server
