#include "protocol/chat/refusal.h"

#include <array>

namespace hubbub::chat {

namespace {

/// In the order of the numbers, which begin at 1.
constexpr std::array<std::string_view, 22> words{
    "NAME_TAKEN",      "NAME_LOOKALIKE", "NAME_RESERVED",
    "NAME_ILLEGAL",    "NAME_RESTING",   "SELF_IN_USE",
    "TEXT_ILLEGAL",    "TOO_LONG",       "RATE",
    "MUTED",           "BANNED",         "BAD_PASSWORD",
    "NOT_ALLOWED",     "FULL",           "LOCKED",
    "NOT_ADMIN",       "NO_SUCH_MEMBER", "NOT_STORED",
    "OUTBOX_CONFLICT", "BUSY",           "UNKNOWN_COMMAND",
    "BAD_ARGUMENT",
};
static_assert(words.size() == static_cast<std::size_t>(RefusalCode::badArgument));

} // namespace

std::string_view refusalWord(RefusalCode code)
{
    return words.at(static_cast<std::size_t>(code) - 1);
}

std::optional<RefusalCode> refusalFromNumber(std::uint64_t number)
{
    if (number == 0 || number > words.size())
        return std::nullopt;
    return static_cast<RefusalCode>(number);
}

bool isAboutName(RefusalCode code)
{
    switch (code) {
    case RefusalCode::nameTaken:
    case RefusalCode::nameLookalike:
    case RefusalCode::nameReserved:
    case RefusalCode::nameIllegal:
    case RefusalCode::nameResting:
    case RefusalCode::selfInUse:
    case RefusalCode::tooLong:
        return true;
    default:
        return false;
    }
}

} // namespace hubbub::chat
