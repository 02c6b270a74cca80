// What is fuzzed: one function for each kind of bytes that come from outside. Each may be given anything; it
// asserts with CHECK what must hold, and forgets everything when it returns, so that an input always does the
// same.
#pragma once

#include "protocol/base/bytes.h"

#include <span>
#include <string_view>

namespace hubbub::fuzz {

// The wire
void packet(ByteView input);
void frames(ByteView input);
void handshakePayload(ByteView input);
void discovery(ByteView input);

// Records
void request(ByteView input);
void reply(ByteView input);
void event(ByteView input);
void roster(ByteView input);

// Ends that are alive; the input is a program of what they are sent (program.h)
void acceptor(ByteView input);
void initiator(ByteView input);
void server(ByteView input);
void client(ByteView input);

// What people write
void address(ByteView input);
void name(ByteView input);
void text(ByteView input);
void line(ByteView input);

// Files
void config(ByteView input);
void journal(ByteView input);
void knownServers(ByteView input);
void keptRoom(ByteView input);

struct Target {
    std::string_view name;
    void (*run)(ByteView input);
};
std::span<const Target> targets();
const Target* findTarget(std::string_view name);

} // namespace hubbub::fuzz
