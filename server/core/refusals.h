// The refusals of the server's core, each with the sentence that says what to do.
#pragma once

#include "protocol/chat/moderation.h"
#include "protocol/chat/name.h"
#include "protocol/chat/refusal.h"
#include "protocol/crypto/identity.h"

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

inline chat::Refusal lockedRefusal()
{
    return refusal(chat::RefusalCode::locked, "The room is locked; nobody may enter for now.");
}

inline chat::Refusal passwordNeededRefusal()
{
    return refusal(chat::RefusalCode::badPassword, "This room has a password, and none was given.");
}

inline chat::Refusal wrongPasswordRefusal()
{
    return refusal(chat::RefusalCode::badPassword, "That is not the room's password.");
}

inline chat::Refusal notJoinedRefusal()
{
    return refusal(chat::RefusalCode::badArgument, "Only members can do this; join the room first.");
}

/// `key` is that of the session: who is to become an admin can send it to the operator as it stands.
inline chat::Refusal notAdminRefusal(const PublicKey& key)
{
    return refusal(chat::RefusalCode::notAdmin, "Only admins can do this. Your key here is "
                                                    + crypto::publicKeyText(key)
                                                    + "; the operator can make it an admin's.");
}

/// `isSame`: by the fold key.
inline chat::Refusal clashRefusal(bool isSame, const chat::Name& name)
{
    if (isSame)
        return refusal(chat::RefusalCode::nameTaken,
                       "The name " + name.text() + " is taken; choose another one.");
    return refusal(chat::RefusalCode::nameLookalike,
                   "The name " + name.text() + " looks like one that is taken; choose another one.");
}

inline chat::Refusal reservedRefusal(const chat::Name& name)
{
    return refusal(chat::RefusalCode::nameReserved,
                   "The name " + name.text() + " is reserved; choose another one.");
}

inline chat::Refusal restingRefusal(const chat::Name& name, Duration left)
{
    return refusal(chat::RefusalCode::nameResting,
                   "Whoever had the name " + name.text() + " may still come back; try again soon.", left);
}

inline chat::Refusal restrictedRefusal(const chat::Restriction& restriction, WallTime now)
{
    const bool isBan = restriction.kind == chat::RestrictionKind::ban;
    std::string text = isBan ? "You are banned from this room" : "You may read but not speak here";
    std::optional<Duration> left;
    if (restriction.until)
        left = std::chrono::milliseconds(restriction.until->milliseconds - now.milliseconds);
    if (!restriction.reason.empty())
        text += ": " + restriction.reason;
    return refusal(isBan ? chat::RefusalCode::banned : chat::RefusalCode::muted, text + '.', left);
}

/// For what outlasts somebody's presence.
inline chat::Refusal absentRefusal()
{
    return refusal(
        chat::RefusalCode::noSuchMember,
        "Nobody of that name or number is in the room; who has left can be named by the key or the "
        "address.");
}

inline chat::Refusal noSuchMemberRefusal()
{
    return refusal(chat::RefusalCode::noSuchMember, "No such member is in the room; look again with who.");
}

} // namespace hubbub::server
