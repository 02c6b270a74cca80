// The libraries that encrypt, as they are loaded: for those who report a mistake.
#pragma once

#include <string>

namespace hubbub::crypto {

std::string sodiumVersion();
/// Empty where it is not used.
std::string multiBufferVersion();

} // namespace hubbub::crypto
