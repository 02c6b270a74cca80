// Why something was refused: a closed list that programs rely on, with words for people beside it.
#pragma once

#include "protocol/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::chat {

/// The numbers are those on the wire (docs/PROTOCOL.md, section 7).
enum class RefusalCode : std::uint8_t {
    nameTaken = 1,
    nameLookalike = 2,
    nameReserved = 3,
    nameIllegal = 4,
    nameResting = 5,
    selfInUse = 6,
    textIllegal = 7,
    tooLong = 8,
    rate = 9,
    muted = 10,
    banned = 11,
    badPassword = 12,
    notAllowed = 13,
    full = 14,
    locked = 15,
    notAdmin = 16,
    noSuchMember = 17,
    notStored = 18,
    outboxConflict = 19,
    busy = 20,
    unknownCommand = 21,
    badArgument = 22,
};

/// `NAME_TAKEN` and so on: what scripts see. Never translated.
std::string_view refusalWord(RefusalCode code);
std::optional<RefusalCode> refusalFromNumber(std::uint64_t number);
/// Of a join: another name, or taking over, may help.
bool isAboutName(RefusalCode code);

struct Refusal {
    RefusalCode code = RefusalCode::badArgument;
    /// English, one sentence that says what to do.
    std::string text;
    std::optional<Duration> retryAfter = {};
    /// For names: a free one like it.
    std::optional<std::string> suggestion = {};
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

} // namespace hubbub::chat
