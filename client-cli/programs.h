// What hubbub can be asked to do: each puts its parts together, runs them in the event loop and returns the
// exit code.
#pragma once

#include "client-cli/arguments.h"

namespace hubbub::cli {

int runRoom(const RoomArguments& arguments);
int runPing(const PingArguments& arguments);
int runAdmin(const AdminArguments& arguments);
int runDemo();

/// `hubbub: …` on standard error.
void complain(const QString& text);

} // namespace hubbub::cli
