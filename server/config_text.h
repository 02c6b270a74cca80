// The configuration file that says everything and changes nothing: each key with its meaning, what is allowed
// and what it is unless told otherwise. In English everywhere, as are the complaints about what one writes
// into it.
#pragma once

#include <string>

namespace hubbub::server {

std::string configText();

} // namespace hubbub::server
