// Compiled twice: the real swarm knows no faults.
#include "tests/sim/fault_switch.h"

#include "protocol/base/fault.h"

#include <array>
#include <utility>

namespace hubbub {

#ifdef HUBBUB_FAULTS
namespace {

Fault atWork = Fault::none;

constexpr std::array<std::pair<std::string_view, Fault>, 9> faults = {{
    {"none", Fault::none},
    {"ackOneTooMany", Fault::ackOneTooMany},
    {"holeNotReported", Fault::holeNotReported},
    {"replayAccepted", Fault::replayAccepted},
    {"repeatStored", Fault::repeatStored},
    {"refusedStays", Fault::refusedStays},
    {"lookalikeForgotten", Fault::lookalikeForgotten},
    {"forkOverlooked", Fault::forkOverlooked},
    {"orderForgotten", Fault::orderForgotten},
}};

} // namespace

bool isFault(Fault fault)
{
    return atWork == fault;
}

bool sim::chooseFault(std::string_view name)
{
    for (const auto& [word, fault] : faults) {
        if (word == name) {
            atWork = fault;
            return true;
        }
    }
    return false;
}
#else
bool sim::chooseFault(std::string_view)
{
    return false;
}
#endif

} // namespace hubbub
