#include "protocol/base/drop_reason.h"

#include "protocol/base/check.h"

namespace hubbub {

std::string_view dropReasonWord(DropReason reason)
{
    switch (reason) {
    case DropReason::tooLong:
        return "too-long";
    case DropReason::truncated:
        return "truncated";
    case DropReason::unknownType:
        return "unknown-type";
    case DropReason::wrongVersion:
        return "wrong-version";
    case DropReason::wrongSize:
        return "wrong-size";
    case DropReason::badHandshake:
        return "bad-handshake";
    case DropReason::badCookie:
        return "bad-cookie";
    case DropReason::halfOpenFull:
        return "half-open-full";
    case DropReason::unknownIndex:
        return "unknown-index";
    case DropReason::notAuthentic:
        return "not-authentic";
    case DropReason::replayed:
        return "replayed";
    case DropReason::malformedFrame:
        return "malformed-frame";
    case DropReason::protocolError:
        return "protocol-error";
    case DropReason::noRoom:
        return "no-room";
    case DropReason::notMyHandshake:
        return "not-my-handshake";
    case DropReason::unsolicitedHint:
        return "unsolicited-hint";
    case DropReason::unvalidatedBudget:
        return "unvalidated-budget";
    case DropReason::notLocal:
        return "not-local";
    case DropReason::discoveryBudget:
        return "discovery-budget";
    case DropReason::count:
        break;
    }
    CHECK(false);
}

} // namespace hubbub
