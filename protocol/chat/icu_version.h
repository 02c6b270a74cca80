// ICU as it is loaded: for those who report a mistake.
#pragma once

#include <string>

namespace hubbub::chat {

std::string icuVersion();

} // namespace hubbub::chat
