#include "client-cli/exit_code.h"

namespace hubbub::cli {

using client::EndReason;

ExitCode exitCodeFor(EndReason reason)
{
    switch (reason) {
    case EndReason::left:
        return ExitCode::done;
    case EndReason::noAnswer:
        return ExitCode::noAnswer;
    case EndReason::keyChanged:
    case EndReason::keyNotTrusted:
        return ExitCode::keyChanged;
    case EndReason::noCommonVersion:
    case EndReason::protocolError:
        return ExitCode::usage;
    case EndReason::notAdmitted:
    case EndReason::removed:
    case EndReason::banned:
    case EndReason::takenOver:
        return ExitCode::notAdmitted;
    case EndReason::gaveUp:
        return ExitCode::linkLost;
    }
    return ExitCode::usage;
}

ExitCode exitCodeFor(chat::RefusalCode code)
{
    return isAboutName(code) ? ExitCode::nameRefused : ExitCode::notAdmitted;
}

std::string_view endWord(EndReason reason)
{
    switch (reason) {
    case EndReason::left:
        return {};
    case EndReason::noAnswer:
        return "NO_ANSWER";
    case EndReason::keyChanged:
        return "KEY_CHANGED";
    case EndReason::keyNotTrusted:
        return "KEY_NOT_TRUSTED";
    case EndReason::noCommonVersion:
        return "NO_COMMON_VERSION";
    case EndReason::notAdmitted:
        return "NOT_ADMITTED";
    case EndReason::removed:
        return "REMOVED";
    case EndReason::banned:
        return "BANNED";
    case EndReason::takenOver:
        return "TAKEN_OVER";
    case EndReason::gaveUp:
        return "LINK_LOST";
    case EndReason::protocolError:
        return "PROTOCOL_ERROR";
    }
    return {};
}

} // namespace hubbub::cli
