// What a typed line means: a message, or one of the commands both clients know (`/me`, `/quit`, …). Shared,
// so that they agree.
#pragma once

#include "protocol/base/result.h"
#include "protocol/chat/refusal.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace hubbub::client {

struct SayLine {
    std::string text;
};
struct ActionLine {
    std::string text;
};
/// `/nick`, `/who`, …: the word without its slash, in lower case, and the rest of the line without white
/// space around it.
struct CommandLine {
    std::string word;
    std::string rest;
};
using ParsedLine = std::variant<SayLine, ActionLine, CommandLine>;

struct CommandInfo {
    std::string_view word;
    std::string_view arguments; ///< `NAME [why]`
    std::string_view help;      ///< English; screens translate
    bool admin = false;
};
/// All commands there are, in the order /help lists them.
std::span<const CommandInfo> commands();
const CommandInfo* findCommand(std::string_view word);

/// Of a command that there is in the list only.
chat::Refusal unbuiltRefusal(std::string_view word);

/// `//text` is a message that begins with a slash. UNKNOWN_COMMAND for a word that is no command; a line that
/// is blank is a SayLine with blank text.
Result<ParsedLine, chat::Refusal> parseLine(std::string_view line);

} // namespace hubbub::client
