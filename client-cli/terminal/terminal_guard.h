// A terminal that is spoken to key by key, and given back as it was on every way out: also when the program
// crashes.
#pragma once

#include <string>

namespace hubbub::terminal {

/// At most one at a time.
class TerminalGuard {
public:
    /// `leave` is what the terminal must be told in the end. The descriptor must outlive it.
    TerminalGuard(int descriptor, const std::string& leave);
    /// Gives the terminal its modes back, but says nothing to it: the owner has.
    ~TerminalGuard();
    TerminalGuard(const TerminalGuard&) = delete;
    TerminalGuard& operator=(const TerminalGuard&) = delete;
};

} // namespace hubbub::terminal
