// What the terminal client's exit codes mean; scripts rely on them (--help lists them).
#pragma once

#include "protocol/chat/refusal.h"
#include "protocol/client/notice.h"

#include <string_view>

namespace hubbub::cli {

enum class ExitCode : int {
    done = 0,
    usage = 1, ///< or a local error
    noAnswer = 2,
    nameRefused = 3,
    keyChanged = 4,
    notAdmitted = 5, ///< or removed, banned, taken over
    linkLost = 6,
};

ExitCode exitCodeFor(client::EndReason reason);
/// Of a join that was refused.
ExitCode exitCodeFor(chat::RefusalCode code);
/// `NO_ANSWER` and so on: the code of the `error` object; empty after a leave of one's own. With the words of
/// refusals and failedWord these are all that such an object can hold (decision 13, and the manual page).
std::string_view endWord(client::EndReason reason);
/// The machine failed us: exit code 1.
inline constexpr std::string_view failedWord = "FAILED";

} // namespace hubbub::cli
