// Why an address cannot be listened on, in words for the operator: the same whatever socket was asked.
#pragma once

#include "protocol/base/address.h"
#include "protocol/base/result.h"

#include <string>

namespace hubbub::server {

enum class BindProblem : std::uint8_t { inUse, notHere, forbidden, other };

/// `detail` is the system's own text, shown for BindProblem::other.
inline Failure bindFailure(BindProblem problem, const PeerAddress& listen, const std::string& detail)
{
    switch (problem) {
    case BindProblem::inUse:
        return {
            listen.text()
            + " is in use: another server (or program) listens there. Choose another port with --listen."};
    case BindProblem::notHere:
        return {
            listen.text()
            + " is no address of this machine. Choose one of its own, or 0.0.0.0 for all, with --listen."};
    case BindProblem::forbidden:
        return {listen.text()
                + " may not be listened on by this user. Choose a port above 1023 with --listen."};
    case BindProblem::other:
        break;
    }
    return {"cannot listen on " + listen.text() + ": " + detail};
}

} // namespace hubbub::server
