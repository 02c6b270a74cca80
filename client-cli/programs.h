// What hubbub can be asked to do: each puts its parts together, runs them in the event loop and returns the
// exit code.
#pragma once

#include "client-cli/arguments.h"
#include "client-cli/output_stream.h"

namespace hubbub::cli {

int runRoom(const RoomArguments& arguments);
int runPing(const PingArguments& arguments);
int runAdmin(const AdminArguments& arguments);
int runDiscover(const DiscoverArguments& arguments);
int runDoctor(const DoctorArguments& arguments);
int runHistory(const HistoryArguments& arguments);
int runVerify(const VerifyArguments& arguments);
int runDemo();
int runPrint(const PrintAndExit& arguments);

/// `hubbub: …` on standard error.
void complain(const QString& text);
/// The exit code of a run that would have ended with `code`: all is in vain if what it printed reached
/// nobody.
int finishOutput(OutputStream& out, int code);

} // namespace hubbub::cli
