// What a legal text is: cleaned once, at the server; and how any text from outside is made safe to show.
#pragma once

#include "protocol/base/result.h"
#include "protocol/chat/refusal.h"

#include <string>
#include <string_view>

namespace hubbub::chat {

bool isValidUtf8(std::string_view text);

/// With the newlines of section 9 and without controls, however long; ill-formed bytes become U+FFFD.
std::string cleaned(std::string_view text);
/// A message's text with the newlines of section 9 and without controls; TEXT_ILLEGAL if it is not UTF-8 or
/// blank then, TOO_LONG beyond limits::textBytes.
Result<std::string, Refusal> cleanText(std::string_view text);
/// The same for one-line texts that may be empty (reasons, away texts, topics): newlines become spaces;
/// longer ones than `most` bytes are cut at a character.
std::string cleanLine(std::string_view text, std::size_t most);

/// True if it holds right-to-left characters: only then screens isolate it, so that the fixed texts stay
/// exact.
bool hasRightToLeft(std::string_view text);
/// FSI … PDI around it if hasRightToLeft(), else as it is.
std::string isolated(std::string_view text);
/// Valid UTF-8 without controls but newline, and without tabs: for terminals and logs, whatever came in.
std::string printable(std::string_view text);

} // namespace hubbub::chat
