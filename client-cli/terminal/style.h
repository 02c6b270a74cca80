// How a piece of text looks on a terminal, by what it means: colours are chosen where the terminal is known.
#pragma once

#include <QString>

#include <cstdint>

namespace hubbub::terminal {

enum class Ink : std::uint8_t {
    normal, ///< the terminal's own
    dim,
    good,
    waiting,
    bad,
    announcement,
    name, ///< and as many more as there are colours for names
};

struct Style {
    Ink ink = Ink::normal;
    std::uint8_t name = 0; ///< which of the colours for names
    bool isBold = false;
    bool isReversed = false;
    friend bool operator==(const Style&, const Style&) = default;
};

/// The same for the same name, in every run.
Style styleOfName(const QString& name);

} // namespace hubbub::terminal
