// Deliberate faults, each a mistake that somebody could make: they show that the simulator's checkers find
// such mistakes (docs/TESTING.md). In what people run there are none of them: isFault() is false before the
// compiler looks at what depends on it, unless HUBBUB_FAULTS is defined, as it is for one test program.
#pragma once

#include <cstdint>

namespace hubbub {

enum class Fault : std::uint8_t {
    none,
    ackOneTooMany,      ///< an ACK counts a record that has not come
    holeNotReported,    ///< an ACK counts what is missing
    replayAccepted,     ///< the replay window takes the highest counter once more
    repeatStored,       ///< a submission is stored again when it is repeated
    refusedStays,       ///< a proposal that was refused goes on claiming name and number
    lookalikeForgotten, ///< a name is held by one of its two keys only
    forkOverlooked,     ///< the server does not compare the chain when somebody comes back
    orderForgotten,     ///< what was said later overtakes what was refused for the rate
};

#ifdef HUBBUB_FAULTS
/// Defined by the program.
bool isFault(Fault fault);
#else
consteval bool isFault(Fault)
{
    return false;
}
#endif

} // namespace hubbub
