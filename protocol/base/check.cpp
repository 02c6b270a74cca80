#include "protocol/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace hubbub {

void checkFailed(const char* condition, const char* file, int line)
{
    std::fprintf(stderr, "hubbub: a mistake in the program: CHECK(%s) at %s:%d\n", condition, file, line);
    std::abort();
}

} // namespace hubbub
