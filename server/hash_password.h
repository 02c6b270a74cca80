// `hubbubd hash-password`: from the room's password, which is kept nowhere, to the key that the configuration
// holds.
#pragma once

#include "protocol/base/entropy.h"
#include "protocol/base/result.h"

#include <string>

namespace hubbub::server {

/// Asks twice on a terminal, else takes the first line of standard input.
Result<std::string, Failure> hashedPassword(Entropy& entropy);

} // namespace hubbub::server
