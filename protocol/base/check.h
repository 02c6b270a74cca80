// CHECK: our own mistakes end the program, in release too. Never use it on what came from outside.
#pragma once

namespace hubbub {

[[noreturn]] void checkFailed(const char* condition, const char* file, int line);

} // namespace hubbub

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) [[unlikely]]                                                                       \
            ::hubbub::checkFailed(#condition, __FILE__, __LINE__);                                           \
    } while (false)
