#include "server/process_memory.h"

#include <unistd.h>

#include <fstream>

namespace hubbub::server {

std::uint64_t residentBytes()
{
    // proc(5): all, then resident, in pages.
    std::ifstream file("/proc/self/statm");
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

} // namespace hubbub::server
